// The cipher of sealed fields: AES-256-GCM bound to a place, keys derived per purpose. Knows no database and no owner of keys.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Where a sealed text stands. It opens nowhere else: a copy in another row, column or tenant is refused. */
export interface Place {
  readonly table: string;
  readonly rowId: string;
  readonly column: string;
}

export interface FieldSealer {
  readonly keyId: string;
  seal(place: Place, plain: string): string;
  /** Throws if the text was altered or moved. */
  open(place: Place, sealed: string): string;
  /** Keyed hash for equality (list names, MRNs): equal texts of one tenant and purpose, equal hashes. */
  hash(purpose: string, plain: string): string;
}

/** The first byte of a sealed text: whose key sealed it. */
export const formats = { tenant: 1, team: 2 } as const;
export type Format = (typeof formats)[keyof typeof formats];

export const keyBytes = 32;
const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

export function derive(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `patients:${purpose}`, keyBytes));
}

/** Format, iv, ciphertext and tag in one base64 text. */
export function encrypt(
  key: Buffer,
  aad: string,
  plain: Uint8Array,
  format: Format = formats.tenant,
): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv);
  cipher.setAAD(Buffer.from(aad, 'utf8'));
  const body = Buffer.concat([Buffer.of(format), iv, cipher.update(plain), cipher.final()]);
  return Buffer.concat([body, cipher.getAuthTag()]).toString('base64');
}

export function decrypt(key: Buffer, aad: string, sealed: string, format: Format = formats.tenant): Buffer {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes[0] !== format || bytes.length < 1 + ivBytes + tagBytes) throw new Error('Not a sealed text.');
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(1, 1 + ivBytes));
  decipher.setAAD(Buffer.from(aad, 'utf8'));
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
  const plain = decipher.update(bytes.subarray(1 + ivBytes, bytes.length - tagBytes));
  return Buffer.concat([plain, decipher.final()]);
}

export function toFormat(sealed: string): number | undefined {
  return Buffer.from(sealed.slice(0, 4), 'base64')[0];
}

interface SealerParts {
  readonly tid: string;
  readonly keyId: string;
  readonly dataKey: Buffer;
  readonly format: Format;
}

export function createFieldSealer({ tid, keyId, dataKey, format }: SealerParts): FieldSealer {
  const sealKey = derive(dataKey, 'seal');
  const hashKey = derive(dataKey, 'hash');
  const toAad = (place: Place) => `${keyId}|${place.table}|${tid}|${place.rowId}|${place.column}`;
  return {
    keyId,
    seal: (place, plain) => encrypt(sealKey, toAad(place), Buffer.from(plain, 'utf8'), format),
    open: (place, sealed) => decrypt(sealKey, toAad(place), sealed, format).toString('utf8'),
    hash: (purpose, plain) =>
      createHmac('sha256', hashKey).update(`${purpose}\n`).update(plain, 'utf8').digest('base64url'),
  };
}
