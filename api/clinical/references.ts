// What a reference points at. Whether a resource is about the person asked for is checked at the edge, api/fhir/person.policy.ts.

/**
 * The id in "Location/12", also versioned. An id means something on its own server only: the edge has made the addresses of its
 * own server relative, and whatever is still absolute is another server's.
 */
export function toReferencedId(reference: string | undefined, type: string): string | undefined {
  if (!reference?.startsWith(type) || reference[type.length] !== '/') return undefined;
  const rest = reference.slice(type.length + 1);
  const end = rest.indexOf('/');
  const id = end < 0 ? rest : rest.slice(0, end);
  return id === '' ? undefined : id;
}
