// What a row's rules see must not depend on when an element is converted: rows and panels tell the same.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CellsContext, toEhrCells } from '../../../api/clinical/cells';
import { ehrColumns } from '../../../api/contract/columns';
import { type Convert, createConvert } from '../../../api/fhir/convert.map';
import type { ChartSections, FhirRelease, Section } from '../../../api/fhir/ehr';

const context: CellsContext = {
  columns: ehrColumns.map((column) => column.id),
  now: new Date('2026-11-26T12:00:00Z'),
  server: 'here',
};
const runs = { numRuns: 150 };

const releases = fc.constantFrom<FhirRelease>('DSTU2', 'STU3', 'R4');
const times = fc.constantFrom(
  '2026-11-26T08:00:00Z',
  '2026-11-26T08:00:00+01:00',
  '2026-11-25',
  '2026-11',
  '11/24/2026 1:00:00 PM',
  'soon',
  '',
);
const codes = fc.constantFrom('8867-4', '85354-9', '8480-6', '8462-4', '29463-7', '1234-5');
const concept = fc.oneof(
  codes.map((code) => ({ coding: [{ system: 'http://loinc.org', code, display: `of ${code}` }] })),
  codes.map((code) => ({ coding: [{ code: 7 }, { system: 'http://loinc.org', code }], text: 'words' })),
  fc.constantFrom('plain', null, [], { text: '' }, { coding: [{ code: 'vital-signs' }] }),
);
const quantity = fc.record(
  {
    value: fc.constantFrom(72, '72', 'many', null),
    unit: fc.constantFrom('/min', 'kg', ''),
    comparator: fc.constantFrom('<', '~'),
  },
  { requiredKeys: [] },
);
const reference = fc.constantFrom({ reference: 'Patient/p' }, { display: 'somebody' }, 'Patient/p', 5);
const period = fc.record({ start: times, end: times }, { requiredKeys: [] });

const some = { requiredKeys: ['resourceType', 'id'] as ['resourceType', 'id'] };
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const vitalCategory = fc.constantFrom([{ coding: [{ code: 'vital-signs' }] }], [{ text: 'laboratory' }], []);
const observation = fc.record(
  {
    resourceType: fc.constant('Observation'),
    id,
    status: fc.constantFrom('final', 'amended', 'registered', 'entered-in-error', 'odd'),
    category: vitalCategory,
    code: concept,
    effectiveDateTime: times,
    effectivePeriod: period,
    issued: times,
    valueQuantity: quantity,
    valueString: fc.constantFrom('high', ''),
    valueBoolean: fc.boolean(),
    component: fc.array(fc.record({ code: concept, valueQuantity: quantity }, { requiredKeys: ['code'] }), {
      maxLength: 3,
    }),
    related: fc.constantFrom([{ type: 'has-member', target: { reference: 'Observation/x' } }]),
    hasMember: fc.constantFrom([{ reference: 'Observation/x' }]),
    focus: fc.array(reference, { maxLength: 1 }),
    interpretation: fc.array(concept, { maxLength: 2 }),
    dataAbsentReason: concept,
    modifierExtension: fc.constantFrom([], [{ url: 'urn:not' }]),
  },
  some,
);
const encounter = fc.record(
  {
    resourceType: fc.constant('Encounter'),
    id,
    status: fc.constantFrom('in-progress', 'finished', 'planned', 'arrived', 'odd'),
    class: fc.constantFrom('inpatient', { code: 'IMP' }, { code: 'AMB' }),
    type: fc.array(concept, { maxLength: 2 }),
    period,
    location: fc.array(
      fc.record(
        {
          location: fc.constantFrom({ display: 'Bed 3' }, { display: 'Ward B' }, { reference: '#w' }),
          status: fc.constantFrom('active', 'completed'),
          physicalType: fc.constantFrom({ coding: [{ code: 'bd' }] }, { coding: [{ code: 'wa' }] }),
          period,
        },
        { requiredKeys: ['location'] },
      ),
      { maxLength: 3 },
    ),
    hospitalization: fc.record({ dischargeDisposition: concept, dischargeDiagnosis: reference }),
    diagnosis: fc.array(
      fc.record({
        condition: fc.constantFrom({ reference: 'Condition/a' }, { display: 'Flu' }),
        rank: fc.nat(2),
      }),
      { maxLength: 2 },
    ),
    contained: fc.constantFrom([{ resourceType: 'Location', id: 'w', name: 'West' }]),
  },
  some,
);
const condition = fc.record(
  {
    resourceType: fc.constant('Condition'),
    id,
    clinicalStatus: fc.constantFrom('active', 'resolved', { coding: [{ code: 'active' }] }),
    verificationStatus: fc.constantFrom('unknown', 'refuted', { coding: [{ code: 'provisional' }] }),
    category: fc.constantFrom([{ coding: [{ code: 'problem' }] }], [{ coding: [{ code: 'diagnosis' }] }]),
    severity: fc.constantFrom({ coding: [{ code: '24484000' }] }, { text: 'mild' }),
    code: concept,
    onsetDateTime: times,
    onsetAge: quantity,
    abatementBoolean: fc.boolean(),
    abatementString: fc.constantFrom('last year', ''),
    recordedDate: times,
    assertedDate: times,
    dateRecorded: times,
  },
  some,
);
const lists = fc.record({
  Observation: fc.array(observation, { maxLength: 12 }),
  Encounter: fc.array(encounter, { maxLength: 5 }),
  Condition: fc.array(condition, { maxLength: 5 }),
});

function toSections(sent: Readonly<Record<string, readonly object[]>>, convert: Convert): ChartSections {
  const toSection = (raws: readonly object[]): Section => ({
    status: 'ok',
    resources: raws.flatMap((raw) => convert(raw) ?? []),
    included: [],
    droppedForeign: 0,
    mayBeIncomplete: false,
    fetched: '2026-11-26T12:00:00.000Z',
  });
  return Object.fromEntries(Object.entries(sent).map(([type, raws]) => [type, toSection(raws)]));
}

const toPlain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('elements that are converted on demand', () => {
  it('give the same cells as resources that were converted whole', () => {
    fc.assert(
      fc.property(releases, lists, (release, sent) => {
        const whole = toEhrCells(toSections(sent, createConvert(release)), context);
        const onDemand = toEhrCells(toSections(sent, createConvert(release, 'onDemand')), context);
        expect(JSON.stringify(onDemand)).toBe(JSON.stringify(whole));
      }),
      runs,
    );
  });

  it('are the same elements, and the same object at the second look', () => {
    fc.assert(
      fc.property(releases, fc.oneof(observation, encounter, condition), (release, raw) => {
        const whole = createConvert(release)(raw);
        const onDemand = createConvert(release, 'onDemand')(raw);
        if (whole === undefined || onDemand === undefined) {
          expect(onDemand).toBe(whole);
          return;
        }
        for (const key of Object.keys(whole)) {
          const first: unknown = Reflect.get(onDemand, key);
          expect(toPlain({ first })).toEqual(toPlain({ first: Reflect.get(whole, key) }));
          expect(Reflect.get(onDemand, key)).toBe(first);
        }
      }),
      runs,
    );
  });

  it('are all there when somebody writes the resource down', () => {
    fc.assert(
      fc.property(releases, fc.oneof(observation, encounter, condition), (release, raw) => {
        expect(JSON.stringify(createConvert(release, 'onDemand')(raw))).toBe(
          JSON.stringify(createConvert(release)(raw)),
        );
      }),
      runs,
    );
  });
});
