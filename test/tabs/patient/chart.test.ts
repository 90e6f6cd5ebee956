// The chart as the facade answers it, and what each section of the panel makes of it.
import type { Bundle, BundleEntry, FhirResource, OperationOutcome, Patient, Reference } from 'fhir/r4';
import { expect, test } from 'vitest';
import { chartTypes } from '../../../api/contract/columns';
import { toChart } from '../../../tabs/patient/chart';
import { toChartValues } from '../../../tabs/patient/chart-values';
import { toReadingContext } from '../../../tabs/ui/clinical/reading-context';

const at = '2026-11-22T07:02:00.000Z';
const subject = { reference: 'Patient/p1' };
const context = { server: 'Seaview', now: new Date(at) };

function toEntry(
  resources: readonly FhirResource[],
  tags: readonly string[] = [],
): BundleEntry<FhirResource> {
  return {
    resource: {
      resourceType: 'Bundle',
      type: 'searchset',
      meta: { tag: tags.map((code) => ({ system: 'urn:patients:read', code })) },
      entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })),
    },
    response: { status: '200 OK', lastModified: at },
  };
}
function toFailure(status: string, code: string): BundleEntry<FhirResource> {
  const coding = [{ system: 'urn:patients:error', code }];
  return {
    resource: {
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'processing', details: { coding } }],
    },
    response: { status, lastModified: at },
  };
}
/** Every section empty, but for those given. */
function toBundle(
  entries: Partial<Record<(typeof chartTypes)[number], BundleEntry<FhirResource>>>,
): Bundle<FhirResource> {
  return {
    resourceType: 'Bundle',
    type: 'batch-response',
    entry: chartTypes.map((type) => entries[type] ?? toEntry([])),
  };
}

test('how many could not be read comes to the section, whether the rest is empty or not', () => {
  const tag = [{ system: 'urn:patients:read', code: 'unreadable', display: '2' }];
  const { resource, response } = toEntry([]);
  const Condition = { resource: { ...resource, meta: { tag } }, response } as BundleEntry<FhirResource>;
  const values = toChartValues(toChart(toBundle({ Condition })), context);
  expect(values.problems).toMatchObject({ status: 'empty', unreadable: 2 });
  expect(values.allergies.unreadable).toBe(0);
});

test('a section without records is stale like any other when the chart could not be read again', () => {
  const values = toChartValues(toChart(toBundle({})), context, true);
  expect(values.medications).toMatchObject({ status: 'stale', value: undefined, fetched: at });
  expect(toChartValues(toChart(toBundle({})), context).medications.status).toBe('empty');
});

test('how long a busy server wants to be left alone comes to the section', () => {
  const busy = toFailure('502 failed', 'server_busy');
  const outcome = busy.resource as OperationOutcome;
  outcome.issue[0]?.details?.coding?.push({ system: 'urn:patients:retry-after', code: '840' });
  const { problems } = toChartValues(toChart(toBundle({ Condition: busy })), context);
  expect(problems).toMatchObject({ status: 'failed', reason: 'server_busy', retryAfterSeconds: 840 });
});

test('nothing recorded, not offered and couldn’t read are three things', () => {
  const chart = toChart(
    toBundle({
      Coverage: toFailure('501 not offered', 'server_error'),
      MedicationRequest: toFailure('502 failed', 'server_timeout'),
    }),
  );
  const values = toChartValues(chart, context);
  expect(values.problems.status).toBe('empty');
  expect(values.coverage.status).toBe('notOffered');
  expect(values.medications).toMatchObject({ status: 'failed', reason: 'server_timeout', fetched: at });
});

test('no allergy resource is "not recorded", which is not "no known allergies"', () => {
  const none = toChartValues(toChart(toBundle({})), context);
  expect(none.allergies.value?.kind).toBe('notRecorded');
  const said = toEntry([
    {
      resourceType: 'AllergyIntolerance',
      id: 'a',
      patient: subject,
      clinicalStatus: { coding: [{ code: 'active' }] },
      code: { coding: [{ system: 'http://snomed.info/sct', code: '716186003' }] },
    },
  ]);
  const known = toChartValues(toChart(toBundle({ AllergyIntolerance: said })), context);
  expect(known.allergies.value?.kind).toBe('noKnown');
});

test('an answer that breaks off has failed sections, not empty ones', () => {
  const chart = toChart({ resourceType: 'Bundle', type: 'batch-response', entry: [toEntry([])] });
  expect(chart.Encounter).toMatchObject({ status: 'failed', reason: 'server_answer_broken' });
});

test('a chart that could not be read again is stale, with its values', () => {
  const problem = toEntry([
    {
      resourceType: 'Condition',
      id: 'c',
      subject,
      clinicalStatus: { coding: [{ code: 'active' }] },
      code: { text: 'Fall' },
    },
  ]);
  const values = toChartValues(toChart(toBundle({ Condition: problem })), context, true);
  expect(values.problems).toMatchObject({ status: 'stale', value: [{ text: 'Fall' }] });
});

test('a section that was not read to its end says so', () => {
  const values = toChartValues(toChart(toBundle({ Encounter: toEntry([], ['may-be-incomplete']) })), context);
  expect(values.stay).toMatchObject({
    status: 'ok',
    mayBeIncomplete: true,
    value: { where: { kind: 'noEncounter' } },
  });
});

test('the panel takes the MRN and the day of the stay by the partner’s own rules, as the row does', () => {
  const identifier = ['urn:ward', 'urn:hospital'].map((system) => ({
    system,
    value: `${system}-7`,
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'MR' }] },
  }));
  const encounter: FhirResource = {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'in-progress',
    class: { code: 'IMP' },
    subject,
    period: { start: '2026-11-20T23:30:00Z' },
  };
  const chart = toChart(
    toBundle({
      Patient: toEntry([{ resourceType: 'Patient', id: 'p1', identifier }]),
      Encounter: toEntry([encounter]),
    }),
  );
  const readAs = (mrnSystem: string, zone: string) =>
    toChartValues(
      chart,
      toReadingContext({ name: 'Seaview', mrnSystem, zone, locationSplit: null }, new Date(at)),
    );
  expect(readAs('urn:hospital', 'UTC').patient.value?.mrn?.value).toBe('urn:hospital-7');
  expect(readAs('urn:ward', 'UTC').patient.value?.mrn?.value).toBe('urn:ward-7');
  expect(readAs('urn:ward', 'UTC').stay.value?.stay?.days).toBe(3);
  expect(readAs('urn:ward', 'Asia/Tokyo').stay.value?.stay?.days).toBe(2);
});

test('the panel takes a place apart by the partner’s own rule, as the row does', () => {
  const encounter: FhirResource = {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'in-progress',
    class: { code: 'IMP' },
    subject,
    location: [{ location: { display: '5W/12' } }],
  };
  const readBy = (locationSplit: string | null) => {
    const connection = { name: 'Seaview', mrnSystem: null, zone: null, locationSplit };
    const chart = toChart(toBundle({ Encounter: toEntry([encounter]) }));
    return toChartValues(chart, toReadingContext(connection, new Date(at))).stay.value?.where;
  };
  expect(readBy('^(?<ward>[^/]+)/(?<bed>.+)$')).toMatchObject({ ward: '5W', bed: '12' });
  expect(readBy(null)).toMatchObject({ ward: undefined, bed: undefined, text: '5W/12' });
});

test('records of other people that were left out are counted in their section', () => {
  const entry = toEntry([], ['may-be-incomplete']);
  entry.resource?.meta?.tag?.push({ system: 'urn:patients:read', code: 'foreign-dropped', display: '2' });
  const values = toChartValues(toChart(toBundle({ Condition: entry })), context);
  expect(values.problems).toMatchObject({ status: 'empty', droppedForeign: 2 });
  expect(values.allergies.droppedForeign).toBe(0);
});

test('only a record of the same server can be opened in place of a replaced one', () => {
  const toId = (other: Reference) => {
    const patient: Patient = { resourceType: 'Patient', id: 'p1', link: [{ type: 'replaced-by', other }] };
    return toChartValues(toChart(toBundle({ Patient: toEntry([patient]) })), context).replacementId;
  };
  expect(toId({ reference: 'Patient/p2' })).toBe('p2');
  expect(toId({ reference: 'Patient/p1' })).toBeUndefined();
  expect(toId({ reference: 'https://elsewhere.example/fhir/Patient/p2' })).toBeUndefined();
  expect(toId({ identifier: { value: '0042' } })).toBeUndefined();
});
