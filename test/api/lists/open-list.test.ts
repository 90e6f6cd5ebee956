// Opening a list, over HTTP: the view, the cells as they come, and the audit row that is there before the first byte.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type ListLine, listView } from '../../../api/contract/lists.schema';
import { KnownError } from '../../../api/errors/known-error';
import { createCaller, type ListsApp, startListsApp } from '../../support/lists-app';
import { people } from '../../support/people';

let app: ListsApp;
let connectionId = '';
let listId = '';
let rowIds: Record<string, string> = {};

const chen = () => createCaller(app);

async function open(id = listId, person = people.chen): Promise<ListLine[]> {
  const caller = createCaller(app, person);
  const lines: ListLine[] = [];
  for await (const line of caller.client.lines('GET', `${caller.base}/lists/${id}`))
    lines.push(line as ListLine);
  return lines;
}

const toCells = (lines: readonly ListLine[]) =>
  lines.flatMap((line) => (line.type === 'cells' ? [line] : []));

beforeAll(async () => {
  app = await startListsApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  app.fake.failSections(undefined);
  app.fake.throwOnRead(undefined);
  app.fake.holdUntil(undefined);
  connectionId = await app.connect();
  app.fake.put('p1', 'Hart', 'MRN-1');
  app.fake.put('p2', 'Moss');
  listId = await chen().newListId();
  const one = (await chen().addEhr(listId, connectionId, 'p1')).json;
  const two = (await chen().addEhr(listId, connectionId, 'p2')).json;
  const typed = (await chen().addTyped(listId, { family: 'Typed' })).json;
  rowIds = { p1: one.id, p2: two.id, typed: typed.id };
  app.fake.asked.length = 0;
});

describe('opening a list as lines', () => {
  it('gives the view, the cells of each EHR patient, and the end', async () => {
    const lines = await open();
    expect(lines.map((line) => line.type)).toEqual(['view', 'cells', 'cells', 'done']);
    const [view] = lines;
    expect(view?.type === 'view' && listView.safeParse(view.view).success).toBe(true);
    const cells = toCells(lines).find((line) => line.rowId === rowIds.p1)?.cells;
    expect(cells?.patient).toMatchObject({ status: 'ok', value: { name: { display: 'HART, Ana' } } });
    expect(cells?.allergies).toMatchObject({ status: 'ok', value: { kind: 'notRecorded' } });
    expect(lines.at(-1)).toMatchObject({ type: 'done', droppedForeign: 0 });
  });

  it('asks in one call for no more than the columns need', async () => {
    await chen().client.put(`${chen().base}/lists/${listId}/columns`, {
      body: { columns: ['bed', 'notes'] },
      ifMatch: 1,
    });
    await open();
    expect(app.fake.asked).toEqual([{ ids: ['p1', 'p2'], types: ['Patient', 'Encounter'] }]);
  });

  it('T33: one row with every patient is in the log before the first byte, and the read had begun before', async () => {
    let release = () => {};
    app.fake.holdUntil(
      new Promise((resolve) => {
        release = resolve;
      }),
    );
    const from = await app.auditCount();
    const caller = chen();
    const lines = caller.client.lines('GET', `${caller.base}/lists/${listId}`);
    const first = (await lines.next()).value as ListLine;
    expect(first.type).toBe('view');
    expect(app.fake.asked).toHaveLength(1);
    expect(await app.audited(from)).toEqual(['PatientListView success']);
    const log = await createCaller(app, people.olivia).client.get(
      `${caller.base}/audit?operation=PatientListView`,
    );
    expect(log.json.entries[0].patients).toEqual([
      { ref: `${connectionId}/p1`, label: 'HART, Ana' },
      { ref: `${connectionId}/p2`, label: 'MOSS, Ana' },
      { ref: rowIds.typed, label: 'Typed' },
    ]);
    release();
    const rest: unknown[] = [];
    for await (const line of lines) rest.push(line);
    expect(rest).toHaveLength(3);
  });

  it('has the cells of those whose answers are there while the answers of others are awaited', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    app.fake.holdUntil(gate, 1);
    const caller = chen();
    const lines = caller.client.lines('GET', `${caller.base}/lists/${listId}`);
    expect((await lines.next()).value).toMatchObject({ type: 'view' });
    expect((await lines.next()).value).toMatchObject({ type: 'cells', rowId: rowIds.p1 });
    release();
    expect((await lines.next()).value).toMatchObject({ type: 'cells', rowId: rowIds.p2 });
    expect((await lines.next()).value).toMatchObject({ type: 'done' });
  });

  it('T33: when the row can’t be written nothing leaves', async () => {
    await app.store.db.deleteFrom('audit_heads').execute();
    const events = await app.store.db.selectFrom('audit_events').select('seq').execute();
    expect(events.length).toBeGreaterThan(0);
    // The chain has lost its head: the next row collides with the first one.
    const answer = await chen().client.get(`${chen().base}/lists/${listId}`, {
      headers: { accept: 'application/x-ndjson' },
    });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain('Hart');
    await app.close();
    app = await startListsApp();
  });

  it('a list without EHR patients asks no EHR', async () => {
    const own = await chen().newListId();
    await chen().addTyped(own, { family: 'Moss' });
    expect((await open(own)).map((line) => line.type)).toEqual(['view', 'done']);
    expect(app.fake.asked).toEqual([]);
  });

  it('remembers the list for the person who opened it, and for nobody else', async () => {
    await open(listId, people.priya);
    const last = async (person: typeof people.priya | typeof people.olivia) => {
      const caller = createCaller(app, person);
      return (await caller.client.get(`${caller.base}/session`)).json.lastListId;
    };
    expect(await last(people.priya)).toBe(listId);
    expect(await last(people.olivia)).not.toBe(listId);
    await chen().client.delete(`${chen().base}/lists/${listId}`, { ifMatch: 1 });
    expect(await last(people.priya)).toBeNull();
  });
});

describe('in bad weather', () => {
  it('a section that failed is a cell that says why; nothing is blank', async () => {
    app.fake.failSections('server_timeout');
    const cells = toCells(await open());
    expect(cells).toHaveLength(2);
    for (const { cells: row } of cells) {
      for (const cell of Object.values(row))
        expect(cell).toMatchObject({ status: 'failed', reason: 'server_timeout' });
    }
  });

  it('an EHR that can’t be read at all ends in one sentence, and rows keep what they have', async () => {
    app.fake.throwOnRead(
      new KnownError('token_refused', { status: 502, detail: 'The partner refused our secret.' }),
    );
    const lines = await open();
    expect(lines.map((line) => line.type)).toEqual(['view', 'failed']);
    expect(lines.at(-1)).toEqual({
      type: 'failed',
      code: 'token_refused',
      detail: 'The partner refused our secret.',
    });
    const [view] = lines;
    expect(view?.type === 'view' && view.view.rows[0]?.snapshot?.name).toBe('HART, Ana');
  });

  it('an error that nobody foresaw tells nothing of itself', async () => {
    app.fake.throwOnRead(new Error('secret detail'));
    const last = (await open()).at(-1);
    expect(last).toMatchObject({ type: 'failed', code: 'internal' });
    expect(JSON.stringify(last)).not.toContain('secret');
  });

  it('rows of a connection that the team has left say so, and keep their snapshot', async () => {
    await app.connect();
    const lines = await open();
    for (const { cells } of toCells(lines)) {
      expect(cells.patient).toMatchObject({ status: 'failed', reason: 'no_connection' });
    }
    expect(app.fake.asked).toEqual([]);
    expect(lines.at(-1)?.type).toBe('done');
  });

  it('in manual mode no EHR is asked, and everything may be typed over its rows', async () => {
    const olivia = createCaller(app, people.olivia);
    await olivia.client.put(`${olivia.base}/mode`, { body: { mode: 'manual' } });
    const lines = await open();
    expect(app.fake.asked).toEqual([]);
    for (const { cells } of toCells(lines)) expect(cells.bed).toMatchObject({ reason: 'no_connection' });
    const path = `${chen().base}/lists/${listId}/patients/${rowIds.p1}`;
    const edit = { body: { typed: { allergies: 'Latex' } }, ifMatch: 1 };
    expect((await chen().client.patch(path, edit)).json.typed.allergies.value).toBe('Latex');
    await olivia.client.put(`${olivia.base}/mode`, { body: { mode: 'ehr' } });
    expect(toCells(await open())[0]?.cells.patient?.status).toBe('ok');
  });

  it('a caller who goes away ends the read', async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    app.fake.holdUntil(gate);
    const lines = chen().client.lines('GET', `${chen().base}/lists/${listId}`);
    await lines.next();
    await lines.return(undefined);
    release();
    expect((await open()).at(-1)?.type).toBe('done');
  });
});

describe('snapshots', () => {
  it('follow the EHR after an opening', async () => {
    app.fake.put('p1', 'Hart-Moss', 'MRN-9');
    const before = (await open())[0];
    expect(before?.type === 'view' && before.view.rows[0]?.snapshot).toMatchObject({ name: 'HART, Ana' });
    const after = (await chen().view(listId)).json.rows[0];
    expect(after.snapshot).toMatchObject({ name: 'HART-MOSS, Ana', mrn: 'MRN-9' });
    expect(after.version).toBe(1);
  });

  it('follow the EHR also where the column of the patient is hidden', async () => {
    const body = { columns: ['bed', 'notes'] };
    await chen().client.put(`${chen().base}/lists/${listId}/columns`, { body, ifMatch: 1 });
    app.fake.put('p1', 'Hart-Moss', 'MRN-9');
    await open();
    const [row] = (await chen().view(listId)).json.rows;
    expect(row.snapshot).toMatchObject({ name: 'HART-MOSS, Ana', mrn: 'MRN-9' });
  });

  it('T38: neither they nor anything typed is in the database in clear', async () => {
    const row = await app.store.db
      .selectFrom('list_rows')
      .selectAll()
      .where('id', 'in', Object.values(rowIds))
      .execute();
    const lists = await app.store.db.selectFrom('lists').select('name').execute();
    const stored = JSON.stringify([row, lists]);
    for (const word of ['HART', 'Hart', 'MRN-1', 'Typed', '1957', 'List '])
      expect(stored).not.toContain(word);
  });
});

describe('the view alone', () => {
  it('is audited as well, and knows its version', async () => {
    const from = await app.auditCount();
    const answer = await chen().view(listId);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(z.array(z.string()).parse(answer.json.columns)).toContain('bed');
    expect(app.fake.asked).toEqual([]);
    expect(await app.audited(from)).toEqual(['PatientListView success']);
  });
});
