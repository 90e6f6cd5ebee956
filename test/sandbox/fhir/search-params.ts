// Which search parameters each release has for the types that the sandbox serves, and where their values are.
import type { Persona } from '../persona';
import { type Json, type JsonObject, type Release, type Resource, toList, toObjects } from '../resource';

export interface SearchParam {
  kind: 'string' | 'token' | 'date' | 'reference';
  /** For a reference to a person: who else than Patient can't be asked for. */
  values: (resource: Resource) => Json[];
}
export type TypeParams = ReadonlyMap<string, SearchParam>;

const fields =
  (...names: string[]) =>
  (resource: Resource): Json[] =>
    names.flatMap((name) => toList(resource[name]));
const string = (values: SearchParam['values']): SearchParam => ({ kind: 'string', values });
const token = (...names: string[]): SearchParam => ({ kind: 'token', values: fields(...names) });
const date = (...names: string[]): SearchParam => ({ kind: 'date', values: fields(...names) });
const reference = (...names: string[]): SearchParam => ({ kind: 'reference', values: fields(...names) });

const nameParts =
  (...parts: string[]) =>
  (resource: Resource): Json[] =>
    toObjects(resource.name).flatMap((name: JsonObject) => parts.flatMap((part) => toList(name[part])));

const patient: Record<string, SearchParam> = {
  identifier: token('identifier'),
  name: string(nameParts('family', 'given', 'prefix', 'suffix', 'text')),
  family: string(nameParts('family')),
  given: string(nameParts('given')),
  birthdate: date('birthDate'),
  gender: token('gender'),
  phone: token('telecom'),
  email: token('telecom'),
};
const observation: Record<string, SearchParam> = {
  patient: reference('subject'),
  subject: reference('subject'),
  category: token('category'),
  code: token('code'),
  date: date('effectiveDateTime', 'effectivePeriod', 'effectiveInstant'),
  status: token('status'),
};
const location: Record<string, SearchParam> = {
  name: string(fields('name')),
  identifier: token('identifier'),
  partof: reference('partOf'),
};
const list: Record<string, SearchParam> = {
  code: token('code'),
  status: token('status'),
  title: string(fields('title')),
  identifier: token('identifier'),
};
const group: Record<string, SearchParam> = { type: token('type'), identifier: token('identifier') };
/** Where somebody lay, in any of the places of a stay. */
const stayPlace: SearchParam = {
  kind: 'reference',
  values: ({ location }) => toObjects(location).flatMap((one) => toList(one.location)),
};
const others: Record<string, Record<string, SearchParam>> = {
  Practitioner: { name: string(nameParts('family', 'given', 'text')), identifier: token('identifier') },
  Organization: { name: string(fields('name')), identifier: token('identifier') },
  Medication: { code: token('code') },
};

const dstu2: Record<string, Record<string, SearchParam>> = {
  Condition: {
    patient: reference('patient'),
    category: token('category'),
    clinicalstatus: token('clinicalStatus'),
    code: token('code'),
    'date-recorded': date('dateRecorded'),
    onset: date('onsetDateTime'),
  },
  Encounter: {
    patient: reference('patient'),
    status: token('status'),
    date: date('period'),
    type: token('type'),
  },
  AllergyIntolerance: {
    patient: reference('patient'),
    status: token('status'),
    substance: token('substance'),
    date: date('recordedDate'),
    criticality: token('criticality'),
  },
  MedicationOrder: {
    patient: reference('patient'),
    status: token('status'),
    datewritten: date('dateWritten'),
    code: token('medicationCodeableConcept'),
  },
  MedicationStatement: {
    patient: reference('patient'),
    status: token('status'),
    effectivedate: date('effectiveDateTime', 'effectivePeriod'),
  },
  // No parameter of this release leads from a person to their coverage.
  Coverage: {
    identifier: token('identifier'),
    plan: token('plan'),
    group: token('group'),
    issuer: reference('issuer'),
  },
};

const stu3: Record<string, Record<string, SearchParam>> = {
  Condition: {
    patient: reference('subject'),
    subject: reference('subject'),
    category: token('category'),
    'clinical-status': token('clinicalStatus'),
    code: token('code'),
    'asserted-date': date('assertedDate'),
    'onset-date': date('onsetDateTime'),
  },
  Encounter: {
    patient: reference('subject'),
    subject: reference('subject'),
    status: token('status'),
    class: token('class'),
    date: date('period'),
    type: token('type'),
  },
  AllergyIntolerance: {
    patient: reference('patient'),
    'clinical-status': token('clinicalStatus'),
    'verification-status': token('verificationStatus'),
    code: token('code'),
    date: date('assertedDate'),
    criticality: token('criticality'),
  },
  MedicationRequest: {
    patient: reference('subject'),
    subject: reference('subject'),
    status: token('status'),
    intent: token('intent'),
    authoredon: date('authoredOn'),
    code: token('medicationCodeableConcept'),
  },
  MedicationStatement: {
    patient: reference('subject'),
    subject: reference('subject'),
    status: token('status'),
    effective: date('effectiveDateTime', 'effectivePeriod'),
  },
  Coverage: {
    beneficiary: reference('beneficiary'),
    subscriber: reference('subscriber'),
    identifier: token('identifier'),
  },
};

const r4: Record<string, Record<string, SearchParam>> = {
  ...stu3,
  Condition: { ...withoutKey(stu3.Condition, 'asserted-date'), 'recorded-date': date('recordedDate') },
  AllergyIntolerance: { ...stu3.AllergyIntolerance, date: date('recordedDate') },
  Coverage: { ...stu3.Coverage, patient: reference('beneficiary'), status: token('status') },
};

function withoutKey(record: Record<string, SearchParam> = {}, key: string): Record<string, SearchParam> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}

const byRelease = { DSTU2: dstu2, STU3: stu3, R4: r4 };

function toReleaseParams(release: Release): Record<string, Record<string, SearchParam>> {
  return { Patient: patient, Observation: observation, Location: location, ...others, ...byRelease[release] };
}

/** By type, then by parameter; `_id` is everywhere. What the persona doesn't have is left out. */
export function toSearchParams({ release, quirks = {} }: Persona): ReadonlyMap<string, TypeParams> {
  const { withoutTypes = [], withoutParams = {}, rosters = [] } = quirks;
  const served = toReleaseParams(release);
  if (rosters.includes('List')) served.List = list;
  if (rosters.includes('Group')) served.Group = group;
  if (rosters.includes('stayByPlace')) served.Encounter = { ...served.Encounter, location: stayPlace };
  const all = Object.entries(served).filter(([type]) => !withoutTypes.includes(type));
  return new Map(
    all.map(([type, params]) => {
      const missing = withoutParams[type] ?? [];
      const kept = Object.entries({ _id: token('id'), ...params }).filter(
        ([name]) => !missing.includes(name),
      );
      return [type, new Map(kept)];
    }),
  );
}
