// Encrypts fields at rest: AES-256-GCM with a data key per tenant, wrapped by the master key. It must not know what is in them.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from './schema';

/** Where a sealed text stands. It opens nowhere else: a copy in another row, column or tenant is refused. */
export interface Place {
  readonly table: string;
  readonly rowId: string;
  readonly column: string;
}

export interface TenantSealer {
  readonly keyId: string;
  seal(place: Place, plain: string): string;
  /** Throws if the text was altered or moved. */
  open(place: Place, sealed: string): string;
  /** Keyed hash for equality (list names, MRNs): equal texts of one tenant and purpose, equal hashes. */
  hash(purpose: string, plain: string): string;
}

export interface Sealer {
  /** The tenant's key is made at first use. Inside a transaction hand over `tx`. */
  forTenant(tid: string, tx?: Kysely<Database>): Promise<TenantSealer>;
  /** Throws if this database was written with another master key. */
  assertMasterKey(): Promise<void>;
}

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

export function createSealer(db: Kysely<Database>, masterKey: Uint8Array): Sealer {
  if (masterKey.length !== keyBytes) throw new Error('The master key must have 32 bytes.');
  const wrapKey = derive(masterKey, 'wrap');
  const known = new Map<string, TenantSealer>();

  const unwrap = (row: { tid: string; key_id: string; wrapped: string }): TenantSealer => {
    try {
      const dataKey = decrypt(wrapKey, wrapPlace(row.tid, row.key_id), row.wrapped);
      return toTenantSealer(row.tid, row.key_id, dataKey);
    } catch (cause) {
      throw new Error('The master key is not the one that this database was written with.', { cause });
    }
  };

  return {
    async forTenant(tid, tx) {
      const cached = known.get(tid);
      if (cached) return cached;
      const row = tx
        ? await findOrMakeKey(tx, tid, wrapKey)
        : ((await findKey(db, tid)) ??
          (await db.transaction().execute((own) => findOrMakeKey(own, tid, wrapKey))));
      const sealer = unwrap(row);
      // A key read inside a transaction may be rolled back with it: such a one is never kept.
      if (!tx?.isTransaction) known.set(tid, sealer);
      return sealer;
    },
    async assertMasterKey() {
      const row = await db.selectFrom('tenant_keys').selectAll().limit(1).executeTakeFirst();
      if (row) unwrap(row);
    },
  };
}

function findKey(db: Kysely<Database>, tid: string) {
  return db.selectFrom('tenant_keys').selectAll().where('tid', '=', tid).executeTakeFirst();
}

async function findOrMakeKey(db: Kysely<Database>, tid: string, wrapKey: Buffer) {
  const found = await findKey(db, tid);
  if (found) return found;
  const keyId = randomUUID();
  const wrapped = encrypt(wrapKey, wrapPlace(tid, keyId), randomBytes(keyBytes));
  await db
    .insertInto('tenant_keys')
    .values({ tid, key_id: keyId, wrapped, created_at: new Date().toISOString() })
    .onConflict((conflict) => conflict.column('tid').doNothing())
    .execute();
  // Somebody else may have been first: the key that stands is the key.
  const standing = await findKey(db, tid);
  if (!standing) throw new Error('The key of the tenant could not be stored.');
  return standing;
}

function toTenantSealer(tid: string, keyId: string, dataKey: Buffer): TenantSealer {
  const sealKey = derive(dataKey, 'seal');
  const hashKey = derive(dataKey, 'hash');
  const aad = (place: Place) => `${keyId}|${place.table}|${tid}|${place.rowId}|${place.column}`;
  return {
    keyId,
    seal: (place, plain) => encrypt(sealKey, aad(place), Buffer.from(plain, 'utf8')),
    open: (place, sealed) => decrypt(sealKey, aad(place), sealed).toString('utf8'),
    hash: (purpose, plain) =>
      createHmac('sha256', hashKey).update(`${purpose}\n`).update(plain, 'utf8').digest('base64url'),
  };
}

function wrapPlace(tid: string, keyId: string): string {
  return `tenant_keys|${tid}|${keyId}`;
}

function derive(key: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `patients:${purpose}`, keyBytes));
}

/** iv, ciphertext and tag in one base64 text; the first byte tells the format. */
function encrypt(key: Buffer, aad: string, plain: Uint8Array): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv);
  cipher.setAAD(Buffer.from(aad, 'utf8'));
  const body = Buffer.concat([Buffer.of(1), iv, cipher.update(plain), cipher.final()]);
  return Buffer.concat([body, cipher.getAuthTag()]).toString('base64');
}

function decrypt(key: Buffer, aad: string, sealed: string): Buffer {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes[0] !== 1 || bytes.length < 1 + ivBytes + tagBytes) throw new Error('Not a sealed text.');
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(1, 1 + ivBytes));
  decipher.setAAD(Buffer.from(aad, 'utf8'));
  decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
  const plain = decipher.update(bytes.subarray(1 + ivBytes, bytes.length - tagBytes));
  return Buffer.concat([plain, decipher.final()]);
}
