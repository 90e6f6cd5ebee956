// A profile from a file and from flags, and a secret from wherever it may come: a file, standard input or the keyboard, never
// from the command line, which others on the machine can read.
import type { Ask } from '../../operator/tool';
import { presetIds } from '../preset-ids';
import { presets } from '../presets';
import { RegistryFaults } from '../registry.service';
import type { PartnerTools } from './partner-tools';

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true } as const;
export const profileOptions = {
  file: text,
  preset: text,
  name: text,
  environment: text,
  base: texts,
  'token-endpoint': text,
  auth: text,
  'client-id': text,
  alg: text,
  audience: text,
  authority: text,
  'entra-tenant': text,
  scope: text,
  'route-by': text,
  tenant: texts,
  'mrn-system': text,
};
export const secretOptions = { 'secret-file': text, 'certificate-file': text };
export const profileUsage =
  '[--file <json|->] [--preset …] [--name …] [--base <url>]… [--token-endpoint <url>] [--client-id …] [--auth …] [--scope …] [--tenant <Entra tenant>=<name there>]… [--secret-file <file|->]';

export type PartnerAsk = Ask<PartnerTools>;
type Raw = Readonly<Record<string, unknown>>;

/** `before`: what the flags are put over. Throws RegistryFaults. */
export async function readProfile(ask: PartnerAsk, id: string, before: unknown = {}): Promise<Raw> {
  const file = ask.find('file');
  const fromFile = file === undefined ? {} : toObject(await readText(ask, file), file);
  const over = toFields(ask);
  const whole = merge(merge(toRaw(before), fromFile), over);
  const preset = presetIds.find((one) => one === (whole.preset ?? 'contract'));
  if (preset === undefined) throw new RegistryFaults([`preset must be one of ${presetIds.join(', ')}`]);
  const auth = merge({ kind: presets[preset].auth }, toRaw(whole.auth));
  return { ...whole, id, auth };
}

function toFields(ask: PartnerAsk): Raw {
  const { find, findAll } = ask;
  const tenants = findAll('tenant').map((pair) => pair.split('='));
  const wrong = tenants.find(([tid, name, ...more]) => !tid || !name || more.length > 0);
  if (wrong) throw new RegistryFaults(['--tenant wants <Entra tenant>=<name there>']);
  return withoutUndefined({
    preset: find('preset'),
    name: find('name'),
    environment: find('environment'),
    bases: findAll('base').length > 0 ? findAll('base') : undefined,
    tokenEndpoint: find('token-endpoint'),
    scope: find('scope'),
    mrnSystem: find('mrn-system'),
    auth: withoutUndefined({
      kind: find('auth'),
      clientId: find('client-id'),
      alg: find('alg'),
      audience: find('audience'),
      authority: find('authority'),
      tenant: find('entra-tenant'),
    }),
    routing: withoutUndefined({
      by: find('route-by'),
      tenants: tenants.length > 0 ? Object.fromEntries(tenants) : undefined,
    }),
  });
}

/** Puts the secret where the way of signing in wants it; undefined `secret`: what stands there stays. */
export function withSecret(profile: Raw, secret: string | undefined, certificate: string | undefined): Raw {
  const auth = toRaw(profile.auth);
  if (auth.kind === 'entra') {
    if (certificate !== undefined)
      return { ...profile, auth: { ...auth, credential: { kind: 'certificate', pem: certificate } } };
    if (secret === undefined) return profile;
    return { ...profile, auth: { ...auth, credential: { kind: 'secret', clientSecret: secret } } };
  }
  return secret === undefined ? profile : { ...profile, auth: { ...auth, clientSecret: secret } };
}

export function isSecretWanted(profile: Raw): boolean {
  const { kind, clientSecret, credential } = toRaw(profile.auth);
  if (kind === 'entra') return credential === undefined;
  return typeof kind === 'string' && kind.startsWith('client_secret') && clientSecret === undefined;
}

/** Throws RegistryFaults if there is none. */
export async function readSecret(ask: PartnerAsk, question: string): Promise<string> {
  const file = ask.find('secret-file');
  const typed = file === undefined ? await ask.terminal.readSecret(question) : await readText(ask, file);
  const secret = typed?.replace(/\r?\n$/, '') ?? '';
  if (secret !== '') return secret;
  throw new RegistryFaults([
    'The secret is missing: name a file with --secret-file, or - for standard input. It is never taken from the command line.',
  ]);
}

export async function readText(ask: PartnerAsk, file: string): Promise<string> {
  if (file === '-') return ask.terminal.readInput();
  try {
    return await ask.parts.readFile(file);
  } catch {
    throw new RegistryFaults([`${file} can't be read: check the path and who may read it.`]);
  }
}

function toObject(json: string, file: string): Raw {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return toRaw(value);
  } catch {
    // Told below, without what was read.
  }
  throw new RegistryFaults([`${file} must hold one partner as a JSON object.`]);
}

export function toRaw(value: unknown): Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function merge(under: Raw, over: Raw): Raw {
  const merged: Record<string, unknown> = { ...under };
  for (const [key, value] of Object.entries(over)) {
    const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value);
    merged[key] = isPlain ? merge(toRaw(merged[key]), toRaw(value)) : value;
  }
  return merged;
}

function withoutUndefined(fields: Raw): Raw {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) =>
        value !== undefined && !(typeof value === 'object' && Object.keys(value ?? {}).length === 0),
    ),
  );
}
