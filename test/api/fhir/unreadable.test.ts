// What is recorded and can't be read is never "nothing recorded": it is counted, and the section says so.
import { describe, expect, it } from 'vitest';
import type { ChartType } from '../../../api/contract/columns';
import { createConvert } from '../../../api/fhir/convert.map';
import type { FhirRelease } from '../../../api/fhir/ehr';
import { readSection, toResources } from './fhir-room';
import { condition, outcome, searchset, stage } from './scripted-server';

const allergy = (more: object = {}) => ({
  resourceType: 'AllergyIntolerance',
  id: 'x',
  patient: { reference: 'Patient/a' },
  code: { text: 'Penicillin' },
  ...more,
});
const modifierExtension = [{ url: 'https://ehr.example/negated', valueBoolean: true }];
const broken = { status: 'failed', reason: 'server_answer_broken' };

async function read(bundle: object, type: ChartType = 'AllergyIntolerance') {
  const { ehr } = await stage(() => ({ json: bundle }));
  return readSection(ehr, 'a', type);
}

describe('an allergy that can’t be read', () => {
  const unreadable: readonly (readonly [string, unknown])[] = [
    ['has no id', { resource: allergy({ id: undefined }) }],
    ['has an id that is none', { resource: allergy({ id: 'a_b/c' }) }],
    ['has no type', { resource: allergy({ resourceType: undefined }) }],
    ['has a modifier extension', { resource: allergy({ modifierExtension }) }],
    ['is an entry without a resource', { fullUrl: 'urn:uuid:1' }],
    ['is a bare text', 'Penicillin'],
  ];

  it.each(unreadable)('because it %s fails the section where nothing else is there', async (_why, entry) => {
    expect(await read({ resourceType: 'Bundle', entry: [entry] })).toMatchObject(broken);
  });

  it.each(unreadable)('because it %s is counted where others can', async (_why, entry) => {
    const section = await read({
      resourceType: 'Bundle',
      entry: [entry, { resource: allergy({ id: 'y' }) }],
    });
    expect(toResources(section).map(({ id }) => id)).toEqual(['y']);
    expect(section).toMatchObject({ mayBeIncomplete: true, unreadable: 1 });
  });

  it('on a later page is counted as well, and the pages after it are read', async () => {
    const pages: Record<string, object> = {
      '2': searchset([allergy({ id: undefined })]),
      '3': searchset([allergy({ id: 'z' })]),
    };
    const { ehr } = await stage(({ url }, base) => {
      const page = /page=(\d)/.exec(url)?.[1] ?? '1';
      const link = [{ relation: 'next', url: `${base}/AllergyIntolerance?page=${Number(page) + 1}` }];
      const json = pages[page] ?? searchset([allergy({ id: 'y' })]);
      return { json: page === '3' ? json : { ...json, link } };
    });
    const section = await readSection(ehr, 'a', 'AllergyIntolerance');
    expect(toResources(section).map(({ id }) => id)).toEqual(['y', 'z']);
    expect(section).toMatchObject({ mayBeIncomplete: true, unreadable: 1 });
  });

  it('is none where everything is well, or nothing is there', async () => {
    const well = await read(searchset([allergy()]));
    expect(well).toMatchObject({ status: 'ok', mayBeIncomplete: false });
    expect(well).not.toHaveProperty('unreadable');
    expect(await read({ resourceType: 'Bundle', entry: [null] })).toMatchObject({ mayBeIncomplete: false });
    expect(await read({ resourceType: 'Bundle' })).toMatchObject({ resources: [], mayBeIncomplete: false });
  });

  it('is not the one behind a link that stands alone without a list around it', async () => {
    const { ehr } = await stage(({ url }, base) => {
      const link = { relation: 'next', url: `${base}/AllergyIntolerance?page=2` };
      const isFirst = !url.includes('page=2');
      return { json: isFirst ? searchset([allergy()], { link }) : searchset([allergy({ id: 'y' })]) };
    });
    const ids = toResources(await readSection(ehr, 'a', 'AllergyIntolerance')).map(({ id }) => id);
    expect(ids).toEqual(['x', 'y']);
  });

  it('is not one that stands alone without a list around it', async () => {
    const section = await read({ resourceType: 'Bundle', entry: { resource: allergy() } });
    expect(toResources(section).map(({ id }) => id)).toEqual(['x']);
  });
});

describe('a searchset with nothing but an outcome', () => {
  const told = (code: string, more: object = {}) => searchset([outcome(code, more)]);

  it.each([
    ['forbidden', 'access_denied_by_server'],
    ['throttled', 'server_busy'],
    ['exception', 'server_error'],
  ])('of an error (%s) is a refusal, not an empty section', async (code, reason) => {
    expect(await read(told(code), 'Encounter')).toMatchObject({ status: 'failed', reason });
    expect(await read(told(code, { severity: 'fatal' }))).toMatchObject({ status: 'failed', reason });
  });

  it('that refuses to sort is asked again without', async () => {
    const { ehr, seen } = await stage(({ url }) => ({
      json: url.includes('_sort') ? told('not-supported') : searchset([]),
    }));
    expect(await readSection(ehr, 'a', 'Encounter')).toMatchObject({ status: 'ok', resources: [] });
    expect(seen).toHaveLength(2);
  });

  it('speaks in the numbers of the partner’s profile', async () => {
    const token = { token_type: 'Bearer', access_token: 't', expires_in: 3600 };
    const numbered = told('processing', { details: { coding: [{ code: '9001' }] } });
    const { ehr } = await stage(({ url }) => ({ json: url.endsWith('/token') ? token : numbered }), {
      isPartner: true,
      rules: { errors: { 9001: 'breakTheGlass' } },
    });
    const section = await readSection(ehr, 'a', 'Condition');
    expect(section).toMatchObject({ status: 'failed', reason: 'record_protected' });
  });

  it('that only warns is empty, and with something beside it is read', async () => {
    const warning = { severity: 'warning' };
    expect(await read(told('informational', warning))).toMatchObject({ status: 'ok', resources: [] });
    const partly = await read(searchset([allergy(), outcome('exception')]));
    expect(toResources(partly)).toHaveLength(1);
    expect(partly).toMatchObject({ mayBeIncomplete: true });
  });
});

describe('a searchset without an entry', () => {
  it('that counts some may be incomplete; one that counts none is empty', async () => {
    const counted = await read({ resourceType: 'Bundle', total: 3 });
    expect(counted).toMatchObject({ status: 'ok', resources: [], mayBeIncomplete: true });
    expect(await read({ resourceType: 'Bundle', total: 0 })).toMatchObject({ mayBeIncomplete: false });
  });

  it('that counts some, and sends them on the next page, is whole', async () => {
    const { ehr } = await stage(({ url }, base) => {
      const link = [{ relation: 'next', url: `${base}/AllergyIntolerance?page=2` }];
      const isFirst = !url.includes('page=2');
      return { json: isFirst ? { resourceType: 'Bundle', total: 1, link } : searchset([allergy()]) };
    });
    const section = await readSection(ehr, 'a', 'AllergyIntolerance');
    expect(toResources(section)).toHaveLength(1);
    expect(section).toMatchObject({ mayBeIncomplete: false });
  });

  it('on the last page takes nothing away from those before', async () => {
    const { ehr } = await stage(({ url }, base) => {
      const link = [{ relation: 'next', url: `${base}/AllergyIntolerance?page=2` }];
      const isFirst = !url.includes('page=2');
      return { json: isFirst ? searchset([allergy()], { total: 1, link }) : searchset([], { total: 1 }) };
    });
    expect(await readSection(ehr, 'a', 'AllergyIntolerance')).toMatchObject({ mayBeIncomplete: false });
  });
});

describe('a patient who can’t be read', () => {
  const patient = { resourceType: 'Patient', id: 'a', modifierExtension };

  it('is not one who isn’t there', async () => {
    expect(await read(patient, 'Patient')).toMatchObject(broken);
  });

  it('is no empty result of a search, and leaves the number of hits open', async () => {
    const { ehr } = await stage(() => ({ json: searchset([patient]) }));
    await expect(ehr.searchPatients({ name: 'x' })).rejects.toMatchObject({ code: 'server_answer_broken' });
    const { ehr: other } = await stage(() => ({
      json: searchset([{ resourceType: 'Patient', id: 'b' }, { resourceType: 'Patient' }]),
    }));
    expect(await other.searchPatients({ name: 'x' })).toMatchObject({
      patients: [{ id: 'b' }],
      total: { kind: 'unknown' },
    });
  });
});

describe('a modifier extension that nobody knows', () => {
  const modified = { modifierExtension };
  const parts: readonly (readonly [FhirRelease, string, object])[] = [
    ['R4', 'Encounter', { location: [{ location: { display: 'Bed 1' }, ...modified }] }],
    ['R4', 'Encounter', { hospitalization: modified }],
    ['STU3', 'Encounter', { diagnosis: [{ condition: { reference: 'Condition/c' }, ...modified }] }],
    ['DSTU2', 'AllergyIntolerance', { reaction: [modified] }],
    ['R4', 'Observation', { component: [{}, { valueQuantity: { value: 1 }, ...modified }] }],
    ['DSTU2', 'Observation', { referenceRange: modified }],
    ['STU3', 'MedicationRequest', { dosageInstruction: [modified] }],
    ['R4', 'MedicationRequest', { dosageInstruction: [{ timing: modified }] }],
    ['DSTU2', 'MedicationOrder', { dosageInstruction: [modified] }],
    ['R4', 'MedicationStatement', { dosage: [modified] }],
    ['R4', 'Coverage', { class: [modified] }],
    ['STU3', 'Coverage', { grouping: modified }],
    ['R4', 'Patient', { link: [modified] }],
  ];

  it.each(parts)('in %s: a part of a %s (%j) makes the whole unreadable', (release, resourceType, more) => {
    const convert = createConvert(release);
    expect(convert({ resourceType, id: 'x' })).toMatchObject({ id: 'x' });
    expect(convert({ resourceType, id: 'x', ...more })).toBeUndefined();
  });

  it.each(['DSTU2', 'STU3', 'R4'] as const)('in %s: on the resource itself', (release) => {
    expect(createConvert(release)(condition('x', 'Patient/a', modified))).toBeUndefined();
  });

  it('of something contained leaves that out', () => {
    const contained = [{ resourceType: 'Location', id: 'bed', name: 'Bed 1', ...modified }];
    const encounter = createConvert('R4')({ resourceType: 'Encounter', id: 'e', contained });
    expect(encounter).toMatchObject({ id: 'e' });
    expect(encounter).not.toHaveProperty('contained');
  });

  it('is not an empty list, nor the known one of Synthea that says "not a non-occurrence"', () => {
    const shr = 'http://standardhealthrecord.org/fhir/StructureDefinition';
    const said = (valueBoolean: boolean) => [
      {
        url: `${shr}/shr-base-NonOccurrenceModifier-extension`,
        extension: [{ url: `${shr}/primitive-boolean-extension`, valueBoolean }],
      },
    ];
    const convert = createConvert('STU3');
    const read = (given: unknown) => convert(allergy({ modifierExtension: given }))?.id;
    expect([read([]), read(null), read(said(false))]).toEqual(['x', 'x', 'x']);
    expect([read(said(true)), read([...said(false), ...modifierExtension]), read('x')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('rules of its own, which nobody here knows', () => {
  const implicitRules = 'https://rules.example/everything-is-negated';

  it.each(['DSTU2', 'STU3', 'R4'] as const)('in %s: what was written under them is not read', (release) => {
    const kinds = ['Patient', 'Encounter', 'Observation', 'MedicationRequest', 'Coverage', 'Location'];
    for (const resourceType of kinds) {
      const plain = { resourceType, id: 'x' };
      for (const reading of ['whole', 'onDemand'] as const) {
        const convert = createConvert(release, reading);
        expect(convert({ ...plain, implicitRules: '' }), resourceType).toMatchObject(plain);
        expect(convert({ ...plain, implicitRules }), resourceType).toBeUndefined();
        expect(convert({ ...plain, implicitRules: [implicitRules] }), resourceType).toBeUndefined();
      }
    }
  });

  it.each(['DSTU2', 'STU3', 'R4'] as const)(
    'in %s: it is counted, and the rest is shown',
    async (release) => {
      const ruled = condition('b', 'Patient/a', { implicitRules });
      const both = [condition('c', 'Patient/a'), ruled].map((one) =>
        release === 'DSTU2' ? { ...one, patient: { reference: 'Patient/a' } } : one,
      );
      const { ehr } = await stage(() => ({ json: searchset(both) }), { release });
      const section = await readSection(ehr, 'a', 'Condition');
      expect(section).toMatchObject({ status: 'ok', unreadable: 1, mayBeIncomplete: true });
      expect(toResources(section).map(({ id }) => id)).toEqual(['c']);
    },
  );
});

describe('a section may be incomplete', () => {
  const one = [condition('c', 'Patient/a')];

  it('where the next page is said to be on another server, which is not asked', async () => {
    const link = [{ relation: 'next', url: 'https://elsewhere.example/fhir/Condition?page=2' }];
    const { ehr, seen } = await stage(() => ({ json: searchset(one, { link }) }));
    expect(await readSection(ehr, 'a', 'Condition')).toMatchObject({ status: 'ok', mayBeIncomplete: true });
    expect(seen).toHaveLength(1);
  });

  it.each([
    ['4119', true],
    ['59204', true],
    ['59205', true],
    ['4101', false],
  ])('where the server says so with the number %s: %s', async (code, isIncomplete) => {
    const said = outcome('informational', { severity: 'warning', details: { coding: [{ code }] } });
    expect(await read(searchset([...one, said]), 'Condition')).toMatchObject({
      status: 'ok',
      mayBeIncomplete: isIncomplete,
    });
  });

  it('where an error stands beside what was found', async () => {
    const section = await read(searchset([...one, outcome('processing')]), 'Condition');
    expect(section).toMatchObject({ status: 'ok', mayBeIncomplete: true });
  });
});
