// The keys by which this app proves itself with private_key_jwt: per algorithm the current one, which signs, and the next
// one, which partners may learn before it does. What leaves this file of a private key is its public part.
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { z } from 'zod';

const algs = ['RS384', 'ES384'] as const;
export type ClientKeyAlg = (typeof algs)[number];

export interface ClientKey {
  readonly kid: string;
  readonly alg: ClientKeyAlg;
  readonly privateKey: KeyObject;
}

export interface ClientKeys {
  /** The current key of the algorithm. */
  find(alg: ClientKeyAlg): ClientKey | undefined;
  /** A JWK set (RFC 7517) of public keys, current and next. */
  readonly publicSet: { readonly keys: readonly Readonly<Record<string, string>>[] };
}

export class ClientKeyFaults extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The client keys have ${faults.length} fault(s):\n${faults.map((one) => `  - ${one}`).join('\n')}`);
    this.name = 'ClientKeyFaults';
    this.faults = faults;
  }
}

const jwkSet = z.object({
  keys: z.array(z.looseObject({ kid: z.string().min(1).max(200).optional(), alg: z.enum(algs).optional() })),
});

interface Given {
  readonly privateKey: KeyObject;
  readonly kid?: string | undefined;
  readonly alg?: ClientKeyAlg | undefined;
}

/** `text`: private keys as PEM blocks or as a JWK set, the current one of each algorithm first. Throws ClientKeyFaults. */
export async function createClientKeys(text = ''): Promise<ClientKeys> {
  const faults: string[] = [];
  const given = text.trimStart().startsWith('{') ? readJwkSet(text, faults) : readPem(text, faults);
  const keys: ClientKey[] = [];
  const publicKeys: Record<string, string>[] = [];
  for (const [i, one] of given.entries()) {
    const alg = findAlg(one.privateKey);
    if (alg === undefined || (one.alg ?? alg) !== alg) {
      faults.push(`key ${i + 1} must be RSA of at least 2048 bits (RS384) or EC on P-384 (ES384)`);
      continue;
    }
    const jwk = toPublicJwk(one.privateKey);
    const kid = one.kid ?? (await calculateJwkThumbprint(jwk));
    if (keys.some((key) => key.kid === kid)) faults.push(`key ${i + 1} has the kid of another`);
    keys.push({ kid, alg, privateKey: one.privateKey });
    publicKeys.push({ ...jwk, kid, alg, use: 'sig' });
  }
  for (const alg of algs) {
    const { length } = keys.filter((key) => key.alg === alg);
    if (length > 2) faults.push(`${length} keys for ${alg}: there can be a current and a next one`);
  }
  if (faults.length > 0) throw new ClientKeyFaults(faults);
  return { find: (alg) => keys.find((key) => key.alg === alg), publicSet: { keys: publicKeys } };
}

function readPem(text: string, faults: string[]): Given[] {
  const blocks = text.match(/-----BEGIN ([A-Z ]*PRIVATE KEY)-----[\s\S]+?-----END \1-----/g) ?? [];
  if (blocks.length === 0 && text.trim() !== '') faults.push('are neither PEM private keys nor a JWK set');
  return blocks.flatMap((pem, i) => readKey(() => createPrivateKey(pem), {}, i, faults));
}

function readJwkSet(text: string, faults: string[]): Given[] {
  const parsed = jwkSet.safeParse(toJson(text));
  if (!parsed.success) {
    faults.push('are no JWK set: {"keys":[…]}, each RS384 or ES384 if it says an alg');
    return [];
  }
  return parsed.data.keys.flatMap(({ kid, alg, ...key }, i) =>
    readKey(() => createPrivateKey({ key, format: 'jwk' }), { kid, alg }, i, faults),
  );
}

/** What the reader says of a broken key may quote it: only its place is told. */
function readKey(
  read: () => KeyObject,
  said: Omit<Given, 'privateKey'>,
  i: number,
  faults: string[],
): Given[] {
  try {
    return [{ ...said, privateKey: read() }];
  } catch {
    faults.push(`key ${i + 1} cannot be read as a private key`);
    return [];
  }
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function findAlg({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): ClientKeyAlg | undefined {
  if (asymmetricKeyType === 'rsa' && (asymmetricKeyDetails?.modulusLength ?? 0) >= 2048) return 'RS384';
  return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'ES384' : undefined;
}

/** Each member by name: what is not named here is never served. */
function toPublicJwk(privateKey: KeyObject): Record<string, string> {
  const {
    kty = '',
    n = '',
    e = '',
    crv = '',
    x = '',
    y = '',
  } = createPublicKey(privateKey).export({
    format: 'jwk',
  });
  return kty === 'RSA' ? { kty, n, e } : { kty, crv, x, y };
}
