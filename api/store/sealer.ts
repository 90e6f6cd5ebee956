// Whose key seals what: a data key per tenant, wrapped by the master key, and one per team, wrapped by its tenant's. It must not
// know what is in the fields.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import {
  createFieldSealer,
  decrypt,
  derive,
  encrypt,
  type FieldSealer,
  formats,
  keyBytes,
  type Place,
  toFormat,
} from './field-cipher';
import type { MasterKeys } from './master-keys';
import type { Database, TeamKeysTable } from './schema';

export type { FieldSealer } from './field-cipher';

interface TeamOfTenant {
  readonly tid: string;
  readonly teamId: string;
}

export interface Sealer {
  /** The tenant's key is made at first use. Inside a transaction hand over `tx`. */
  forTenant(tid: string, tx?: Kysely<Database>): Promise<FieldSealer>;
  /**
   * The team's own key, made at first use; opens what its tenant's key sealed before teams had keys. Hashes are the tenant's.
   * Inside a transaction hand over `tx`.
   */
  forTeam(team: TeamOfTenant, tx?: Kysely<Database>): Promise<FieldSealer>;
  /**
   * To read what may have outlived its key; makes none. What was sealed with a key that is gone opens as undefined. Inside a
   * transaction hand over `tx`.
   */
  findOpener(
    team: TeamOfTenant,
    tx?: Kysely<Database>,
  ): Promise<(place: Place, sealed: string) => string | undefined>;
  /** Its key is destroyed in the caller's transaction: what it sealed opens nowhere any more. */
  shredTeam(tx: Kysely<Database>, team: TeamOfTenant): Promise<void>;
  /** The tenant's key is wrapped anew, with the master key in force. */
  rewrapTenant(tx: Kysely<Database>, tid: string): Promise<void>;
  readonly masterKeys: MasterKeys;
  /** Throws if this database was written with another master key. */
  assertMasterKey(): Promise<void>;
}

interface Unwrapped {
  readonly keyId: string;
  readonly dataKey: Buffer;
}

export function createSealer(db: Kysely<Database>, masterKeys: MasterKeys): Sealer {
  const tenants = new Map<string, { readonly key: Unwrapped; readonly sealer: FieldSealer }>();
  const teams = new Map<string, FieldSealer>();

  const unwrap = (row: { tid: string; key_id: string; wrapped: string }): Unwrapped => {
    const place = toWrapPlace(row.tid, row.key_id);
    return { keyId: row.key_id, dataKey: masterKeys.unwrap(place, row.wrapped) };
  };

  async function getTenant(tid: string, tx?: Kysely<Database>) {
    const cached = tenants.get(tid);
    if (cached) return cached;
    const row = tx
      ? await findOrMakeKey(tx, tid, masterKeys)
      : ((await findKey(db, tid)) ??
        (await db.transaction().execute((own) => findOrMakeKey(own, tid, masterKeys))));
    const key = unwrap(row);
    const found = { key, sealer: createFieldSealer({ tid, ...key, format: formats.tenant }) };
    // A key read inside a transaction may be rolled back with it: such a one is never kept.
    if (!tx?.isTransaction) tenants.set(tid, found);
    return found;
  }

  /** Its key was looked up just now: whoever forgets a team may be another process, and nothing may be sealed by a destroyed key. */
  function toTeam(
    row: TeamKeysTable,
    tenant: { readonly key: Unwrapped; readonly sealer: FieldSealer },
  ): FieldSealer {
    const name = `${row.tid}/${row.team_id}`;
    const cached = teams.get(name);
    if (cached?.keyId === row.key_id) return cached;
    const key = unwrapTeam(row, tenant.key.dataKey);
    const own = createFieldSealer({ tid: row.tid, ...key, format: formats.team });
    const sealer = toTeamSealer(own, tenant.sealer);
    teams.set(name, sealer);
    return sealer;
  }

  return {
    forTenant: async (tid, tx) => (await getTenant(tid, tx)).sealer,
    async forTeam(team, tx) {
      const at = tx ?? db;
      const tenant = await getTenant(team.tid, tx);
      const row = (await findTeamKey(at, team)) ?? (await makeTeamKey(at, team, tenant.key.dataKey));
      return toTeam(row, tenant);
    },
    async findOpener(team, tx) {
      const at = tx ?? db;
      const [tenantKey, teamKey] = [await findKey(at, team.tid), await findTeamKey(at, team)];
      if (!tenantKey) return () => undefined;
      const tenant = await getTenant(team.tid, tx);
      const own = teamKey && toTeam(teamKey, tenant);
      return (place, sealed) => {
        const opener = toFormat(sealed) === formats.tenant ? tenant.sealer : own;
        try {
          return opener?.open(place, sealed);
        } catch {
          // Sealed with the key that a forgotten team had before it came back.
          return undefined;
        }
      };
    },
    async shredTeam(tx, { tid, teamId }) {
      await tx.deleteFrom('team_keys').where('tid', '=', tid).where('team_id', '=', teamId).execute();
    },
    async rewrapTenant(tx, tid) {
      const row = await findKey(tx, tid);
      if (!row) return;
      const wrapped = await masterKeys.wrap(tx, toWrapPlace(tid, row.key_id), unwrap(row).dataKey);
      await tx.updateTable('tenant_keys').set({ wrapped }).where('tid', '=', tid).execute();
    },
    masterKeys,
    async assertMasterKey() {
      await masterKeys.assertKnown(db);
      // Of every tenant: while the master key is exchanged, some may be wrapped by the one and some by the other.
      for (const row of await db.selectFrom('tenant_keys').selectAll().execute()) unwrap(row);
    },
  };
}

function toTeamSealer(own: FieldSealer, tenant: FieldSealer): FieldSealer {
  return {
    ...own,
    open: (place, sealed) => (toFormat(sealed) === formats.tenant ? tenant : own).open(place, sealed),
    hash: tenant.hash,
  };
}

function findKey(db: Kysely<Database>, tid: string) {
  return db.selectFrom('tenant_keys').selectAll().where('tid', '=', tid).executeTakeFirst();
}

async function findOrMakeKey(db: Kysely<Database>, tid: string, masterKeys: MasterKeys) {
  const found = await findKey(db, tid);
  if (found) return found;
  const made = await makeKey((keyId, key) => masterKeys.wrap(db, toWrapPlace(tid, keyId), key));
  await db
    .insertInto('tenant_keys')
    .values({ tid, ...made })
    .onConflict((conflict) => conflict.column('tid').doNothing())
    .execute();
  // Somebody else may have been first: the key that stands is the key.
  const standing = await findKey(db, tid);
  if (!standing) throw new Error('The key of the tenant could not be stored.');
  return standing;
}

function findTeamKey(db: Kysely<Database>, { tid, teamId }: TeamOfTenant) {
  return db
    .selectFrom('team_keys')
    .selectAll()
    .where('tid', '=', tid)
    .where('team_id', '=', teamId)
    .executeTakeFirst();
}

async function makeTeamKey(db: Kysely<Database>, team: TeamOfTenant, tenantKey: Buffer) {
  const wrapKey = derive(tenantKey, 'wrap');
  const made = await makeKey(async (keyId, key) =>
    encrypt(wrapKey, toTeamPlace(team.tid, team.teamId, keyId), key),
  );
  await db
    .insertInto('team_keys')
    .values({ tid: team.tid, team_id: team.teamId, ...made })
    .onConflict((conflict) => conflict.columns(['tid', 'team_id']).doNothing())
    .execute();
  const standing = await findTeamKey(db, team);
  if (!standing) throw new Error('The key of the team could not be stored.');
  return standing;
}

function unwrapTeam(row: TeamKeysTable, tenantKey: Buffer): Unwrapped {
  const place = toTeamPlace(row.tid, row.team_id, row.key_id);
  return { keyId: row.key_id, dataKey: decrypt(derive(tenantKey, 'wrap'), place, row.wrapped) };
}

function toTeamPlace(tid: string, teamId: string, keyId: string): string {
  return `team_keys|${tid}|${teamId}|${keyId}`;
}

async function makeKey(wrap: (keyId: string, key: Uint8Array) => Promise<string>) {
  const keyId = randomUUID();
  const wrapped = await wrap(keyId, randomBytes(keyBytes));
  return { key_id: keyId, wrapped, created_at: new Date().toISOString() };
}

function toWrapPlace(tid: string, keyId: string): string {
  return `tenant_keys|${tid}|${keyId}`;
}
