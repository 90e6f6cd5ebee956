// What a team's owner may count on when asking the log who looked at a patient, and taking a file of it away; on any database.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../api/contract/limits';
import { paths, type TeamAddress } from '../../api/contract/paths';
import type { Answered } from '../support/http-client';
import { people, places, type TestPerson } from '../support/people';
import { saw } from '../support/saw';
import { type SmallApp, startSmallApp } from '../support/small-app';

const minute = 60_000;
let app: SmallApp;
let ahead = 0;

const read = async (query: string, place: TeamAddress = places.ward5) =>
  (await app.as(people.olivia).get(`${paths.audit(place)}?${query}`)).json;
const ask = (
  body: { readonly [part: string]: string } = {},
  person: TestPerson = people.olivia,
  place: TeamAddress = places.ward5,
) => app.as(person).post(paths.auditExport(place), { body });
const fetchFile = (path: string, method = 'GET') => fetch(`${app.url}${path}`, { method });
const offered = ({ json }: Answered): { path: string; rows: number; fileName: string } => json;
const recorded = () =>
  app.store.db
    .selectFrom('audit_events')
    .select(['operation', 'outcome', 'reason', 'role', 'team_id'])
    .orderBy('at')
    .orderBy('seq')
    .execute();

export function describeAuditOfOwners(name: string, newUrl: () => Promise<string>): void {
  describe(`the audit log for owners on ${name}`, () => {
    beforeAll(async () => {
      app = await startSmallApp({
        storeUrl: await newUrl(),
        routes: () => [],
        now: () => Date.now() + ahead,
      });
    }, 60_000);
    afterAll(() => app.close());
    describe('who looked at a patient', describeLookers);
    describe('a file of the log', describeFiles);
  });
}

function describeLookers(): void {
  it('is told person by person: how often, how, and when last; who came last is first', async () => {
    for (let times = 0; times < 3; times++) await saw(app, people.chen);
    await saw(app, people.chen, {
      operation: 'PatientListView',
      patients: [{ ref: 'c1/p1' }, { ref: 'c1/p2' }],
    });
    await saw(app, people.priya, { operation: 'PatientNoteAdd' });
    await saw(app, people.priya, { patients: [{ ref: 'c1/p2' }] });
    const { lookers } = await read('patient=c1%2Fp1');
    expect(lookers).toMatchObject([
      { person: { id: people.priya.oid, name: people.priya.name }, role: 'member', count: 1 },
      {
        person: { id: people.chen.oid },
        count: 4,
        kinds: [
          { operation: 'PatientView', count: 3 },
          { operation: 'PatientListView', count: 1 },
        ],
      },
    ]);
    expect(lookers[0].last >= lookers[1].last).toBe(true);
  });

  it('stays whole while one person or operation is looked at, keeps to the time, and counts no refusal', async () => {
    await saw(app, people.chen, { outcome: 'failure', reason: 'server_timeout' });
    const narrowed = await read(`patient=c1%2Fp1&person=${people.priya.oid}&operation=PatientNoteAdd`);
    const count = (all: { person: { id: string }; count: number }[]) =>
      all.find(({ person }) => person.id === people.chen.oid)?.count;
    expect(count(narrowed.lookers)).toBe(4);
    const tomorrow = encodeURIComponent(new Date(Date.now() + 1_440 * minute).toISOString());
    expect((await read(`patient=c1%2Fp1&from=${tomorrow}`)).lookers).toEqual([]);
    const yesterday = encodeURIComponent(new Date(Date.now() - 1_440 * minute).toISOString());
    expect((await read(`patient=c1%2Fp1&to=${yesterday}`)).lookers).toEqual([]);
    expect(count((await read(`patient=c1%2Fp1&from=${yesterday}&to=${tomorrow}`)).lookers)).toBe(4);
    expect((await read('')).lookers).toBeNull();
    expect((await read('patient=c1%2Fp1&before=3')).lookers).toBeNull();
  });

  it('calls people as they were called last', async () => {
    const patients = [{ ref: 'c1/married' }];
    await saw(app, { ...people.chen, name: 'Zoe Zachary' }, { patients });
    await saw(app, { ...people.chen, name: 'Zoe Abbott' }, { patients });
    const { lookers } = await read('patient=c1%2Fmarried');
    expect(lookers).toMatchObject([{ person: { name: 'Zoe Abbott' }, count: 2 }]);
  });

  it('names who asked before, since asking is a look at the patient too', async () => {
    await read('patient=c1%2Fasked');
    const { lookers } = await read('patient=c1%2Fasked');
    expect(lookers).toMatchObject([
      { person: { id: people.olivia.oid }, role: 'owner', kinds: [{ operation: 'AuditRead', count: 1 }] },
    ]);
  });

  it('offers everybody whom the log names, by the newest name, and only where no other filter is set', async () => {
    await saw(app, people.chen, { patients: [{ ref: 'c1/old', label: 'Ash, Tom' }] });
    await saw(app, people.chen, { patients: [{ ref: 'c1/old', label: 'Ash-Ono, Tom' }] });
    for (let times = 0; times < limits.auditPageSize; times++) await saw(app, people.chen);
    await read('patient=c1%2Fold');
    const whole = await read('');
    expect(JSON.stringify(whole.entries)).not.toContain('Ash');
    expect(whole.patients).toContainEqual({ ref: 'c1/old', label: 'Ash-Ono, Tom' });
    const refs = whole.patients.map(({ ref }: { ref: string }) => ref);
    expect(new Set(refs).size).toBe(refs.length);
    expect((await read('patient=c1%2Fp1')).patients).toEqual(whole.patients);
    for (const query of ['operation=PatientView', `person=${people.chen.oid}`, 'before=3'])
      expect((await read(query)).patients).toBeNull();
    const elsewhere = JSON.stringify((await read('', places.ward5Palliative)).patients);
    expect(elsewhere).not.toContain('Ash');
  });

  it('T9: knows nothing of other teams, channels and tenants', async () => {
    await saw(app, people.chen, { patients: [{ ref: 'c9/x' }] }, places.ward5Palliative);
    await saw(app, people.olivia, { patients: [{ ref: 'c9/x' }] }, { ...places.ward6, channelId: '' });
    await saw(app, people.bruno, { patients: [{ ref: 'c9/x' }] });
    expect((await read('patient=c9%2Fx')).lookers).toEqual([]);
    expect((await read('patient=c9%2Fx', places.ward5Palliative)).lookers).toMatchObject([
      { person: { id: people.chen.oid }, count: 1 },
    ]);
  });

  it('names everybody of whom there is a row once, by the last name that they had, in the order of names', async () => {
    const place = places.ward5Palliative;
    const was = { ...people.priya, name: 'Zoe Before' };
    for (const person of [was, people.chen, was, { ...people.priya, name: 'Aya After' }, people.chen]) {
      await saw(app, person, {}, place);
      ahead += 1_000;
    }
    const { people: named } = await read('', place);
    expect(named.filter(({ id }: { id: string }) => id !== people.olivia.oid)).toEqual([
      { id: people.priya.oid, name: 'Aya After' },
      { id: people.chen.oid, name: people.chen.name },
    ]);
    expect(new Set(named.map(({ id }: { id: string }) => id)).size).toBe(named.length);
  });
}

function describeFiles(): void {
  it('T19: holds what was filtered, as CSV, by a link that works once and needs no token', async () => {
    await saw(app, people.chen, { patients: [{ ref: 'c1/file', label: '=cmd|A1' }] });
    await saw(app, people.priya, { patients: [{ ref: 'c1/file' }] });
    const { path, rows, fileName } = offered(await ask({ patient: 'c1/file', operation: 'PatientView' }));
    expect(rows).toBe(2);
    const first = await fetchFile(path);
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(first.headers.get('content-disposition')).toMatch(
      new RegExp(`^attachment; filename="?${fileName}"?$`),
    );
    expect(first.headers.get('cache-control')).toBe('no-store');
    const lines = (await first.text()).trim().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(`,PatientView,success,,${people.priya.name},`);
    expect(lines[2]).toContain(`'=cmd|A1`);
    for (const again of [path, path.toUpperCase(), `${path}x`])
      expect((await fetchFile(again)).status).not.toBe(200);
    expect((await fetchFile(path)).status).toBe(404);
  });

  it.each([
    ['jsonl', 'application/x-ndjson; charset=utf-8', 'jsonl'],
    ['fhir', 'application/fhir+ndjson', 'ndjson'],
  ])(
    'T19: leaves as %s too, one JSON object a line, without what anybody searched for',
    async (format, type, end) => {
      const change = { bed: { from: '1', to: '2' } };
      await saw(app, people.chen, { patients: [{ ref: `c1/${format}` }], change, query: 'Zebedee Canary' });
      const { path, fileName, rows } = offered(await ask({ patient: `c1/${format}`, format }));
      expect([rows, fileName.endsWith(`.${end}`)]).toEqual([1, true]);
      const answer = await fetchFile(path);
      expect(answer.headers.get('content-type')).toBe(type);
      const text = await answer.text();
      expect(text).not.toContain('Zebedee');
      const [row, ...more] = text.trimEnd().split('\n');
      expect(more).toEqual([]);
      const wanted = { jsonl: { operation: 'PatientView', change }, fhir: { resourceType: 'AuditEvent' } }[
        format
      ];
      expect(JSON.parse(row ?? '')).toMatchObject(wanted ?? {});
      expect((await ask({ format: 'xml' })).json.code).toBe('invalid_input');
      ahead += 61 * minute;
    },
  );

  it('T19, T33: asking and fetching are on record, with every patient in the file; a spent link tried again is too', async () => {
    const from = (await recorded()).length;
    const { path } = offered(await ask({ patient: 'c1/p1', operation: 'PatientListView' }));
    expect((await fetchFile(path)).status).toBe(200);
    expect((await fetchFile(path)).status).toBe(404);
    expect((await recorded()).slice(from)).toMatchObject([
      { operation: 'AuditExport', outcome: 'success', role: 'owner' },
      { operation: 'AuditDownload', outcome: 'success', role: 'owner' },
      { operation: 'AccessDenied', outcome: 'failure', reason: 'not_found', role: 'stranger', team_id: '' },
    ]);
    const [fetched] = (await read('operation=AuditDownload')).entries;
    // The list that was opened showed two patients, so the file names both.
    expect(fetched.patients.map(({ ref }: { ref: string }) => ref)).toEqual(['c1/p1', 'c1/p2']);
  });

  it('T19: holds nothing that was written after it was asked for', async () => {
    const { path } = offered(await ask({ patient: 'c1/late' }));
    await saw(app, people.chen, { patients: [{ ref: 'c1/late' }] });
    expect((await (await fetchFile(path)).text()).trim().split('\r\n')).toHaveLength(1);
  });

  it('T19: of many that come at once one gets the file, looking first spends nothing, and a minute later it is gone', async () => {
    const { path } = offered(await ask());
    expect((await fetchFile(path, 'HEAD')).status).toBe(404);
    const all = await Promise.all(Array.from({ length: 12 }, () => fetchFile(path)));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(all.filter(({ status }) => status === 404)).toHaveLength(11);
    ahead += 60 * minute;
    const late = offered(await ask());
    ahead += minute;
    expect((await fetchFile(late.path)).status).toBe(404);
    expect((await fetchFile(paths.download('A'.repeat(43)))).status).toBe(404);
  });

  it('T19: a link that is spent or too old asks nobody about its person: outsiders can make us do no work', async () => {
    const asked = async (path: string) => {
      const from = app.roster.asked();
      const { status } = await fetchFile(path);
      return [status, app.roster.asked() - from];
    };
    const { path } = offered(await ask());
    expect(await asked(path)).toEqual([200, 1]);
    expect(await asked(path)).toEqual([404, 0]);
    ahead += 60 * minute;
    const old = offered(await ask());
    ahead += minute;
    expect(await asked(old.path)).toEqual([404, 0]);
  });

  it('T19: a link whose minute passes while Graph is asked gives nothing', async () => {
    const { teamId, channelId } = places.ward5;
    const roster = await app.roster.findChannel(people.olivia.tid, teamId, channelId);
    if (!roster) throw new Error('ward 5 has a roster');
    const { path } = offered(await ask());
    app.roster.set(teamId, channelId, {
      ...roster,
      get members() {
        ahead += minute;
        return roster.members;
      },
    });
    expect((await fetchFile(path)).status).toBe(404);
    app.roster.set(teamId, channelId, roster);
  });

  it('T11, T19: somebody who has ceased to be an owner gets nothing by a link from before', async () => {
    const { path } = offered(await ask({}, people.olivia));
    const { teamId, channelId } = places.ward5;
    const roster = await app.roster.findChannel(people.olivia.tid, teamId, channelId);
    if (!roster) throw new Error('ward 5 has a roster');
    app.roster.set(teamId, channelId, {
      ...roster,
      members: roster.members.map((each) => ({ ...each, role: 'member' as const })),
    });
    expect((await fetchFile(path)).status).toBe(404);
    app.roster.set(teamId, channelId, roster);
    expect((await fetchFile(path)).status).toBe(200);
  });

  it('T9: members and strangers are offered none', async () => {
    expect((await ask({}, people.chen)).json.code).toBe('owner_only');
    expect((await ask({}, people.bruno)).status).toBe(404);
    expect((await ask({ tid: 'x' })).json.code).toBe('invalid_input');
  });

  it('T19, T36: after so many in an hour the next one waits, in words and in Retry-After; no link is kept in the clear', async () => {
    ahead += 61 * minute;
    const links: string[] = [];
    for (let times = 0; times < limits.exportsPerHourPerPerson; times++) {
      links.push(offered(await ask()).path);
      ahead += minute;
    }
    const { status, json, headers } = await ask();
    expect([status, json.code]).toEqual([429, 'exports_used_up']);
    const wait = Number(headers.get('retry-after'));
    expect(wait).toBeGreaterThan(50 * 60);
    expect((await read('operation=AuditExport')).entries[0]).toMatchObject({ reason: 'exports_used_up' });
    const kept = JSON.stringify(await app.store.db.selectFrom('download_links').selectAll().execute());
    expect(links.filter((path) => kept.includes(path.split('/').at(-1) ?? ''))).toEqual([]);
    ahead += wait * 1_000;
    expect((await ask()).status).toBe(201);
  });

  it('T19: a team has a day’s share, whoever of its owners asks', async () => {
    ahead += 1_441 * minute;
    for (let given = 0; given < limits.exportsPerDayPerTeam; given++) {
      if (given % limits.exportsPerHourPerPerson === 0) ahead += 61 * minute;
      expect((await ask()).status).toBe(201);
    }
    ahead += 61 * minute;
    expect((await ask()).json.code).toBe('exports_used_up');
    ahead += 1_441 * minute;
    expect((await ask()).status).toBe(201);
  });
}
