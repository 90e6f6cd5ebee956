// What is R4 already and needs no new name goes through as it is. Most of what servers send does, and a list of patients has
// thousands of these: looking is much cheaper than building them again.
import type { CodeableConcept, Coding, Quantity, Reference } from 'fhir/r4';
import { isRaw, type Raw } from './element';
import { isR4System } from './systems';

/** Not there, or text that is not empty. */
function isTextOrNone(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === 'string' && value !== '');
}

/** Nothing inside that nobody here looks at: it could be nested so deeply that writing it out ends in an exception (T22). */
function isFlatBut(raw: Raw, list?: string): boolean {
  for (const key in raw) if (typeof raw[key] === 'object' && key !== list) return false;
  return true;
}

export function isR4Coding(raw: Raw): raw is Raw & Coding {
  const { code, display, system } = raw;
  return (
    isTextOrNone(code) &&
    isTextOrNone(display) &&
    (code !== undefined || display !== undefined) &&
    isTextOrNone(system) &&
    isR4System(system) &&
    (raw.userSelected === undefined || typeof raw.userSelected === 'boolean') &&
    raw.version === undefined &&
    isFlatBut(raw)
  );
}

export function isR4Concept(raw: Raw): raw is Raw & CodeableConcept {
  const { coding, text } = raw;
  if (!isTextOrNone(text) || !isFlatBut(raw, 'coding')) return false;
  if (coding === undefined) return text !== undefined;
  return Array.isArray(coding) && coding.length > 0 && coding.every(isR4CodingItem);
}

function isR4CodingItem(item: unknown): boolean {
  return isRaw(item) && isR4Coding(item);
}

export function isR4Reference(raw: Raw): raw is Raw & Reference {
  const { reference, display } = raw;
  return (
    isTextOrNone(reference) &&
    isTextOrNone(display) &&
    (reference !== undefined || display !== undefined) &&
    raw.type === undefined &&
    isFlatBut(raw)
  );
}

export function isR4Quantity(raw: Raw): raw is Raw & Quantity {
  return (
    typeof raw.value === 'number' &&
    raw.comparator === undefined &&
    isTextOrNone(raw.unit) &&
    isTextOrNone(raw.code) &&
    isTextOrNone(raw.system) &&
    isR4System(raw.system) &&
    raw.units === undefined &&
    isFlatBut(raw)
  );
}
