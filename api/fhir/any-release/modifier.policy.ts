// Modifier extensions may turn a meaning round ("this did not happen"). FHIR forbids to read on as if one that isn't known were
// not there (hl7.org/fhir/R4/extensibility.html#modifierExtension): such a resource is not read at all, and counted.
import { isRaw, type Raw } from './element';

const order = ['dosageInstruction', 'dispenseRequest', 'requester'] as const;

/** The parts of each type, in the names of all releases, on which something hangs that is shown, and which may carry one. */
const partsOf: ReadonlyMap<unknown, readonly string[]> = new Map<unknown, readonly string[]>([
  ['Patient', ['link']],
  ['Encounter', ['location', 'hospitalization', 'diagnosis']],
  ['AllergyIntolerance', ['reaction']],
  ['Observation', ['component', 'referenceRange', 'related']],
  ['MedicationRequest', order],
  ['MedicationOrder', order],
  ['MedicationStatement', ['dosage']],
  ['Coverage', ['class', 'grouping']],
]);

/** On the resource or on a part of it that is read. Called for every resource: makes nothing. */
export function hasUnknownModifier(raw: Raw): boolean {
  if (isModified(raw)) return true;
  const parts = partsOf.get(raw.resourceType);
  if (parts === undefined) return false;
  for (const part of parts) {
    const value = raw[part];
    if (value !== undefined && isPartModified(value)) return true;
  }
  return false;
}

function isPartModified(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isPartModified);
  if (!isRaw(value)) return false;
  return isModified(value) || (isRaw(value.timing) && isModified(value.timing));
}

function isModified({ modifierExtension }: Raw): boolean {
  if (modifierExtension === undefined || modifierExtension === null) return false;
  return Array.isArray(modifierExtension)
    ? !modifierExtension.every(isWithoutEffect)
    : !isWithoutEffect(modifierExtension);
}

/** Of the Standard Health Record, which Synthea wrote into STU3: whether this is a record of what did not occur. */
const nonOccurrence =
  'http://standardhealthrecord.org/fhir/StructureDefinition/shr-base-NonOccurrenceModifier-extension';

/** The one that is known, where it says that nothing is turned round. */
function isWithoutEffect(extension: unknown): boolean {
  if (!isRaw(extension) || extension.url !== nonOccurrence) return false;
  const { valueBoolean, extension: inner } = extension;
  if (inner === undefined) return valueBoolean === false;
  return Array.isArray(inner) && inner.length > 0 && inner.every(isFalse);
}

function isFalse(inner: unknown): boolean {
  return isRaw(inner) && inner.valueBoolean === false;
}
