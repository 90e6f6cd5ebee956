import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asker, createAsker, findNext, getToken, toIds, toResources, toWarnings } from './ask';
import { cast } from './census/roles';
import { tenantIds } from './persona';
import { type JsonObject, toObjects, toText } from './resource';
import { type Sandbox, startSandbox } from './sandbox';

let sandbox: Sandbox;
let open: Asker;
let meridian: Asker;
let harbor: Asker;
let cedar: Asker;
beforeAll(async () => {
  sandbox = await startSandbox();
  const asker = async (id: 'meridian' | 'harbor' | 'cedar') =>
    createAsker(sandbox.links[id], await getToken(sandbox, id, tenantIds.seaview));
  open = createAsker(sandbox.links.open);
  [meridian, harbor, cedar] = await Promise.all([asker('meridian'), asker('harbor'), asker('cedar')]);
});
afterAll(() => sandbox.close());

const find = async (asker: Asker, query: string) => toIds((await asker.get(query)).json);
const starts = (bundle: JsonObject) =>
  toResources(bundle).map((one) =>
    Array.isArray(one.period) ? 0 : Date.parse(toText(Object(one.period).start) ?? ''),
  );

describe('string search', () => {
  it('starts with, whatever the case and the accents', async () => {
    expect(await find(open, 'Patient?family=okaf')).toEqual([cast.sameName1, cast.sameName2]);
    expect(await find(open, 'Patient?family=MULLER')).toEqual([cast.accented]);
    expect(await find(open, 'Patient?family=gomez')).toEqual([]);
  });
  it('contains and exact are modifiers', async () => {
    expect(await find(open, 'Patient?family:contains=gomez')).toEqual([cast.accented]);
    expect(await find(open, 'Patient?family:exact=okafor')).toEqual([]);
    expect(await find(open, 'Patient?family:exact=Okafor')).toHaveLength(2);
    expect((await cedar.get('Patient?family:contains=oka&birthdate=1957-06-05')).status).toBe(405);
  });
  it('takes several names as "and", a comma as "or"', async () => {
    expect(await find(open, 'Patient?name=grace&name=okafor')).toHaveLength(2);
    expect(await find(open, 'Patient?name=grace&name=harper')).toEqual([]);
    expect(await find(open, 'Patient?family=okafor,harper')).toHaveLength(3);
  });
  it('finds ideographic and phonetic spellings', async () => {
    for (const name of ['山田', 'ヤマダ', 'Yamada']) {
      expect(await find(open, `Patient?name=${encodeURIComponent(name)}`)).toContain(cast.japanese);
    }
  });
});

describe('token and date search', () => {
  it('finds an MRN with and without its system', async () => {
    const patient = (await open.get(`Patient/${cast.left}`)).json;
    const [mrn] = toObjects(patient.identifier);
    expect(await find(open, `Patient?identifier=${mrn?.value}`)).toEqual([cast.left]);
    expect(await find(open, `Patient?identifier=${mrn?.system}|${mrn?.value}`)).toEqual([cast.left]);
    expect(await find(open, `Patient?identifier=urn:other|${mrn?.value}`)).toEqual([]);
    expect(await find(open, `Patient?identifier=|${mrn?.value}`)).toEqual([]);
  });
  it('finds birth dates exactly, partly and by prefix', async () => {
    const both = 'Patient?family=okafor';
    expect(await find(open, `${both}&birthdate=1957-06-05`)).toEqual([cast.sameName1]);
    expect(await find(open, `${both}&birthdate=1957`)).toEqual([cast.sameName1]);
    expect(await find(open, `${both}&birthdate=ge1984-01-30`)).toEqual([cast.sameName2]);
    expect(await find(open, `${both}&birthdate=gt1984-01-30`)).toEqual([]);
    expect(await find(open, `${both}&birthdate=lt1984-01-30&birthdate=ge1950`)).toEqual([cast.sameName1]);
    expect((await open.get(`${both}&birthdate=yesterday`)).status).toBe(400);
  });
  it('by gender, _id, category and code', async () => {
    expect(await find(open, `Patient?_id=${cast.left}&gender=female`)).toEqual([cast.left]);
    expect(await find(open, `Patient?_id=${cast.left}&gender=male`)).toEqual([]);
    const vitals = await open.get(`Observation?patient=${cast.left}&category=vital-signs&code=8867-4`);
    expect(toResources(vitals.json).length).toBeGreaterThan(2);
    expect(await find(open, `Observation?patient=${cast.left}&category=laboratory`)).toEqual([]);
  });
  it('knows the person under patient, subject and beneficiary, as the release has it', async () => {
    expect(await find(open, `Coverage?patient=${cast.left}`)).toHaveLength(1);
    expect(await find(meridian, `Coverage?beneficiary=Patient/${cast.left}`)).toHaveLength(1);
    expect((await meridian.get(`Coverage?patient=${cast.left}`)).status).toBe(400);
    expect(await find(harbor, `Condition?patient=${cast.manyVitals}`)).not.toEqual([]);
    expect((await harbor.get(`Condition?subject=${cast.left}`, { prefer: 'handling=strict' })).status).toBe(
      400,
    );
  });
});

describe('parameters that a server does not know', () => {
  it('are refused by a strict one', async () => {
    const said = await open.get(`Patient?id=${cast.left}`);
    expect(said.status).toBe(400);
    expect(said.json.resourceType).toBe('OperationOutcome');
  });
  it('are ignored by a lenient one, which then answers with other people', async () => {
    const said = await harbor.get(`Coverage?patient=${cast.left}`);
    expect(said.status).toBe(200);
    expect(toResources(said.json).length).toBeGreaterThan(1);
    expect(toWarnings(said.json).join()).toContain('patient');
    expect((await harbor.get(`Coverage?patient=${cast.left}`, { prefer: 'handling=strict' })).status).toBe(
      400,
    );
  });
});

describe('sorting', () => {
  it('newest first in the words of each release', async () => {
    const modern = starts((await open.get(`Encounter?patient=${cast.dialysis}&_sort=-date`)).json);
    expect(modern).toEqual([...modern].sort((a, b) => b - a));
    const old = (await harbor.get(`Observation?patient=${cast.manyVitals}&_sort:desc=date`)).json;
    const times = toResources(old).map(
      (one) => toText(one.effectiveDateTime) ?? toText(Object(one.effectivePeriod).start) ?? '',
    );
    expect(times).toEqual([...times].sort().reverse());
    expect((await meridian.get(`Encounter?patient=${cast.left}&_sort:desc=date`)).status).toBe(400);
  });
  it('oldest first, with a warning, where encounters cannot be sorted', async () => {
    for (const said of [
      await harbor.get(`Encounter?patient=${cast.dialysis}&_sort:desc=date&_count=1`),
      await cedar.get(`Encounter?patient=${cast.dialysis}&_sort=-date&_count=1`),
    ]) {
      expect(toIds(said.json)).toEqual([`dialysis-${cast.dialysis}-79`]);
      expect(toWarnings(said.json).join()).toContain('sorted');
    }
  });
});

describe('pages', () => {
  it('lead through everything once', async () => {
    const seen: string[] = [];
    let next: string | undefined = `Encounter?patient=${cast.dialysis}`;
    let pages = 0;
    while (next !== undefined) {
      const { json } = await harbor.get(next);
      seen.push(...toIds(json));
      next = findNext(json);
      pages += 1;
    }
    expect(pages).toBe(9);
    expect(seen).toHaveLength(81);
    expect(new Set(seen).size).toBe(81);
  });
  it('have a largest size and say so', async () => {
    const { json } = await harbor.get(`Encounter?patient=${cast.dialysis}&_count=1000`);
    expect(toResources(json)).toHaveLength(50);
    expect(toWarnings(json).join()).toContain('_count');
  });
  it('answer 410 to a cursor that is gone', async () => {
    expect((await open.get('Patient?_cursor=never')).status).toBe(410);
  });
  it('keep the words of a posted search out of their links', async () => {
    const { json } = await meridian.search('Patient', { family: 'smi' });
    expect(findNext(json)).not.toContain('smi');
    expect(findNext(json)).toContain(`${sandbox.links.meridian}/Patient?`);
  });
});

describe('totals', () => {
  it('are there, or absent until asked for', async () => {
    expect((await open.get('Patient?family=okafor')).json.total).toBe(2);
    const asked = 'Patient?family=okafor&birthdate=1957-06-05';
    expect((await cedar.get(asked)).json).not.toHaveProperty('total');
    expect((await cedar.get(`${asked}&_total=accurate`)).json.total).toBe(1);
    const counted = (await open.get('Patient?family=okafor&_summary=count')).json;
    expect(counted.total).toBe(2);
    expect(counted).not.toHaveProperty('entry');
  });
  it('go over a thousand for a common name', async () => {
    expect((await meridian.search('Patient', { family: 'smith' })).json.total).toBeGreaterThan(1000);
  });
});

describe('a demanding EHR', () => {
  it('wants a birth date or an MRN beside a name', async () => {
    const said = await cedar.search('Patient', { family: 'okafor' });
    expect(said.status).toBe(400);
    expect(JSON.stringify(said.json)).toContain('59108');
    expect(
      toIds((await cedar.search('Patient', { family: 'okafor', birthdate: '1957-06-05' })).json),
    ).toEqual([cast.sameName1]);
  });
  it('refuses too many hits, and says "nothing" with an outcome', async () => {
    expect(
      JSON.stringify((await cedar.search('Patient', { family: 'smi', birthdate: 'ge1900' })).json),
    ).toContain('4127');
    const none = await cedar.search('Patient', { family: 'nobody', birthdate: '1900-01-01' });
    expect(none.status).toBe(200);
    expect(toResources(none.json)).toEqual([]);
    expect(JSON.stringify(none.json)).toContain('4101');
  });
});

describe('single reads and media types', () => {
  it('answer the resource, or 404 as an OperationOutcome', async () => {
    expect((await open.get(`Patient/${cast.left}`)).json.id).toBe(cast.left);
    const missing = await open.get('Patient/nobody');
    expect([missing.status, missing.json.resourceType]).toEqual([404, 'OperationOutcome']);
    expect((await open.get('Basket/1')).status).toBe(404);
  });
  it('come in the media type of the release', async () => {
    expect((await harbor.get(`Patient/${cast.left}`)).type).toContain('application/json+fhir');
    expect((await meridian.get(`Patient/${cast.left}`)).type).toContain('application/fhir+json');
  });
  it('answer an empty search without an entry', async () => {
    expect((await open.get('Patient?family=nobody')).json).not.toHaveProperty('entry');
  });
});
