// The master keys that this process was given: the one it was started with and, while they are exchanged, the next one. The
// database says which of them is in force.
import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { decrypt, derive, encrypt, keyBytes } from './field-cipher';
import type { Database } from './schema';

export interface MasterKeys {
  /** Sealed with the key in force. Inside a transaction nobody puts another one in force before the commit. */
  wrap(db: Kysely<Database>, place: string, plain: Uint8Array): Promise<string>;
  /** By whichever key it was wrapped. Throws if it was by none of ours. */
  unwrap(place: string, wrapped: string): Buffer;
  /** From now on everything is wrapped with the next key; waits for who is just wrapping. Throws if there is none. */
  putNextInForce(tx: Kysely<Database>): Promise<void>;
  isNextInForce(db: Kysely<Database>): Promise<boolean>;
  /** Throws if the key in force is none of ours. */
  assertKnown(db: Kysely<Database>): Promise<void>;
}

interface MasterKey {
  readonly id: string;
  readonly wrapKey: Buffer;
}

export interface MasterKeyParts {
  readonly masterKey: Uint8Array;
  readonly nextMasterKey?: Uint8Array | undefined;
  /** Reading the key in force holds it until the end of the transaction; SQLite has one writer anyhow. */
  readonly canShareLock: boolean;
}

export function createMasterKeys({ masterKey, nextMasterKey, canShareLock }: MasterKeyParts): MasterKeys {
  const first = toMasterKey(masterKey);
  const next = nextMasterKey && toMasterKey(nextMasterKey);

  async function getInForce(db: Kysely<Database>): Promise<MasterKey> {
    const asked = db.selectFrom('master_keys').select('key_id').where('id', '=', 1);
    const locked = canShareLock && db.isTransaction ? asked.forShare() : asked;
    const { key_id } = await locked.executeTakeFirstOrThrow();
    const found = key_id === '' ? first : [first, next].find((key) => key?.id === key_id);
    if (!found) throw foreignKey();
    return found;
  }

  return {
    wrap: async (db, place, plain) => encrypt((await getInForce(db)).wrapKey, place, plain),
    unwrap(place, wrapped) {
      for (const key of next ? [next, first] : [first]) {
        try {
          return decrypt(key.wrapKey, place, wrapped);
        } catch {
          // By another one, or by nobody of ours.
        }
      }
      throw foreignKey();
    },
    async putNextInForce(tx) {
      if (!next) throw new Error('There is no next master key.');
      await tx.updateTable('master_keys').set({ key_id: next.id }).where('id', '=', 1).execute();
    },
    isNextInForce: async (db) => next !== undefined && (await getInForce(db)).id === next.id,
    assertKnown: async (db) => void (await getInForce(db)),
  };
}

function toMasterKey(bytes: Uint8Array): MasterKey {
  if (bytes.length !== keyBytes) throw new Error('The master key must have 32 bytes.');
  const id = createHash('sha256').update(derive(bytes, 'id')).digest('hex').slice(0, 16);
  return { id, wrapKey: derive(bytes, 'wrap') };
}

function foreignKey(): Error {
  return new Error('The master key is not the one that this database was written with.');
}
