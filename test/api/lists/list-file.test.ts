// A list as a file, over HTTP with the sandbox's EHR: what it says, who may have it, and what the log knows of it.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../api/contract/limits';
import { paths, type TeamAddress } from '../../../api/contract/paths';
import { cast } from '../../sandbox/census/roles';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import type { PersonKey } from '../../sandbox/teams/people';
import { createClient } from '../../support/http-client';
import { parseCsv } from '../../support/parse-csv';
import { places, seaview } from '../../support/people';
import { readWorkbook } from '../../support/read-workbook';
import { startTestApp, type TestApp } from '../../support/test-app';

const ward = places.ward5;
const hour = 3_600_000;
let sandbox: Sandbox;
let app: TestApp;
let connectionId: string;
let listId: string;
let ahead = 0;
const patients = [cast.criticalVital, cast.highAllergy, cast.noKnownAllergies, cast.deceased, cast.masked];
const columns = [
  'patient',
  'bed',
  'mainProblem',
  'allergies',
  'lengthOfStay',
  'vitals',
  'bloodPressure',
  'notes',
];

beforeAll(async () => {
  sandbox = await startSandbox();
  app = await startTestApp({ sandbox, now: () => new Date(Date.now() + ahead) });
  connectionId = await app.connect(ward, sandbox.links.open);
  const made = await app.as('chen').post(paths.lists(ward), { body: { name: 'Morning =1+1' } });
  listId = made.json.id;
  for (const patientId of patients)
    await app.as('chen').post(paths.rows(ward, listId), { body: { ehr: { connectionId, patientId } } });
  const typed = {
    family: '=HYPERLINK("https://evil.example")',
    given: 'Zoe',
    allergies: 'latex',
    mrn: '-12',
  };
  const { json } = await app.as('chen').post(paths.rows(ward, listId), { body: { typed } });
  await app.as('chen').post(paths.notes(ward, listId, json.id), { body: { text: '+49 30 1234' } });
  await app
    .as('chen')
    .put(paths.listColumns(ward, listId), { body: { columns }, ifMatch: made.json.version });
}, 60_000);
afterAll(async () => {
  await app.close();
  await sandbox.close();
});
beforeEach(() => {
  // A day and more for each test: so many files a day are what a team has.
  ahead += 25 * hour;
  sandbox.reset();
});

/** Signed in at the moment that the server believes it is. */
const as = (person: PersonKey) => {
  const now = Math.floor((Date.now() + ahead) / 1_000);
  const claims = { iat: now, nbf: now, exp: now + 3_600 };
  return createClient(app.url, async () => `Bearer ${await sandbox.tokenFor(person, { claims })}`);
};
const ask = (body: object = {}, person: PersonKey = 'olivia', place: TeamAddress = ward, id = listId) =>
  as(person).post(paths.listExport(place, id), { body });
const fetchFile = (path: string) => fetch(`${app.url}${path}`);
async function get(body: object): Promise<Uint8Array> {
  const { json } = await ask(body);
  return new Uint8Array(await (await fetchFile(json.path)).arrayBuffer());
}
async function getRows(body: object = {}): Promise<Record<string, string>[]> {
  const text = new TextDecoder().decode(await get({ ...body, format: 'csv' }));
  const [head = [], ...rows] = parseCsv(text.replace(/^\ufeff/, ''));
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index] ?? ''])));
}
const rowOf = (rows: readonly Record<string, string>[], name: RegExp) => {
  const found = rows.find((row) => name.test(row.Patient ?? ''));
  if (!found) throw new Error(`${name} is not among ${rows.map((row) => row.Patient)}`);
  return found;
};
const newest = async (operation: string) =>
  (await as('olivia').get(`${paths.audit(ward)}?operation=${operation}`)).json.entries[0];

describe('what the file says', () => {
  it('each patient once, with the columns of the list, in words', async () => {
    const rows = await getRows();
    expect(rows).toHaveLength(patients.length + 1);
    expect(Object.keys(rowOf(rows, /^PENROSE/))).toEqual([
      ...['Patient', 'Birth date', 'Age', 'Sex', 'MRN', 'Ward', 'Room', 'Bed', 'Place'],
      ...['Main problem', 'Allergies', 'Day of stay', 'In hospital since', 'Vital signs'],
      ...['Blood pressure', 'Blood pressure, time', 'Notes', 'Note by', 'Note at', 'Number of notes'],
      'Read from the EHR at',
    ]);
    const allergies = rows.map((row) => row.Allergies);
    expect(allergies.some((text) => /\(severe\)/.test(text ?? ''))).toBe(true);
    expect(allergies).toContain('No known allergies');
    expect(allergies).toContain('Not recorded');
    for (const row of rows)
      expect(row['Read from the EHR at']).toMatch(/^(\d{4}-\d\d-\d\d \d\d:\d\d|Typed by the team)$/);
    expect(rows.filter((row) => /Deceased \d{4}-\d\d-\d\d/.test(row.Patient ?? ''))).toHaveLength(1);
    expect(rowOf(rows, /^Protected · Family name: not known \(masked\)$/).MRN).toMatch(/^SV\d+$/);
    expect(
      rows.some((row) => /BP \d+\/\d+ mmHg.*\(\d{4}-\d\d-\d\d \d\d:\d\d\)/.test(row['Vital signs'] ?? '')),
    ).toBe(true);
    expect(rows.some((row) => /critically/.test(row['Vital signs'] ?? ''))).toBe(true);
  });

  it('is in the order that is asked for, else that of the round', async () => {
    const names = (rows: readonly Record<string, string>[]) => rows.map((row) => row.Patient);
    const down = await getRows({ sort: { column: 'patient', isDescending: true } });
    const up = await getRows({ sort: { column: 'patient', isDescending: false } });
    expect(names(down)).toEqual(names(up).toReversed());
    expect((await getRows()).map((row) => row.Ward)).not.toEqual(down.map((row) => row.Ward));
  });

  it('speaks the language and the zone of its reader', async () => {
    const body = { language: 'ja', zone: 'Asia/Tokyo', format: 'csv' };
    const text = new TextDecoder().decode(await get(body));
    expect(text).toContain('患者,生年月日,年齢,性別,患者番号');
    expect(text).toContain('記録されていません');
    const [here = [], there = []] = [
      await getRows({ zone: 'UTC' }),
      await getRows({ zone: 'Asia/Tokyo' }),
    ].map((rows) => rows.map((row) => row['Blood pressure, time']).filter(Boolean));
    expect(here.length).toBeGreaterThan(0);
    const toMs = (time = '') => Date.parse(`${time.replace(' ', 'T')}Z`);
    expect(there.map((time, index) => toMs(time) - toMs(here[index]))).toEqual(here.map(() => 9 * hour));
  });

  it('a birth date is a date everywhere', async () => {
    const born = async (zone: string) => rowOf(await getRows({ zone }), /^PENROSE/)['Birth date'];
    expect(await born('UTC')).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(await born('Pacific/Kiritimati')).toBe(await born('UTC'));
  });

  it('T18: as a workbook it has text and numbers and no formula, and says of when and of whom it is', async () => {
    const sheets = readWorkbook(await get({}));
    expect([...sheets.keys()]).toEqual(['List', 'About this file']);
    const [head = [], ...rows] = sheets.get('List') ?? [];
    expect(rows).toHaveLength(patients.length + 1);
    const typed = rows.find((row) => String(row[0]).startsWith('=HYPERLINK')) ?? [];
    expect(typed[head.indexOf('MRN')]).toBe('-12');
    expect(typed[head.indexOf('Notes')]).toBe('+49 30 1234');
    expect(typed[head.indexOf('Number of notes')]).toBe(1);
    const about = new Map((sheets.get('About this file') ?? []).map(([name, value]) => [name, value]));
    expect(about.get('List')).toBe('Morning =1+1');
    expect(about.get('Written by')).toBe('Olivia Hart');
    expect(about.get('Patients')).toBe(patients.length + 1);
    expect(about.get('EHR connection')).toBe('Test');
  });

  it('T18: as CSV and as text for the clipboard no cell can be run, and a number stays one', async () => {
    for (const format of ['csv', 'text']) {
      const text = new TextDecoder().decode(await get({ format }));
      expect(text).toContain(`'=HYPERLINK`);
      expect(text).toContain(`'+49 30 1234`);
      expect(text).toMatch(/[,\t]-12[,\t]/);
    }
  });

  it('where the EHR is away it says so in every cell that it can’t fill, and keeps names and what was typed', async () => {
    const before = await getRows();
    sandbox.knobs('open').set({ status: 503 });
    ahead += hour;
    const rows = await getRows();
    expect(rows.map((row) => row.MRN).sort()).toEqual(before.map((row) => row.MRN).sort());
    const ofEhr = rows.filter((row) => row['Read from the EHR at'] !== 'Typed by the team');
    expect(ofEhr).toHaveLength(patients.length);
    for (const row of ofEhr) {
      for (const name of [
        'Place',
        'Main problem',
        'Allergies',
        'Day of stay',
        'Vital signs',
        'Blood pressure',
      ])
        expect(row[name], name).toBe('Couldn’t read.');
      expect(row['Read from the EHR at']).toMatch(/^last read at \d{4}/);
    }
    expect(rows.filter((row) => row.Allergies === 'latex')).toHaveLength(1);
    const about = readWorkbook(await get({})).get('About this file') ?? [];
    expect(about.flat().join('\n')).toContain('could not be read');
  });

  it('records of somebody else are in no file, and it says how many were left out', async () => {
    sandbox.knobs('open').set({ leakOtherPatient: ['Condition'] });
    ahead += hour;
    const about = readWorkbook(await get({})).get('About this file') ?? [];
    expect(about.flat().join('\n')).toMatch(/\d+ records? w(as|ere) left out: the EHR gave/);
  });
});

describe('who may have it (T19)', () => {
  it('an owner; a member is told that owners may, everybody else that there is nothing', async () => {
    expect((await ask()).status).toBe(201);
    expect([(await ask({}, 'chen')).status, (await ask({}, 'chen')).json.code]).toEqual([403, 'owner_only']);
    for (const person of ['gus', 'nadia', 'bruno'] as const) expect((await ask({}, person)).status).toBe(404);
    expect((await ask({}, 'olivia', ward, connectionId)).status).toBe(404);
    const session = async (person: PersonKey) => (await as(person).get(paths.session(ward))).json.canExport;
    expect([await session('olivia'), await session('chen')]).toEqual([true, false]);
  });

  it('members too where the operator says so, guests never', async () => {
    const environment = { PATIENTS_LIST_FILES: 'members', PATIENTS_GUESTS: seaview };
    const open = await startTestApp({ sandbox, environment });
    try {
      const { json } = await open.as('chen').post(paths.lists(ward), { body: { name: 'Night' } });
      const asked = await open.as('chen').post(paths.listExport(ward, json.id), { body: { format: 'csv' } });
      expect(asked.status).toBe(201);
      expect((await fetch(`${open.url}${asked.json.path}`)).status).toBe(200);
      expect((await open.as('chen').get(paths.session(ward))).json.canExport).toBe(true);
      const guest = open.as('gus');
      expect((await guest.get(paths.session(ward))).json).toMatchObject({ role: 'guest', canExport: false });
      expect((await guest.post(paths.listExport(ward, json.id), { body: {} })).json.code).toBe('owner_only');
    } finally {
      await open.close();
    }
  });

  it('a link works once and for a minute, and not for who is no owner any more', async () => {
    const first = (await ask({ format: 'csv' })).json;
    expect((await fetchFile(first.path)).status).toBe(200);
    expect((await fetchFile(first.path)).status).toBe(404);
    const late = (await ask({ format: 'csv' })).json;
    ahead += limits.downloadLinkSeconds * 1_000 + 1;
    expect((await fetchFile(late.path)).status).toBe(404);
  });

  it('five an hour, together with those of the log', async () => {
    for (let times = 1; times < limits.exportsPerHourPerPerson; times++)
      expect((await ask()).status).toBe(201);
    expect((await as('olivia').post(paths.auditExport(ward), { body: {} })).status).toBe(201);
    const { status, json } = await ask();
    expect([status, json.code]).toEqual([429, 'exports_used_up']);
    expect(await newest('ExportInitiation')).toMatchObject({ outcome: 'failure', reason: 'exports_used_up' });
  });

  it.each([
    [{ format: 'pdf' }, 'format'],
    [{ zone: 'Mars/Base' }, 'zone'],
    [{ language: 'xx' }, 'language'],
    [{ sort: { column: 'x y', isDescending: false } }, 'sort.column'],
    [{ rows: [] }, 'rows'],
  ])('%j is refused with the name of the field', async (body, field) => {
    const { status, json } = await ask(body);
    expect([status, json.code]).toEqual([400, 'invalid_input']);
    expect(json.fields[0].path).toContain(field);
  });
});

describe('what the log knows (T19)', () => {
  it('who asked and who fetched, and every patient in the file', async () => {
    const { json } = await ask({ format: 'csv' });
    const bytes = new Uint8Array(await (await fetchFile(json.path)).arrayBuffer());
    const refs = (await as('chen').get(paths.list(ward, listId))).json.rows.map(
      (row: { id: string; ehr: { patientId: string } | null }) =>
        row.ehr ? `${connectionId}/${row.ehr.patientId}` : row.id,
    );
    const [asked, fetched] = [await newest('ExportInitiation'), await newest('PatientListDownload')];
    for (const entry of [asked, fetched]) {
      expect(entry).toMatchObject({ outcome: 'success', person: { name: 'Olivia Hart' }, role: 'owner' });
      expect(entry.patients.map(({ ref }: { ref: string }) => ref).sort()).toEqual([...refs].sort());
    }
    const ids = [asked, fetched].map(
      (entry) => entry.objects.find((each: { kind: string }) => each.kind === 'export').id,
    );
    expect(new Set(ids).size).toBe(1);
    const hash = createHash('sha256').update(bytes).digest('hex');
    expect(fetched.objects[0].label).toBe(`Morning =1+1 (csv, sha256 ${hash})`);
  });

  it('nothing of it stands in the log of the server', async () => {
    const { json } = await ask({ format: 'csv' });
    await fetchFile(json.path);
    expect(app.logged()).toContain('/api/downloads/{secret}');
    expect(app.logged()).not.toMatch(/HYPERLINK|Morning|latex/);
    expect(app.logged()).not.toContain(json.path);
  });
});
