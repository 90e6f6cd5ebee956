// In which order a team's owner reads the log, and from when to when; on any database.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { limits } from '../../api/contract/limits';
import { paths } from '../../api/contract/paths';
import { people, places } from '../support/people';
import { saw } from '../support/saw';
import { type SmallApp, startSmallApp } from '../support/small-app';

const minute = 60_000;
let app: SmallApp;
let ahead = 0;

const olivia = () => app.as(people.olivia);
const read = async (query: string) => (await olivia().get(`${paths.audit(places.ward5)}?${query}`)).json;

export function describeAuditOrder(name: string, newUrl: () => Promise<string>): void {
  describe(`the order of the audit log on ${name}`, () => {
    beforeAll(async () => {
      app = await startSmallApp({
        storeUrl: await newUrl(),
        routes: () => [],
        now: () => Date.now() + ahead,
      });
    }, 60_000);
    afterAll(() => app.close());
    describe('from one time to another', describeTimes);
    describe('a clock', describeClock);
  });
}

function describeTimes(): void {
  it('are the rows of both and of all between', async () => {
    const at: string[] = [];
    for (const ref of ['c8/first', 'c8/second', 'c8/third']) {
      await saw(app, people.chen, { operation: 'PatientListRestore', patients: [{ ref }] });
      const [newest] = (await read('operation=PatientListRestore')).entries;
      at.push(encodeURIComponent(newest.at));
      // The next one is later.
      await vi.waitFor(() => expect(new Date().toISOString() > newest.at).toBe(true));
    }
    const [first, second, third] = at;
    const refs = async (query: string) =>
      (await read(`operation=PatientListRestore${query}`)).entries.flatMap(
        (entry: { patients: { ref: string }[] }) => entry.patients.map(({ ref }) => ref),
      );
    expect(await refs('')).toEqual(['c8/third', 'c8/second', 'c8/first']);
    expect(await refs(`&to=${second}`)).toEqual(['c8/second', 'c8/first']);
    expect(await refs(`&to=${first}`)).toEqual(['c8/first']);
    expect(await refs(`&from=${second}`)).toEqual(['c8/third', 'c8/second']);
    expect(await refs(`&from=${second}&to=${second}`)).toEqual(['c8/second']);
    expect(await refs(`&from=${third}&to=${first}`)).toEqual([]);
  });
}

interface Entry {
  readonly seq: number;
  readonly at: string;
}

/** From page to page to the end. */
async function readAll(query: string): Promise<Entry[]> {
  const all: Entry[] = [];
  for (let next: number | null | undefined; next !== null; ) {
    const page = await read(next === undefined ? query : `${query}&before=${next}`);
    all.push(...page.entries);
    next = page.next;
  }
  return all;
}

function describeClock(): void {
  it('set back in between, leaves each row once, newest first, on pages and in a file', async () => {
    const patients = [{ ref: 'c7/clock' }];
    const count = limits.auditPageSize * 2 + 10;
    const before = ahead;
    for (let i = 0; i < count; i++) {
      ahead = before + (i % 7) * minute;
      await saw(app, i % 2 ? people.chen : people.priya, { operation: 'PatientMoved', patients });
    }
    ahead = before;
    const narrowed = ['operation=PatientMoved', 'operation=PatientMoved&patient=c7%2Fclock'];
    for (const query of [...narrowed, `${narrowed[0]}&person=${people.chen.oid}`]) {
      const entries = await readAll(query);
      expect(entries).toHaveLength(query.includes('person') ? count / 2 : count);
      expect(new Set(entries.map(({ seq }) => seq)).size).toBe(entries.length);
      expect(entries).toEqual(
        entries.toSorted((a, b) => (a.at === b.at ? b.seq - a.seq : a.at < b.at ? 1 : -1)),
      );
    }
    const body = { operation: 'PatientMoved' };
    const { json } = await olivia().post(paths.auditExport(places.ward5), { body });
    expect(json.rows).toBe(count);
    const [, ...lines] = (await (await fetch(`${app.url}${json.path}`)).text()).trim().split('\r\n');
    expect(new Set(lines).size).toBe(count);
  });
}
