// A FHIR resource of any release as plain JSON. The sandbox plays other people's servers, so it must not know the project's own types.

export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [field: string]: Json | undefined;
}
export interface Resource extends JsonObject {
  resourceType: string;
  id: string;
}
export type Release = 'DSTU2' | 'STU3' | 'R4';

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One value or a list of them, as a list. */
export function toList(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

export function toObjects(value: Json | undefined): JsonObject[] {
  return toList(value).filter(isObject);
}

export function toText(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The id behind a reference to `type`, whether relative, absolute or versioned. */
export function toReferencedId(value: Json | undefined, type: string): string | undefined {
  const reference = isObject(value) ? toText(value.reference) : undefined;
  if (reference === undefined) return undefined;
  const parts = reference.split('/');
  const at = parts.lastIndexOf('_history') < 0 ? parts.length - 1 : parts.lastIndexOf('_history') - 1;
  return parts[at - 1] === type ? parts[at] : undefined;
}
