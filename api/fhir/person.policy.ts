// Whether a resource is about the person asked for. What can't be proved to belong is dropped before it is converted.
import { isRaw, type Raw, toRelative, toText } from './any-release/element';

/** Relative, absolute on the same base, or versioned. */
export function isReferenceTo(reference: string, type: string, id: string, base: string): boolean {
  // Nearly all are relative: they are told by their length and end, without making a text.
  if (reference.length === type.length + 1 + id.length && reference.startsWith(type)) {
    return reference.endsWith(id) && reference[type.length] === '/';
  }
  const path = toRelative(reference, base);
  const expected = `${type}/${id}`;
  return path === expected || path.startsWith(`${expected}/_history/`);
}

/** However the releases name the person that a resource is about. */
const personElements = ['subject', 'patient', 'beneficiary'] as const;

/** Every element that names the person must name the one asked for: a resource that contradicts itself is nobody's. */
export function belongsTo(raw: Raw, patientId: string, base: string): boolean {
  if (raw.resourceType === 'Patient') return raw.id === patientId;
  let isNamed = false;
  for (const element of personElements) {
    const value = raw[element];
    if (value === undefined) continue;
    if (!isPerson(value, patientId, base)) return false;
    isNamed = true;
  }
  // A subscriber may be a relative: asked only where nobody else is named, as in DSTU2.
  return isNamed || isPerson(raw.subscriber, patientId, base);
}

function isPerson(value: unknown, patientId: string, base: string): boolean {
  const reference = isRaw(value) ? toText(value.reference) : undefined;
  return reference !== undefined && isReferenceTo(reference, 'Patient', patientId, base);
}
