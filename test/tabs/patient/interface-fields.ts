// One made-up person in each release, with every field that the tables of the founding interface name, each filled with something
// that stands nowhere else.
import type { FhirRelease } from '../../../api/fhir/ehr';

/** By their names in R4; what "needed" and "read if present" name. Location is read through Encounter. */
export const fields = [
  'Patient.name.family',
  'Patient.name.given',
  'Patient.name.use',
  'Patient.name.prefix',
  'Patient.gender',
  'Patient.birthDate',
  'Patient.identifier',
  'Patient.generalPractitioner.display',
  'Observation.effectiveDateTime',
  'Observation.effectivePeriod',
  'Observation.code.coding.code',
  'Observation.code.coding.display',
  'Observation.valueQuantity.value',
  'Observation.valueQuantity.unit',
  'Observation.component.code.coding.code',
  'Observation.component.code.coding.display',
  'Observation.component.valueQuantity.value',
  'Observation.component.valueQuantity.unit',
  'Condition.code.coding.display',
  'Condition.recordedDate',
  'Condition.severity',
  'Encounter.status',
  'Encounter.type.coding.display',
  'Encounter.period.start',
  'Encounter.location.location.display',
  'AllergyIntolerance.code',
  'AllergyIntolerance.clinicalStatus',
  'AllergyIntolerance.verificationStatus',
  'AllergyIntolerance.recordedDate',
  'AllergyIntolerance.note',
  'AllergyIntolerance.reaction.substance',
  'AllergyIntolerance.reaction.manifestation',
  'MedicationRequest.medication',
  'MedicationRequest.authoredOn',
  'MedicationRequest.requester.display',
  'MedicationRequest.ended',
  'MedicationRequest.dosageInstruction.text',
  'Coverage.payor.display',
  'Coverage.class.plan',
  'Coverage.class.group',
  'Coverage.period.start',
  'Coverage.period.end',
  'Coverage.subscriberId',
] as const;
type Field = (typeof fields)[number];

interface Mark {
  readonly field: Field;
  readonly text: string;
  /** A status may be told by what is left out. */
  readonly isShown: boolean;
}

export function createMarks() {
  const marks: Mark[] = [];
  const add = (field: Field, text: string, isShown = true) => marks.push({ field, text, isShown });
  return {
    marks,
    text(field: Field): string {
      const text = `Zq${marks.length + 10}x`;
      add(field, text);
      return text;
    },
    number(field: Field): number {
      const number = 7_000 + marks.length;
      add(field, String(number));
      return number;
    },
    /** A date of that year, which the panel tells as "Mar 3, 2001". */
    day(field: Field, year = 2001): string {
      const date = new Date(Date.UTC(year, marks.length % 12, 3 + (marks.length % 25)));
      add(field, date.toLocaleDateString('en-US', { dateStyle: 'medium', timeZone: 'UTC' }));
      return date.toISOString().slice(0, 10);
    },
    /** What the panel makes of a code. */
    code(field: Field, code: string, text: string): string {
      add(field, text);
      return code;
    },
    hidden(field: Field): string {
      const text = `Hidden${marks.length}x`;
      add(field, text, false);
      return text;
    },
  };
}
export type Marks = ReturnType<typeof createMarks>;

type Told = Readonly<Record<string, unknown>> & { readonly resourceType: string };

const subject = { reference: 'Patient/p1' };
const concept = (display: string, code = 'x') => ({ coding: [{ system: 'urn:made-up', code, display }] });
const loinc = (code: string, display?: string) => ({
  coding: [{ system: 'http://loinc.org', code, ...(display && { display }) }],
});

/** What a release spells in its own way. */
interface Spelling {
  readonly family: (name: string) => unknown;
  readonly mrSystem: string;
  readonly category: (code: string) => unknown;
  readonly person: 'patient' | 'subject';
  readonly status: (kind: 'clinical' | 'verification', code: string) => unknown;
}

const isFirst = (release: FhirRelease) => release === 'DSTU2';

function toSpelling(release: FhirRelease): Spelling {
  const old = isFirst(release);
  const statusSystem = 'http://terminology.hl7.org/CodeSystem/allergyintolerance';
  return {
    family: (name) => (old ? [name] : name),
    mrSystem:
      release === 'R4' ? 'http://terminology.hl7.org/CodeSystem/v2-0203' : 'http://hl7.org/fhir/v2/0203',
    category: (code) => (old ? { coding: [{ code }] } : [{ coding: [{ code }] }]),
    person: old ? 'patient' : 'subject',
    status: (kind, code) =>
      release === 'R4' ? { coding: [{ system: `${statusSystem}-${kind}`, code }] } : code,
  };
}

function toPatient(release: FhirRelease, m: Marks): Told {
  const { family, mrSystem } = toSpelling(release);
  const display = m.text('Patient.generalPractitioner.display');
  return {
    resourceType: 'Patient',
    id: 'p1',
    identifier: [
      { type: { coding: [{ system: mrSystem, code: 'MR' }] }, value: m.text('Patient.identifier') },
    ],
    name: [
      // The use alone tells that this isn't who they are now.
      { use: 'old', family: family(m.code('Patient.name.use', 'Before', 'Also BEFORE')) },
      {
        use: 'official',
        family: family(m.text('Patient.name.family')),
        given: [m.text('Patient.name.given')],
        prefix: [m.text('Patient.name.prefix')],
      },
    ],
    gender: m.code('Patient.gender', 'female', 'female'),
    birthDate: m.day('Patient.birthDate', 1961),
    [isFirst(release) ? 'careProvider' : 'generalPractitioner']: [{ display }],
  };
}

function toObservations(release: FhirRelease, m: Marks): Told[] {
  const { category } = toSpelling(release);
  const base = { resourceType: 'Observation', status: 'final', category: category('vital-signs'), subject };
  const quantity = (kind: 'valueQuantity' | 'component.valueQuantity') => ({
    value: m.number(`Observation.${kind}.value`),
    unit: m.text(`Observation.${kind}.unit`),
  });
  return [
    {
      ...base,
      id: 'o1',
      code: loinc(m.code('Observation.code.coding.code', '8867-4', 'Heart rate')),
      valueQuantity: { value: 71, unit: '/min' },
      effectiveDateTime: `${m.day('Observation.effectiveDateTime')}T12:00:00Z`,
    },
    {
      ...base,
      id: 'o2',
      code: loinc('99999-1', m.text('Observation.code.coding.display')),
      valueQuantity: quantity('valueQuantity'),
      effectivePeriod: { end: `${m.day('Observation.effectivePeriod')}T12:00:00Z` },
    },
    {
      ...base,
      id: 'o3',
      code: loinc('85354-9'),
      effectiveDateTime: '2000-01-01T12:00:00Z',
      component: [
        {
          code: loinc(m.code('Observation.component.code.coding.code', '8480-6', '133/81')),
          valueQuantity: { value: 133, unit: 'mmHg' },
        },
        { code: loinc('8462-4'), valueQuantity: { value: 81, unit: 'mmHg' } },
      ],
    },
    {
      ...base,
      id: 'o4',
      code: loinc('99999-2', 'Panel'),
      effectiveDateTime: '2000-01-01T12:00:00Z',
      component: [
        {
          code: loinc('99999-3', m.text('Observation.component.code.coding.display')),
          valueQuantity: quantity('component.valueQuantity'),
        },
      ],
    },
  ];
}

function toCondition(release: FhirRelease, m: Marks): Told {
  const dates = { DSTU2: 'dateRecorded', STU3: 'assertedDate', R4: 'recordedDate' };
  return {
    resourceType: 'Condition',
    id: 'c1',
    [toSpelling(release).person]: subject,
    code: concept(m.text('Condition.code.coding.display')),
    severity: concept(m.text('Condition.severity')),
    [dates[release]]: m.day('Condition.recordedDate'),
  };
}

function toEncounter(release: FhirRelease, m: Marks): Told {
  return {
    resourceType: 'Encounter',
    id: 'e1',
    [toSpelling(release).person]: subject,
    class: isFirst(release) ? 'inpatient' : { code: 'IMP' },
    status: m.code('Encounter.status', 'onleave', 'on leave'),
    type: [concept(m.text('Encounter.type.coding.display'))],
    period: { start: m.day('Encounter.period.start') },
    location: [{ location: { display: m.text('Encounter.location.location.display') } }],
  };
}

function toAllergies(release: FhirRelease, m: Marks): Told[] {
  const { status } = toSpelling(release);
  const dates = { DSTU2: 'recordedDate', STU3: 'assertedDate', R4: 'recordedDate' };
  const agent = isFirst(release) ? 'substance' : 'code';
  const base = { resourceType: 'AllergyIntolerance', patient: subject };
  const note = { text: m.text('AllergyIntolerance.note') };
  const unconfirmed = m.code('AllergyIntolerance.verificationStatus', 'unconfirmed', 'unconfirmed');
  const over = concept(m.hidden('AllergyIntolerance.clinicalStatus'));
  const standing = isFirst(release)
    ? { status: unconfirmed }
    : {
        clinicalStatus: status('clinical', 'active'),
        verificationStatus: status('verification', unconfirmed),
      };
  const ended = isFirst(release)
    ? { status: 'resolved' }
    : { clinicalStatus: status('clinical', 'resolved') };
  return [
    {
      ...base,
      ...standing,
      id: 'a1',
      [agent]: concept(m.text('AllergyIntolerance.code')),
      [dates[release]]: m.day('AllergyIntolerance.recordedDate'),
      note: isFirst(release) ? note : [note],
      reaction: [
        {
          substance: concept(m.text('AllergyIntolerance.reaction.substance')),
          manifestation: [concept(m.text('AllergyIntolerance.reaction.manifestation'))],
        },
      ],
    },
    { ...base, ...ended, id: 'a2', [agent]: over },
  ];
}

function toMedication(release: FhirRelease, m: Marks): Told {
  const who = { display: m.text('MedicationRequest.requester.display') };
  const ended = m.day('MedicationRequest.ended', 2051);
  const authored = m.day('MedicationRequest.authoredOn');
  const parts = {
    DSTU2: { resourceType: 'MedicationOrder', patient: subject, prescriber: who, dateEnded: ended },
    STU3: { resourceType: 'MedicationRequest', subject, intent: 'order', requester: { agent: who } },
    R4: { resourceType: 'MedicationRequest', subject, intent: 'order', requester: who },
  };
  return {
    ...parts[release],
    id: 'm1',
    status: 'active',
    [isFirst(release) ? 'dateWritten' : 'authoredOn']: authored,
    medicationCodeableConcept: concept(m.text('MedicationRequest.medication')),
    dosageInstruction: [{ text: m.text('MedicationRequest.dosageInstruction.text') }],
    ...(!isFirst(release) && { dispenseRequest: { validityPeriod: { end: ended } } }),
  };
}

function toCoverage(release: FhirRelease, m: Marks): Told {
  const payor = { display: m.text('Coverage.payor.display') };
  const [plan, group] = [m.text('Coverage.class.plan'), m.text('Coverage.class.group')];
  const classOf = (code: string, value: string) => ({
    type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/coverage-class', code }] },
    value,
  });
  const parts = {
    DSTU2: { subscriber: subject, issuer: payor, plan, group },
    STU3: {
      beneficiary: subject,
      payor: [payor],
      grouping: { plan: 'p', planDisplay: plan, group: 'g', groupDisplay: group },
    },
    R4: { beneficiary: subject, payor: [payor], class: [classOf('plan', plan), classOf('group', group)] },
  };
  const id = m.text('Coverage.subscriberId');
  return {
    resourceType: 'Coverage',
    id: 'v1',
    status: 'active',
    ...parts[release],
    period: { start: m.day('Coverage.period.start'), end: m.day('Coverage.period.end', 2052) },
    ...(isFirst(release) ? { subscriberId: { value: id } } : { subscriberId: id }),
  };
}

/** All that a server of this release has of the patient p1. */
export function toRecord(release: FhirRelease, m: Marks): readonly Told[] {
  return [
    toPatient(release, m),
    ...toObservations(release, m),
    toCondition(release, m),
    toEncounter(release, m),
    ...toAllergies(release, m),
    toMedication(release, m),
    toCoverage(release, m),
  ];
}
