// What the rules speak of and the cast doesn't have: a few more people, each written as their server's release writes it.

import { snomed, toConcept, toReference } from '../../../sandbox/census/elements';
import { createTerms, type Terms, type WriterOptions } from '../../../sandbox/census/release-terms';
import { createWriter, type Writer } from '../../../sandbox/census/writer';
import type { Json, JsonObject, Resource } from '../../../sandbox/resource';
import { hoursAgo } from './census';

export const more = {
  names: 'more-names',
  problems: 'more-problems',
  latest: 'more-latest',
  planned: 'more-planned',
  allergies: 'more-allergies',
  vitals: 'more-vitals',
  orders: 'more-orders',
  reported: 'more-reported',
  coverages: 'more-coverages',
} as const;

interface Pen {
  readonly terms: Terms;
  readonly writer: Writer;
}

/** Every further record of one server. */
export function toMoreRecords(options: WriterOptions): Resource[] {
  const pen: Pen = { terms: createTerms(options), writer: createWriter(options) };
  return [
    ...Object.values(more).map((id) => toPerson(pen, id)),
    ...toProblems(pen),
    ...toLatest(pen),
    toPlannedStay(pen),
    ...toAllergies(pen),
    ...toVitals(pen),
    ...toOrders(pen),
    ...toStatements(pen),
    ...toCoverages(pen),
  ];
}

function toPerson({ terms, writer }: Pen, id: string): Resource {
  const person = { id, gender: 'female', birthDate: '1980-02-29', mrn: id };
  const written = writer.person({ ...person, names: [{ use: 'official', family: 'Rule', given: ['Ann'] }] });
  if (id !== more.names) return written;
  const name = (use: string, family: string, rest: JsonObject = {}) => ({
    use,
    family: terms.pick<Json>({ DSTU2: [family], STU3: family, R4: family }),
    given: ['Ann'],
    ...rest,
  });
  const ended = name('official', 'Then', { period: { end: '2019-05' } });
  return { ...written, name: [name('maiden', 'Girl'), ended, name('usual', 'Now')] };
}

interface Problem {
  readonly text: string;
  readonly recorded: string;
  readonly clinical?: string;
  readonly verification?: string;
  readonly severity?: 'severe' | 'moderate';
  readonly category?: 'problem' | 'diagnosis' | 'other';
  readonly rest?: JsonObject;
}

const severities = {
  severe: { code: '24484000', text: 'Severe' },
  moderate: { code: '6736007', text: 'Moderate' },
} as const;

function toCategory(terms: Terms, category: 'problem' | 'diagnosis' | 'other'): JsonObject {
  // DSTU2's own list has no word for the problem list; its US profile has one.
  if (category === 'problem' && terms.release === 'DSTU2')
    return toConcept('http://argonaut.hl7.org', 'problem');
  const codes = {
    problem: 'problem-list-item',
    diagnosis: terms.pick({ DSTU2: 'diagnosis', STU3: 'encounter-diagnosis', R4: 'encounter-diagnosis' }),
    other: terms.pick({ DSTU2: 'finding', STU3: 'social', R4: 'social' }),
  };
  return terms.concept('condition-category', codes[category]);
}

function toProblem({ terms }: Pen, patient: string, problem: Problem): Resource {
  const { text, recorded, clinical = 'active', verification = 'confirmed', severity, category } = problem;
  const weight = severity && severities[severity];
  const recordedField = terms.pick({ DSTU2: 'dateRecorded', STU3: 'assertedDate', R4: 'recordedDate' });
  return {
    resourceType: 'Condition',
    id: `${patient}-${text.replaceAll(' ', '-').toLowerCase()}`,
    ...terms.subject(patient),
    code: { text },
    // A mistake has no standing.
    ...(verification !== 'entered-in-error' && {
      clinicalStatus: terms.status('condition-clinical', clinical),
    }),
    verificationStatus: terms.status('condition-ver-status', verification),
    category: terms.many(toCategory(terms, category ?? 'problem')),
    ...(weight && { severity: toConcept(snomed, weight.code, weight.text) }),
    [recordedField]: recorded,
    ...problem.rest,
  };
}

function toProblems(pen: Pen): Resource[] {
  const again = pen.terms.pick({ DSTU2: 'relapse', STU3: 'recurrence', R4: 'recurrence' });
  const age = pen.terms.pick({ DSTU2: 'onsetQuantity', STU3: 'onsetAge', R4: 'onsetAge' });
  const severe = { severity: 'severe', recorded: '2026-11-21' } as const;
  const problems: Problem[] = [
    { text: 'Lives alone', recorded: '2020-01-01', category: 'other' },
    { text: 'Stroke', recorded: '2026-11-19', verification: 'differential', category: 'diagnosis' },
    { text: 'Sepsis', recorded: '2026-11-20', verification: 'provisional', category: 'diagnosis' },
    {
      text: 'Asthma',
      recorded: '2026-11-21',
      severity: 'moderate',
      rest: { [age]: { value: 12, unit: 'years', system: 'http://unitsofmeasure.org', code: 'a' } },
    },
    { text: 'Heart failure', recorded: '2026-01-05', severity: 'severe' },
    {
      text: 'Gout',
      recorded: '2026-02-05',
      severity: 'severe',
      clinical: again,
      rest: { onsetDateTime: '2019-03' },
    },
    { ...severe, text: 'Broken leg', clinical: 'resolved' },
    { ...severe, text: 'Angina', verification: 'refuted' },
    { ...severe, text: 'Anaemia', verification: 'entered-in-error' },
  ];
  return problems.map((problem) => toProblem(pen, more.problems, problem));
}

function toLatest(pen: Pen): Resource[] {
  const since = (onsetDateTime: string) => ({ rest: { onsetDateTime } });
  return [
    { text: 'Cough', recorded: '2026-11-20', ...since('2026-11-21') },
    { text: 'Chills', recorded: '2026-11-21', ...since('2026-11-20') },
    { text: 'Fever', recorded: '2026-11-21', ...since('2026-11-19') },
  ].map((problem) => toProblem(pen, more.latest, problem));
}

function toPlannedStay({ writer }: Pen): Resource {
  const type = { code: '32485007', text: 'Hospital admission' };
  const stay = { id: 'more-stay', patient: more.planned, kind: 'inpatient', places: [], type } as const;
  return writer.stay({ ...stay, places: [], status: 'planned', start: hoursAgo(-48) });
}

function toAllergies({ writer }: Pen): Resource[] {
  const base = { patient: more.allergies, verification: 'confirmed', recorded: '2020-01-01' } as const;
  return (
    [
      ['Apple', 'intolerance', false],
      ['Zinc', 'intolerance', true],
      ['Aspirin', 'allergy', false],
      ['Wasp venom', 'allergy', true],
      ['Bee venom', 'allergy', true],
    ] as const
  ).map(([text, type, isHigh], at) =>
    writer.allergy({ ...base, id: `more-allergy-${at}`, code: `${at}`, text, type, isHigh }),
  );
}

function toVitals({ writer }: Pen): Resource[] {
  const perMinute = (value: number) => ({ value, unit: '/min', ucum: '/min' });
  const base = { patient: more.vitals, issued: hoursAgo(1), at: hoursAgo(1), status: 'final' } as const;
  const pulse = { ...base, code: '8867-4', text: 'Heart rate' };
  const pounds = { value: 150, unit: 'lb', ucum: '[lb_av]' };
  return [
    writer.vital({ ...pulse, id: 'more-pulse', quantity: perMinute(70) }),
    writer.vital({
      ...pulse,
      id: 'more-pulse-long',
      at: hoursAgo(3),
      until: hoursAgo(0.5),
      quantity: perMinute(91),
    }),
    writer.vital({ ...base, id: 'more-weight', code: '29463-7', text: 'Body Weight', quantity: pounds }),
    writer.vital({
      ...base,
      id: 'more-breaths',
      code: '9279-1',
      text: 'Respiratory rate',
      quantity: perMinute(14),
      status: 'preliminary',
    }),
  ];
}

/** DSTU2 has an element for the end of an order; since then it is that of its dosage. */
function toEnd({ terms }: Pen, end: string): JsonObject {
  const dosageInstruction = [{ text: 'As told', timing: { repeat: { boundsPeriod: { end } } } }];
  return terms.pick<JsonObject>({
    DSTU2: { dateEnded: end },
    STU3: { dosageInstruction },
    R4: { dosageInstruction },
  });
}

function toOrders(pen: Pen): Resource[] {
  const order = (text: string, rest: JsonObject = {}): Resource => ({
    ...pen.writer.medication({
      id: `more-order-${text.toLowerCase()}`,
      patient: more.orders,
      rxnorm: '1',
      text,
      dose: 'As told',
      status: 'active',
      authored: hoursAgo(240),
      prescriber: 'Dr. Amara Diallo',
    }),
    ...rest,
  });
  const planned = pen.terms.pick<JsonObject>({
    DSTU2: { status: 'draft' },
    STU3: { intent: 'plan' },
    R4: { intent: 'plan' },
  });
  return [
    order('Amiodarone', { status: 'stopped', ...toEnd(pen, hoursAgo(3)) }),
    order('Cefazolin', { status: 'completed', ...toEnd(pen, hoursAgo(5)) }),
    order('Digoxin', { status: 'stopped', ...toEnd(pen, hoursAgo(30)) }),
    order('Potassium', planned),
    order('Warfarin', { status: 'on-hold' }),
    order('Morphine', { status: 'entered-in-error' }),
    order('Zinc'),
    order('Aspirin'),
  ];
}

/** What somebody said that they take, or don't. */
function toStatements({ terms }: Pen): Resource[] {
  const told = (text: string, rest: JsonObject): Resource => ({
    resourceType: 'MedicationStatement',
    id: `more-statement-${text.toLowerCase()}`,
    ...terms.subject(more.reported),
    status: 'active',
    ...terms.pick<JsonObject>({ DSTU2: {}, STU3: { taken: 'y' }, R4: {} }),
    medicationCodeableConcept: { text },
    ...rest,
  });
  const notTaken = terms.pick<JsonObject>({
    DSTU2: { wasNotTaken: true },
    STU3: { taken: 'n' },
    R4: { status: 'not-taken' },
  });
  return [
    told('Paracetamol', notTaken),
    told('Melatonin', { status: 'completed', effectivePeriod: { start: '2026-10', end: hoursAgo(3) } }),
    told('Ibuprofen', { effectivePeriod: { start: '2026-10' } }),
    told('Codeine', { status: 'entered-in-error' }),
  ];
}

/** None in DSTU2, where nobody's could be asked for. */
function toCoverages({ terms, writer }: Pen): Resource[] {
  if (terms.release === 'DSTU2') return [];
  const covered = (payor: string, start: string, rest: JsonObject, end?: string): Resource => ({
    ...writer.coverage({
      id: `more-coverage-${payor.toLowerCase()}`,
      patient: more.coverages,
      payor,
      plan: `${payor} plan`,
      group: 'Everybody',
      subscriberId: 'M1',
      start,
      ...(end === undefined ? {} : { end }),
    }),
    ...rest,
  });
  const person = toReference('Patient', more.coverages);
  return [
    covered('Second', '2020-01-01', { order: 2 }),
    covered('Later', '2024-01-01', { order: 1 }),
    covered('First', '2021-01-01', { order: 1 }),
    covered('Ended', '2015-01-01', { order: 1 }, '2026-11-20'),
    covered('Ahead', '2027-01-01', { order: 1 }),
    covered('Cancelled', '2020-01-01', { status: 'cancelled', subscriber: person }),
  ];
}
