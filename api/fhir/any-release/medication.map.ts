// Medication orders and statements of any release as R4's MedicationRequest and MedicationStatement.
import type { CodeableConcept, Extension, Medication, MedicationRequest, MedicationStatement } from 'fhir/r4';
import { toAnnotations, toConcept, toConcepts, toOwnReference, toPeriod, toReference } from './datatypes.map';
import { toDosage } from './dosage.map';
import { isRaw, type Raw, type Spelling, spell, toFlag, toId, toList, toMember, toText } from './element';

export interface RequestParts {
  subject: unknown;
  encounter: unknown;
  authoredOn: unknown;
  requester: unknown;
  statusReason: unknown;
  reasonCode: unknown;
  dateEnded: unknown;
}

export interface StatementParts {
  subject: unknown;
  context: unknown;
  isNotTaken: boolean | undefined;
  reasonCode: unknown;
  dateAsserted: unknown;
}

/** HL7's own address for a DSTU2 element that later releases dropped. */
export const dateEndedUrl = 'http://hl7.org/fhir/1.0/StructureDefinition/extension-MedicationOrder.dateEnded';

const requestStatuses = [
  'active',
  'on-hold',
  'cancelled',
  'completed',
  'entered-in-error',
  'stopped',
  'draft',
  'unknown',
] as const;
const intents = [
  'proposal',
  'plan',
  'order',
  'original-order',
  'reflex-order',
  'filler-order',
  'instance-order',
  'option',
] as const;

export function toMedicationRequest(
  raw: Raw,
  spellings: readonly [Spelling<RequestParts>, ...Spelling<RequestParts>[]],
  base: string,
): MedicationRequest {
  const parts = spell(raw, spellings);
  return {
    resourceType: 'MedicationRequest',
    id: toId(raw.id),
    status: toRequestStatus(raw),
    statusReason: toConcept(parts.statusReason),
    // Before STU3 there were orders only.
    intent: toMember(raw.intent, intents) ?? 'order',
    category: toConcepts(raw.category),
    doNotPerform: toFlag(raw.doNotPerform),
    ...toMedicine(raw, base),
    subject: toReference(parts.subject) ?? {},
    encounter: toReference(parts.encounter),
    authoredOn: toText(parts.authoredOn),
    requester: toReference(parts.requester),
    reasonCode: toConcepts(parts.reasonCode),
    note: toAnnotations(raw.note),
    dosageInstruction: toList(raw.dosageInstruction, toDosage),
    dispenseRequest: toDispense(raw.dispenseRequest),
    extension: toDateEnded(parts.dateEnded),
  };
}

/**
 * Before R4 an order need not have a status: without one it holds, unless it says when or why it ended. A code that nobody
 * knows is not known, nor is a status of which the record says only why it is missing.
 */
function toRequestStatus(raw: Raw): MedicationRequest['status'] {
  if (raw.status !== undefined && raw.status !== null)
    return toMember(raw.status, requestStatuses) ?? 'unknown';
  if (raw._status !== undefined && raw._status !== null) return 'unknown';
  return raw.dateEnded === undefined && raw.reasonEnded === undefined ? 'active' : 'stopped';
}

const statementStatuses = [
  'active',
  'completed',
  'entered-in-error',
  'intended',
  'stopped',
  'on-hold',
  'unknown',
  'not-taken',
] as const;

export function toMedicationStatement(
  raw: Raw,
  spellings: readonly [Spelling<StatementParts>, ...Spelling<StatementParts>[]],
  base: string,
): MedicationStatement {
  const parts = spell(raw, spellings);
  const status = toMember(raw.status, statementStatuses) ?? 'unknown';
  return {
    resourceType: 'MedicationStatement',
    id: toId(raw.id),
    status: parts.isNotTaken === true && status !== 'entered-in-error' ? 'not-taken' : status,
    category: toConcept(raw.category),
    ...toMedicine(raw, base),
    subject: toReference(parts.subject) ?? {},
    context: toReference(parts.context),
    effectiveDateTime: toText(raw.effectiveDateTime),
    effectivePeriod: toPeriod(raw.effectivePeriod),
    dateAsserted: toText(parts.dateAsserted),
    informationSource: toReference(raw.informationSource),
    reasonCode: toConcepts(parts.reasonCode),
    note: toAnnotations(raw.note),
    dosage: toList(raw.dosage, toDosage),
  };
}

export function toMedication(raw: Raw): Medication {
  return { resourceType: 'Medication', id: toId(raw.id), code: toConcept(raw.code) ?? toNamed(raw.name) };
}

function toNamed(name: unknown): CodeableConcept | undefined {
  const text = toText(name);
  return text === undefined ? undefined : { text };
}

function toMedicine(
  raw: Raw,
  base: string,
): Pick<MedicationRequest, 'medicationCodeableConcept' | 'medicationReference'> {
  return {
    medicationCodeableConcept: toConcept(raw.medicationCodeableConcept),
    medicationReference: toOwnReference(raw.medicationReference ?? raw.medication, base),
  };
}

function toDispense(value: unknown): MedicationRequest['dispenseRequest'] {
  const validityPeriod = isRaw(value) ? toPeriod(value.validityPeriod) : undefined;
  return validityPeriod && { validityPeriod };
}

function toDateEnded(value: unknown): Extension[] | undefined {
  const valueDateTime = toText(value);
  return valueDateTime === undefined ? undefined : [{ url: dateEndedUrl, valueDateTime }];
}
