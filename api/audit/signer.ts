// Signs what stands for many rows of the audit log (checkpoints, closed segments) with Ed25519: whoever has the public key can check
// it, and nobody can make one with the database alone. The key is made from the master key if none is given.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

/** Checks what was signed with one key. */
export interface SignatureCheck {
  readonly keyId: string;
  isSigned(text: string, signature: string): boolean;
}

export interface Signer extends SignatureCheck {
  /** PEM (SPKI), for whoever wants to check a checkpoint elsewhere. */
  readonly publicKey: string;
  sign(text: string): string;
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Throws if `pem` is no Ed25519 key. Empty: made from the master key. */
export function createSigner(masterKey: Uint8Array, pem = ''): Signer {
  const key = pem === '' ? toDerivedKey(masterKey) : toGivenKey(pem);
  const open = createPublicKey(key);
  const publicKey = open.export({ type: 'spki', format: 'pem' }).toString();
  return {
    ...openSignatureCheck(publicKey),
    publicKey,
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
  };
}

/** From the public key alone. */
export function openSignatureCheck(publicKey: string): SignatureCheck {
  const open = createPublicKey(publicKey);
  return {
    keyId: createHash('sha256').update(publicKey).digest('hex').slice(0, 16),
    isSigned: (text, signature) => verify(null, Buffer.from(text), open, Buffer.from(signature, 'base64url')),
  };
}

function toDerivedKey(masterKey: Uint8Array): KeyObject {
  const seed = Buffer.from(hkdfSync('sha256', masterKey, '', 'patients:audit-sign', 32));
  return createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
}

function toGivenKey(pem: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below, without what the file holds.
  }
  throw new Error('must be an Ed25519 private key in PEM: openssl genpkey -algorithm ed25519');
}
