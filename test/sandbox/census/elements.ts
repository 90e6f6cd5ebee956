// FHIR's small elements as the census writes them, the same in every release.
import type { JsonObject } from '../resource';
import type { Quantity } from './facts';

export const snomed = 'http://snomed.info/sct';
export const dataAbsent = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';
const loinc = 'http://loinc.org';
const ucumSystem = 'http://unitsofmeasure.org';

/** Fields that are there only if the fact tells them. */
export function whenTold<Value>(
  value: Value | undefined,
  toFields: (value: Value) => JsonObject,
): JsonObject {
  return value === undefined ? {} : toFields(value);
}

export function toReference(type: string, id: string, display?: string): JsonObject {
  return { reference: `${type}/${id}`, ...whenTold(display, () => ({ display })) };
}

export function toConcept(system: string, code: string, text?: string): JsonObject {
  return text === undefined
    ? { coding: [{ system, code }] }
    : { coding: [{ system, code, display: text }], text };
}

export function toLoinc(code: string, text: string): JsonObject {
  return toConcept(loinc, code, text);
}

export function toQuantity({ value, unit, ucum }: Quantity): JsonObject {
  return { value, unit, system: ucumSystem, code: ucum };
}

export function toPeriod(start: string, end?: string): JsonObject {
  return { start, ...whenTold(end, () => ({ end })) };
}
