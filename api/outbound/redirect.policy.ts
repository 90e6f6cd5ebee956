// Where a redirect may lead: to an origin that the caller's list names, a read as the read that it was, and nothing that proves who
// we are goes along unless it stays inside the server that it was for. Knows no network.

export interface Redirects {
  /** Origins that may be redirected to; without any, a redirect is a fault. */
  readonly origins: readonly string[];
  /** Whether an address is still the server that tokens and other headers are for. */
  readonly isInside: (url: string) => boolean;
}

export interface Hop {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** All that another origin gets to hear beside the question. */
const harmless = new Set(['accept', 'accept-encoding', 'content-type', 'prefer']);

/** undefined: it isn't followed. What the address leads to is checked when it is connected to, like every address. */
export function toNextHop(
  { status, location }: { readonly status: number; readonly location: string | undefined },
  from: Hop,
  { origins, isInside }: Redirects,
): Hop | undefined {
  // 307 and 308 keep method and body; the others turn a POST into something else, which nobody asked for.
  const isKept = status === 307 || status === 308;
  if (!isKept && !([301, 302, 303].includes(status) && from.method === 'GET')) return undefined;
  if (location === undefined || !URL.canParse(location, from.url)) return undefined;
  const url = new URL(location, from.url);
  if (url.username !== '' || url.password !== '' || !origins.includes(url.origin)) return undefined;
  url.hash = '';
  return { ...from, url, headers: isInside(url.href) ? from.headers : toHarmless(from.headers) };
}

function toHarmless(headers: Hop['headers']): Hop['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => harmless.has(name.toLowerCase())));
}
