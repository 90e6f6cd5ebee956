// Whether a link lies inside a registered base: the same origin and the same leading path segments. Never a prefix of text:
// https://fhir.good.org.evil.net and https://fhir.good.org/r4evil begin like a good base.

/** A path as its segments, with dots resolved by the URL parser; undefined if a segment hides a dot or slash by encoding. */
function toSegments(url: URL): readonly string[] | undefined {
  if (/%(2e|2f|5c|00)/i.test(url.pathname) || url.pathname.includes('\\')) return undefined;
  const segments = url.pathname.split('/').slice(1);
  while (segments.at(-1) === '') segments.pop();
  return segments.includes('') ? undefined : segments;
}

export function isInsideBase(link: URL, base: URL): boolean {
  if (link.origin !== base.origin || link.origin === 'null') return false;
  if (link.username || link.password) return false;
  const inner = toSegments(link);
  const outer = toSegments(base);
  if (inner === undefined || outer === undefined) return false;
  return outer.length <= inner.length && outer.every((segment, i) => segment === inner[i]);
}

/** The same address, apart from a slash at the end. */
export function isSameAddress(a: URL, b: URL): boolean {
  return isInsideBase(a, b) && isInsideBase(b, a) && a.search === b.search && a.hash === b.hash;
}
