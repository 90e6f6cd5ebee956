// An Encounter of any release as R4.
import type {
  Coding,
  Encounter,
  EncounterDiagnosis,
  EncounterHospitalization,
  EncounterLocation,
} from 'fhir/r4';
import { toCoding, toConcept, toConcepts, toIdentifiers, toPeriod, toReference } from './datatypes.map';
import { isRaw, type Raw, type Spelling, spell, toId, toList, toMember, toNumber } from './element';

export interface EncounterParts {
  subject: unknown;
  class: unknown;
  reasonCode: unknown;
  /** EncounterDiagnosis-like objects: {condition, use, rank}. */
  diagnosis: readonly Raw[] | undefined;
}

const statuses = [
  'planned',
  'arrived',
  'triaged',
  'in-progress',
  'onleave',
  'finished',
  'cancelled',
  'entered-in-error',
  'unknown',
] as const;

export function toEncounter(
  raw: Raw,
  spellings: readonly [Spelling<EncounterParts>, ...Spelling<EncounterParts>[]],
): Encounter {
  const parts = spell(raw, spellings);
  return {
    resourceType: 'Encounter',
    id: toId(raw.id),
    identifier: toIdentifiers(raw.identifier),
    status: toMember(raw.status, statuses) ?? 'unknown',
    class: toClass(parts.class) ?? {},
    type: toConcepts(raw.type),
    serviceType: toConcept(raw.serviceType),
    priority: toConcept(raw.priority),
    subject: toReference(parts.subject),
    period: toPeriod(raw.period),
    reasonCode: toConcepts(parts.reasonCode),
    diagnosis: toList(parts.diagnosis, toDiagnosis),
    hospitalization: toHospitalization(raw.hospitalization),
    location: toList(raw.location, toEncounterLocation),
    serviceProvider: toReference(raw.serviceProvider),
    partOf: toReference(raw.partOf),
  };
}

const actCode = 'http://terminology.hl7.org/CodeSystem/v3-ActCode';
/** The words that were the class before it became a code of v3. Some servers put them into the Coding. */
const classes: Readonly<Record<string, string>> = {
  inpatient: 'IMP',
  outpatient: 'AMB',
  ambulatory: 'AMB',
  emergency: 'EMER',
  home: 'HH',
  field: 'FLD',
  daytime: 'SS',
  virtual: 'VR',
};

function toClass(value: unknown): Coding | undefined {
  const coding = toCoding(value) ?? toConcept(value)?.coding?.[0];
  const code = coding?.code === undefined ? undefined : classes[coding.code];
  return code === undefined ? coding : { system: actCode, code, display: coding?.display };
}

function toDiagnosis(value: unknown): EncounterDiagnosis | undefined {
  if (!isRaw(value)) return undefined;
  const condition = toReference(value.condition);
  return condition && { condition, use: toConcept(value.use), rank: toNumber(value.rank) };
}

function toHospitalization(value: unknown): EncounterHospitalization | undefined {
  if (!isRaw(value)) return undefined;
  return {
    admitSource: toConcept(value.admitSource),
    destination: toReference(value.destination),
    dischargeDisposition: toConcept(value.dischargeDisposition),
  };
}

function toEncounterLocation(value: unknown): EncounterLocation | undefined {
  if (!isRaw(value)) return undefined;
  const location = toReference(value.location);
  if (location === undefined) return undefined;
  return {
    location,
    status: toMember(value.status, ['planned', 'active', 'reserved', 'completed'] as const),
    physicalType: toConcept(value.physicalType),
    period: toPeriod(value.period),
  };
}
