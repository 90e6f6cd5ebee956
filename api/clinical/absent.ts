// Why a value isn't there: dataAbsentReason and the data-absent-reason extension. A reason is never a value.
import type { CodeableConcept, Element, Extension } from 'fhir/r4';
import { firstCodeOf, isAbsentCoding } from './codings';

const absentReasonUrls: readonly string[] = [
  'http://hl7.org/fhir/StructureDefinition/data-absent-reason',
  // DSTU2 and STU3 servers wrote it under this address
  'http://hl7.org/fhir/data-absent-reason',
];

/** "masked", "asked-unknown", "not-performed", …: the reason that an element carries in its extension. */
export function findAbsentReason(element: Element | undefined): string | undefined {
  const extensions = element?.extension;
  return extensions ? findAbsentExtension(extensions) : undefined;
}

function findAbsentExtension(extensions: readonly Extension[]): string | undefined {
  for (const extension of extensions) {
    if (absentReasonUrls.includes(extension.url)) {
      return extension.valueCode ?? extension.valueString ?? 'unknown';
    }
  }
  return undefined;
}

/** Why a concept has no word: in its extension, or as a coding that stands in for the missing one. */
export function findConceptAbsentReason(concept: CodeableConcept | undefined): string | undefined {
  return findAbsentReason(concept) ?? concept?.coding?.find(isAbsentCoding)?.code;
}

export function toAbsentReason(concept: CodeableConcept | undefined): string | undefined {
  return concept ? (firstCodeOf(concept) ?? 'unknown') : undefined;
}
