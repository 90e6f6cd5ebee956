// What a reference points at. Whether a resource is about the person asked for is checked at the edge, api/fhir/person.policy.ts.

/** The id at the end of "Location/12", of an absolute reference, or of a versioned one. */
export function toReferencedId(reference: string | undefined, type: string): string | undefined {
  if (!reference) return undefined;
  const marker = `${type}/`;
  const at = reference.lastIndexOf(marker);
  if (at < 0 || (at > 0 && reference[at - 1] !== '/')) return undefined;
  const rest = reference.slice(at + marker.length);
  const end = rest.indexOf('/');
  const id = end < 0 ? rest : rest.slice(0, end);
  return id === '' ? undefined : id;
}
