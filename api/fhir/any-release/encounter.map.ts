// An Encounter of any release as R4.
import type {
  Coding,
  Encounter,
  EncounterDiagnosis,
  EncounterHospitalization,
  EncounterLocation,
  Reference,
} from 'fhir/r4';
import { findAbsentReason } from '../../clinical/absent';
import {
  toCoding,
  toConcept,
  toConcepts,
  toIdentifiers,
  toOwnReference,
  toPeriod,
  toPrimitive,
  toReference,
} from './datatypes.map';
import { isRaw, type Raw, toList, toMember, toNumber } from './element';
import { defineReading } from './elements';

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

export const encounters = defineReading<Encounter, EncounterParts>('Encounter', {
  identifier: ({ raw }) => toIdentifiers(raw.identifier),
  status: ({ raw }) => toMember(raw.status, statuses) ?? 'unknown',
  class: ({ parts }) => toClass(parts.class) ?? {},
  type: ({ raw }) => toConcepts(raw.type),
  serviceType: ({ raw }) => toConcept(raw.serviceType),
  priority: ({ raw }) => toConcept(raw.priority),
  subject: ({ parts, base }) => toOwnReference(parts.subject, base),
  period: ({ raw }) => toPeriod(raw.period),
  reasonCode: ({ parts }) => toConcepts(parts.reasonCode),
  diagnosis: ({ parts, base }) => toList(parts.diagnosis, (one) => toDiagnosis(one, base)),
  hospitalization: ({ raw }) => toHospitalization(raw.hospitalization),
  location: ({ raw, base }) => toList(raw.location, (one) => toEncounterLocation(one, base)),
  serviceProvider: ({ raw }) => toReference(raw.serviceProvider),
  partOf: ({ raw }) => toReference(raw.partOf),
});

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

function toDiagnosis(value: unknown, base: string): EncounterDiagnosis | undefined {
  if (!isRaw(value)) return undefined;
  const condition = toOwnReference(value.condition, base);
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

/** There is a place, and the record says only why it isn't told. */
function toAbsentPlace(value: unknown): Reference | undefined {
  const parts = isRaw(value) ? [value, value._display].map(toPrimitive) : [];
  return parts.find((part) => findAbsentReason(part) !== undefined);
}

function toEncounterLocation(value: unknown, base: string): EncounterLocation | undefined {
  if (!isRaw(value)) return undefined;
  const location = toOwnReference(value.location, base) ?? toAbsentPlace(value.location);
  if (location === undefined) return undefined;
  return {
    location,
    status: toMember(value.status, ['planned', 'active', 'reserved', 'completed'] as const),
    physicalType: toConcept(value.physicalType),
    period: toPeriod(value.period),
  };
}
