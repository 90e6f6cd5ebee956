// Whether a link lies inside a registered base: the same origin and the same leading path segments. Never a prefix of text:
// https://fhir.good.org.evil.net and https://fhir.good.org/r4evil begin like a good base.

/** `{partnerTenant}` as the URL parser writes it. The schema lets braces into a base in no other place. */
const placeholder = '%7BpartnerTenant%7D';

/** A path as its segments, with dots resolved by the URL parser; undefined if a segment hides a dot or slash by encoding. */
function toSegments(url: URL): readonly string[] | undefined {
  if (/%(2e|2f|5c|00)/i.test(url.pathname) || url.pathname.includes('\\')) return undefined;
  const segments = url.pathname.split('/').slice(1);
  while (segments.at(-1) === '') segments.pop();
  return segments.includes('') ? undefined : segments;
}

/** `hospital`: the segment that the placeholder of the base stands for. Without it such a base holds no link at all. */
export function isInsideBase(link: URL, base: URL, hospital?: string): boolean {
  return beginsLike(link, base, (inner, outer) =>
    outer === placeholder ? hospital !== undefined && inner === hospital : inner === outer,
  );
}

/** The same with any hospital in the place of the placeholder. Grants nothing: it tells whose link it would be. */
export function hasShapeOfBase(link: URL, base: URL): boolean {
  return beginsLike(link, base, (inner, outer) => outer === placeholder || inner === outer);
}

/** Whether a link could lie inside both bases, for some hospital. */
export function isOverlap(a: URL, b: URL): boolean {
  const isSame = (one: string, other: string) => [one, other].includes(placeholder) || one === other;
  return beginsLike(a, b, isSame) || beginsLike(b, a, isSame);
}

function beginsLike(link: URL, base: URL, isSame: (inner: string, outer: string) => boolean): boolean {
  if (link.origin !== base.origin || link.origin === 'null') return false;
  if (link.username || link.password) return false;
  const inner = toSegments(link);
  const outer = toSegments(base);
  if (inner === undefined || outer === undefined || outer.length > inner.length) return false;
  return outer.every((segment, i) => isSame(inner[i] ?? '', segment));
}

/** The same address, apart from a slash at the end. */
export function isSameAddress(a: URL, b: URL): boolean {
  return isInsideBase(a, b) && isInsideBase(b, a) && a.search === b.search && a.hash === b.hash;
}
