// What one release of FHIR calls or wraps otherwise than the next, for the writers of the census.
import type { Json, JsonObject, Release } from '../resource';
import { toConcept, toReference, whenTold } from './elements';

/** How a partner's server words things that the release leaves open. */
export interface WriterOptions {
  release: Release;
  mrnSystem: string;
  /** Servers of HL7 v2 origin name the place by reference only: it has to be read. */
  hasPlaceText: boolean;
}

export interface Terms extends WriterOptions {
  /** What this release has in the place of the others'. */
  pick<Value>(values: Record<Release, Value>): Value;
  system(list: CodeList): string;
  /** A concept of one of HL7's lists. */
  concept(list: CodeList, code: string, text?: string): JsonObject;
  /** One concept, where later releases allow many. */
  many(concept: JsonObject): Json;
  /** A code, where R4 has a concept. */
  status(list: StatusList, code: string): Json;
  /** Whose record it is. */
  subject(patient: string): JsonObject;
  /** The stay that it belongs to. */
  stay(id: string | undefined): JsonObject;
}

/** Lists that moved and were renamed between STU3 and R4. */
const renamed = {
  mrnType: { before: 'v2/0203', R4: 'v2-0203' },
  stayClass: { before: 'v3/ActCode', R4: 'v3-ActCode' },
  interpretation: { before: 'v2/0078', R4: 'v3-ObservationInterpretation' },
} as const;
/** Lists that moved and kept their names. */
type MovedList =
  | 'condition-category'
  | 'coverage-class'
  | 'data-absent-reason'
  | 'diagnosis-role'
  | 'location-physical-type'
  | 'observation-category';
type StatusList =
  | 'allergyintolerance-clinical'
  | 'allergyintolerance-verification'
  | 'condition-clinical'
  | 'condition-ver-status';
type CodeList = keyof typeof renamed | MovedList | StatusList;

const isRenamed = (list: CodeList): list is keyof typeof renamed => list in renamed;

function toSystem(release: Release, list: CodeList): string {
  return release === 'R4'
    ? `http://terminology.hl7.org/CodeSystem/${isRenamed(list) ? renamed[list].R4 : list}`
    : `http://hl7.org/fhir/${isRenamed(list) ? renamed[list].before : list}`;
}

export function createTerms(options: WriterOptions): Terms {
  const { release } = options;
  const pick: Terms['pick'] = (values) => values[release];
  const system: Terms['system'] = (list) => toSystem(release, list);
  const concept: Terms['concept'] = (list, code, text) => toConcept(system(list), code, text);
  const subjectField = pick({ DSTU2: 'patient', STU3: 'subject', R4: 'subject' });
  const stayField = pick({ DSTU2: 'encounter', STU3: 'context', R4: 'encounter' });
  return {
    ...options,
    pick,
    system,
    concept,
    many: (one) => pick<Json>({ DSTU2: one, STU3: [one], R4: [one] }),
    status: (list, code) => pick<Json>({ DSTU2: code, STU3: code, R4: concept(list, code) }),
    subject: (patient) => ({ [subjectField]: toReference('Patient', patient) }),
    stay: (id) => whenTold(id, (stay) => ({ [stayField]: toReference('Encounter', stay) })),
  };
}
