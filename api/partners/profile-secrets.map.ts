// Parts a profile from its secrets, so that each can be sealed in a place of its own and the rest be read by anybody who may
// read the database. Knows neither the store nor who asks.

type Raw = Readonly<Record<string, unknown>>;

/** What a profile calls a secret, at any depth. A test walks the schema and refuses a field of `auth` that is in neither list. */
export const secretFields: ReadonlySet<string> = new Set([
  'clientSecret',
  'previousSecret',
  'pem',
  'previousPem',
  'accessToken',
]);

export interface Parted {
  readonly profile: unknown;
  /** By the way to it: `auth.credential.pem`. */
  readonly secrets: Readonly<Record<string, string>>;
}

export function partSecrets(profile: unknown): Parted {
  const secrets: Record<string, string> = {};
  const plain = replaceSecrets(profile, (slot, text) => {
    secrets[slot] = text;
    return undefined;
  });
  return { profile: plain, secrets };
}

export function joinSecrets({ profile, secrets }: Parted): unknown {
  return Object.entries(secrets).reduce(
    (whole, [slot, text]) => withField(whole, slot.split('.'), text),
    profile,
  );
}

/** For people: that there is a secret is told, what it is never. */
export function hideSecrets(profile: unknown): unknown {
  return replaceSecrets(profile, () => '[secret]');
}

function replaceSecrets(
  value: unknown,
  toText: (slot: string, text: string) => string | undefined,
  way: readonly string[] = [],
): unknown {
  if (Array.isArray(value)) return value;
  if (!isRaw(value)) return value;
  const fields = Object.entries(value).flatMap(([name, inner]) => {
    const at = [...way, name];
    if (!secretFields.has(name) || typeof inner !== 'string')
      return [[name, replaceSecrets(inner, toText, at)]];
    const text = toText(at.join('.'), inner);
    return text === undefined ? [] : [[name, text]];
  });
  return Object.fromEntries(fields);
}

function withField(value: unknown, [name, ...deeper]: readonly string[], text: string): unknown {
  if (name === undefined) return text;
  const fields = isRaw(value) ? value : {};
  return { ...fields, [name]: withField(fields[name], deeper, text) };
}

function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
