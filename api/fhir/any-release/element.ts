// Reading single elements of a FHIR answer whose shape nobody guarantees: each reader takes anything and gives the type or
// undefined. Nothing is cloned deeply and nothing throws.

export type Raw = Readonly<Record<string, unknown>>;

export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function toText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Identifiers and codes come as numbers now and then. */
export function toCodeText(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : toText(value);
}

/** What was made of XML has the word in quotes. */
export function toFlag(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (value === 'true') return true;
  return value === 'false' ? false : undefined;
}

export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
}

/** A single value where a list is due is a list of one; null inside a list is nothing. */
export function toList<T>(value: unknown, read: (item: unknown) => T | undefined): T[] | undefined {
  if (value === undefined || value === null) return undefined;
  const list: T[] = [];
  for (const item of Array.isArray(value) ? value : [value]) {
    const one = item === null ? undefined : read(item);
    if (one !== undefined) list.push(one);
  }
  return list.length === 0 ? undefined : list;
}

/** A list where a single value is due is its first item. */
export function toOne<T>(value: unknown, read: (item: unknown) => T | undefined): T | undefined {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? (value[0] === null ? undefined : read(value[0])) : read(value);
}

export function toTexts(value: unknown): string[] | undefined {
  return toList(value, toText);
}

export function toMember<T extends string>(value: unknown, members: readonly T[]): T | undefined {
  for (const member of members) if (member === value) return member;
  return undefined;
}

/** What lies on `base` (without a slash at its end) as it is written relative to it; everything else as it stands. */
export function toRelative(reference: string, base: string): string {
  if (isOn(base, reference)) return reference.slice(base.length + 1);
  // Few are absolute and elsewhere as they stand: only they are worth a parse.
  const address = isAbsolute(reference) ? findPlainAddress(reference) : undefined;
  return address !== undefined && isOn(base, address) ? address.slice(base.length + 1) : reference;
}

function isOn(base: string, address: string): boolean {
  return address.startsWith(base) && address[base.length] === '/';
}

function isAbsolute(reference: string): boolean {
  return reference.startsWith('://', 5) || reference.startsWith('://', 4);
}

/** With its origin as the base has it: in small letters, and without the port that goes without saying. The path stays as it is. */
function findPlainAddress(address: string): string | undefined {
  const path = address.indexOf('/', address.indexOf('://') + 3);
  const server = address.slice(0, path);
  if (path < 0 || !URL.canParse(server)) return undefined;
  const { origin, href } = new URL(server);
  // Anything beside an origin (a user, what a backslash cuts off) would make it another address than it looks.
  return href === `${origin}/` ? `${origin}${address.slice(path)}` : undefined;
}

const longestId = 64;

/** Letters, digits, dots and hyphens. By hand: an opened list has thousands of ids, and a pattern takes three times as long. */
export function toId(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length === 0 || value.length > longestId) return undefined;
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    const isLetter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
    const isDigit = code >= 0x30 && code <= 0x39;
    if (!isLetter && !isDigit && code !== 0x2d && code !== 0x2e) return undefined;
  }
  return value;
}

/**
 * How one release spells the elements that differ between the releases, under R4's names. Other releases' spellings fill
 * what is missing, because bridges mislabel; the declared release wins where an element is there twice.
 */
export type Spelling<T extends object> = (raw: Raw) => T;

export function spell<T extends object>(raw: Raw, spellings: readonly [Spelling<T>, ...Spelling<T>[]]): T {
  const [own, ...others] = spellings;
  const parts = own(raw);
  for (const other of others) {
    const more = other(raw);
    for (const key in more) if (parts[key] === undefined) parts[key] = more[key];
  }
  return parts;
}
