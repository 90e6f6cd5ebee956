// Modifier extensions may turn a meaning round ("this did not happen"). FHIR forbids to read on as if one that isn't known were
// not there (hl7.org/fhir/R4/extensibility.html#modifierExtension), nor as if it weren't written under rules of its own, none of
// which is known here (hl7.org/fhir/R4/resource.html#implicitRules): such a resource is not read at all, and counted.
import { isRaw, type Raw } from './element';

/** On the resource or on a part of it that is read, or rules of its own. Called for every resource: makes nothing, and asks for no key by a variable. */
export function hasUnknownModifier(raw: Raw): boolean {
  return (
    (raw.modifierExtension !== undefined && isModified(raw)) ||
    (raw.implicitRules !== undefined && isRuled(raw.implicitRules)) ||
    hasModifiedPart(raw)
  );
}

/** The parts of each type, in the names of all releases, on which something hangs that is shown, and which may carry one. */
function hasModifiedPart(raw: Raw): boolean {
  switch (raw.resourceType) {
    case 'Observation':
      return (
        isPartModified(raw.component) || isPartModified(raw.referenceRange) || isPartModified(raw.related)
      );
    case 'Encounter':
      return (
        isPartModified(raw.location) || isPartModified(raw.hospitalization) || isPartModified(raw.diagnosis)
      );
    case 'AllergyIntolerance':
      return isPartModified(raw.reaction);
    case 'MedicationRequest':
    case 'MedicationOrder':
      return (
        isPartModified(raw.dosageInstruction) ||
        isPartModified(raw.dispenseRequest) ||
        isPartModified(raw.requester)
      );
    case 'MedicationStatement':
      return isPartModified(raw.dosage);
    case 'Coverage':
      return isPartModified(raw.class) || isPartModified(raw.grouping);
    case 'Patient':
      return isPartModified(raw.link);
    default:
      return false;
  }
}

/** Nothing names no rules; what isn't even a name can't be known either. */
function isRuled(implicitRules: unknown): boolean {
  return implicitRules !== null && implicitRules !== '';
}

function isPartModified(value: unknown): boolean {
  if (value === undefined) return false;
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
