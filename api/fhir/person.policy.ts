// Whether a resource is about the person asked for. What can't be proved to belong is dropped before it is converted.
import { isRaw, type Raw, toText } from './any-release/element';

/** Relative, absolute on the same base, or versioned. */
export function isReferenceTo(reference: string, type: string, id: string, base: string): boolean {
  // Nearly all are relative: they are told by their length and end, without making a text.
  if (reference.length === type.length + 1 + id.length && reference.startsWith(type)) {
    return reference.endsWith(id) && reference[type.length] === '/';
  }
  const path = reference.startsWith(`${base}/`) ? reference.slice(base.length + 1) : reference;
  const expected = `${type}/${id}`;
  return path === expected || path.startsWith(`${expected}/_history/`);
}

/** In the order in which the releases name the person. */
const personElements = ['subject', 'patient', 'beneficiary', 'subscriber'] as const;

export function belongsTo(raw: Raw, patientId: string, base: string): boolean {
  if (raw.resourceType === 'Patient') return raw.id === patientId;
  for (const element of personElements) {
    const value = raw[element];
    if (value === undefined) continue;
    // The first that is there decides: a subscriber may be a relative, a beneficiary never is.
    const reference = isRaw(value) ? toText(value.reference) : undefined;
    return reference !== undefined && isReferenceTo(reference, 'Patient', patientId, base);
  }
  return false;
}
