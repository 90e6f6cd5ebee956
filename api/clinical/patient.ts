// A Patient as the list and the panel show it: name, age, sex, MRN, whether it was replaced by another record.
import type {
  ContactPoint,
  Element,
  HumanName,
  Organization,
  Patient,
  Practitioner,
  Reference,
  Resource,
} from 'fhir/r4';
import type { PatientValue } from '../contract/values';
import { findAbsentReason } from './absent';
import { type Deceased, toAge } from './age';
import { trimmed } from './codings';
import { type PatientContext, toSource } from './context';
import { toChosenMrn } from './mrn';
import { toChosenName } from './names';
import { type Clock, hasEnded } from './periods';
import { toReferencedId } from './references';

export function toPatientValue(patient: Patient, context: PatientContext): PatientValue {
  const { now, zone } = context;
  const { name, source, otherNames } = toChosenName(patient.name, context);
  const { mrn, absent: mrnAbsent } = toChosenMrn(patient.identifier, context, context.mrnSystem);
  const deceased = toDeceased(patient);
  const birthDate = trimmed(patient.birthDate);
  return {
    source: toSource(context, patient),
    id: patient.id ?? '',
    name,
    otherNames,
    birthDate,
    age: toAge(birthDate, deceased, now, zone),
    gender: toGender(patient.gender),
    mrn,
    deceased,
    phone: findPhone(patient.telecom, context),
    generalPractitioner: findPractitioner(patient),
    replacedBy: findReplacement(patient),
    absent: toAbsentParts(patient, source, deceased, mrnAbsent),
  };
}

function toDeceased(patient: Patient): Deceased | undefined {
  if (patient.deceasedDateTime) return { date: patient.deceasedDateTime };
  const hasDied = patient.deceasedBoolean ?? findDeathReason(patient) !== undefined;
  return hasDied ? {} : undefined;
}

/** Why the date of a death isn't told: who has one that is masked has died. */
function findDeathReason(patient: Patient): string | undefined {
  return findReasonThatApplies(patient._deceasedDateTime);
}

/** A death that can't be is nobody's, nor is a family name that a person can't have. */
function findReasonThatApplies(element: Element | undefined): string | undefined {
  const reason = findAbsentReason(element);
  return reason === 'not-applicable' ? undefined : reason;
}

function toGender(gender: string | undefined): PatientValue['gender'] {
  return gender === 'male' || gender === 'female' || gender === 'other' || gender === 'unknown'
    ? gender
    : undefined;
}

/** The number of the best rank that is still in use; email and fax are no phone. */
function findPhone(telecom: readonly ContactPoint[] | undefined, clock: Clock): string | undefined {
  let best: ContactPoint | undefined;
  for (const point of telecom ?? []) {
    const isPhone = point.system === 'phone' || point.system === 'sms';
    if (!isPhone || !point.value || point.use === 'old' || hasEnded(point.period, clock)) continue;
    if (!best || (point.rank ?? 1000) < (best.rank ?? 1000)) best = point;
  }
  return trimmed(best?.value);
}

function findPractitioner(patient: Patient): string | undefined {
  for (const reference of patient.generalPractitioner ?? []) {
    const display = trimmed(reference.display) ?? findContainedName(patient, reference);
    if (display) return display;
  }
  return undefined;
}

function findContainedName(patient: Patient, reference: Reference): string | undefined {
  if (!reference.reference?.startsWith('#')) return undefined;
  const id = reference.reference.slice(1);
  for (const resource of patient.contained ?? []) {
    if (resource.id !== id) continue;
    if (isOrganization(resource)) return trimmed(resource.name);
    if (isPractitioner(resource)) return toPlainName(resource);
  }
  return undefined;
}

function isOrganization(resource: Resource): resource is Organization {
  return resource.resourceType === 'Organization';
}

function isPractitioner(resource: Resource): resource is Practitioner {
  return resource.resourceType === 'Practitioner';
}

function toPlainName(practitioner: Practitioner): string | undefined {
  const name = practitioner.name?.[0];
  return trimmed(name?.text) ?? trimmed([...(name?.given ?? []), name?.family ?? ''].join(' '));
}

/** An absolute address stays whole: the same id on another server is another person. */
function findReplacement(patient: Patient): string | undefined {
  for (const { type, other } of patient.link ?? []) {
    if (type !== 'replaced-by') continue;
    const isRelative = other.reference?.startsWith('Patient/');
    const named = isRelative ? toReferencedId(other.reference, 'Patient') : trimmed(other.reference);
    const found = named ?? trimmed(other.identifier?.value) ?? trimmed(other.display);
    if (found) return found;
  }
  return undefined;
}

function toAbsentParts(
  patient: Patient,
  shownName: HumanName | undefined,
  deceased: Deceased | undefined,
  mrn: string | undefined,
): Readonly<Record<string, string>> | undefined {
  let parts: Record<string, string> | undefined;
  const add = (field: string, reason: string | undefined): void => {
    if (!reason) return;
    parts ??= {};
    parts[field] = reason;
  };
  if (shownName) {
    // What stands there may be the given name alone, or a word in the place of a name.
    add('name', findAbsentReason(shownName));
    if (!shownName.family) add('family', findReasonThatApplies(shownName._family));
    if (!shownName.given?.length) add('given', findReasonThatApplies(shownName._given?.[0]));
  } else {
    add('name', findNameReason(patient));
  }
  if (!patient.birthDate) add('birthDate', findAbsentReason(patient._birthDate));
  if (!patient.gender) add('gender', findAbsentReason(patient._gender));
  if (deceased && !deceased.date) add('deceased', findDeathReason(patient));
  // Not known to have died is not known to live.
  if (!deceased && patient.deceasedBoolean === undefined)
    add('isDeceased', findReasonThatApplies(patient._deceasedBoolean));
  add('mrn', mrn);
  return parts;
}

function findNameReason(patient: Patient): string | undefined {
  for (const name of patient.name ?? []) {
    const reason =
      findAbsentReason(name) ??
      findAbsentReason(name._family) ??
      findAbsentReason(name._text) ??
      findAbsentReason(name._given?.[0]);
    if (reason) return reason;
  }
  return undefined;
}
