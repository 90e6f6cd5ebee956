// RSA keys that tests and sandboxes of one process have in common: to make one takes longer than most tests.
import { generateKeyPair, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

export interface RsaPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

const made = new Map<string, Promise<RsaPair>>();

/** 2048 bits; the same pair for the same owner, another one for every other. */
export function getRsaPair(owner: string): Promise<RsaPair> {
  const pair = made.get(owner) ?? promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  made.set(owner, pair);
  return pair;
}

/** PKCS #8 */
export async function getRsaPem(owner: string): Promise<string> {
  const { privateKey } = await getRsaPair(owner);
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
