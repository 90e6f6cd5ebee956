// The register of partners in the database. Secrets are sealed with a key of the operator's own, which the master key wraps;
// each opens in its own slot of its own partner and nowhere else. It must not know what a profile means.
import type { PartnerPinsTable } from '../store/schema';
import type { FieldSealer, Sealer } from '../store/sealer';
import type { Db, Tx } from '../store/store';
import type { Parted } from './profile-secrets.map';

/** Whose key seals the secrets, and whose chain holds what was changed. */
export const operatorTid = 'operator';

export interface StoredPartner extends Parted {
  readonly id: string;
  readonly isRevoked: boolean;
  readonly version: number;
}

export interface PartnerVersion {
  readonly version: number;
  readonly profile: unknown;
  readonly what: string;
  readonly at: string;
  readonly by: string;
}

export interface Change {
  /** In words. */
  readonly what: string;
  readonly at: string;
  readonly by: string;
}

export async function findRegisterVersion(db: Db): Promise<number> {
  const row = await db.selectFrom('partner_register').select('version').executeTakeFirst();
  return row?.version ?? 0;
}

/** Comes first in every transaction that changes the register: changes wait for each other, and servers see the new number. */
export async function lockRegister(tx: Tx): Promise<void> {
  await tx
    .updateTable('partner_register')
    .set((row) => ({ version: row('version', '+', 1) }))
    .execute();
}

/** Revoked ones as well, in the order of their ids. Throws if a sealed secret was altered or moved. */
export async function findStoredPartners(db: Db, sealer: Sealer): Promise<StoredPartner[]> {
  const rows = await db.selectFrom('partners').selectAll().orderBy('id').execute();
  const sealed = await db.selectFrom('partner_secrets').selectAll().orderBy('slot').execute();
  const seal = sealed.length === 0 ? undefined : await toSealer(sealer, db);
  return rows.map(({ id, profile, status, version }) => {
    const own = sealed.filter((one) => one.partner_id === id);
    const secrets = own.map((one) => [one.slot, seal?.open(toPlace(id, one.slot), one.sealed) ?? '']);
    return {
      id,
      profile: JSON.parse(profile) as unknown,
      secrets: Object.fromEntries(secrets),
      isRevoked: status === 'revoked',
      version,
    };
  });
}

/** New or changed; what of its secrets is not given any more is gone. */
export async function saveStoredPartner(
  tx: Tx,
  sealer: Sealer,
  partner: Omit<StoredPartner, 'version'>,
  { what, at, by }: Change,
): Promise<void> {
  const { id } = partner;
  const before = await tx.selectFrom('partners').select('version').where('id', '=', id).executeTakeFirst();
  const version = (before?.version ?? 0) + 1;
  const profile = JSON.stringify(partner.profile);
  const status = partner.isRevoked ? 'revoked' : 'active';
  const values = { profile, status, version, at, by_name: by };
  await tx
    .insertInto('partners')
    .values({ id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
  const history = { partner_id: id, version, profile, what, at, by_name: by };
  await tx.insertInto('partner_versions').values(history).execute();
  await saveSecrets(tx, sealer, partner, at);
}

async function saveSecrets(
  tx: Tx,
  sealer: Sealer,
  { id, secrets }: Pick<StoredPartner, 'id' | 'secrets'>,
  at: string,
): Promise<void> {
  // Overwritten before they go: what a database only marks as deleted holds nothing then.
  await tx.updateTable('partner_secrets').set({ sealed: '' }).where('partner_id', '=', id).execute();
  await tx.deleteFrom('partner_secrets').where('partner_id', '=', id).execute();
  const slots = Object.entries(secrets);
  if (slots.length === 0) return;
  const seal = await toSealer(sealer, tx);
  const values = slots.map(([slot, text]) => ({
    partner_id: id,
    slot,
    sealed: seal.seal(toPlace(id, slot), text),
    at,
  }));
  await tx.insertInto('partner_secrets').values(values).execute();
}

export async function findPartnerVersions(db: Db, id: string): Promise<PartnerVersion[]> {
  const rows = await db
    .selectFrom('partner_versions')
    .selectAll()
    .where('partner_id', '=', id)
    .orderBy('version')
    .execute();
  return rows.map(({ version, profile, what, at, by_name: by }) => ({
    version,
    profile: JSON.parse(profile) as unknown,
    what,
    at,
    by,
  }));
}

export function findPins(db: Db): Promise<PartnerPinsTable[]> {
  return db.selectFrom('partner_pins').selectAll().execute();
}

/** Whoever pins first wins. */
export async function addPin(
  db: Db,
  pin: Omit<PartnerPinsTable, 'seen' | 'seen_at'>,
): Promise<PartnerPinsTable> {
  await db
    .insertInto('partner_pins')
    .values({ ...pin, seen: null, seen_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return db
    .selectFrom('partner_pins')
    .selectAll()
    .where((eb) => eb.and({ partner_id: pin.partner_id, place: pin.place, kind: pin.kind }))
    .executeTakeFirstOrThrow();
}

export async function savePin(tx: Tx, pin: PartnerPinsTable): Promise<void> {
  const { partner_id, place, kind, ...values } = pin;
  await tx
    .insertInto('partner_pins')
    .values(pin)
    .onConflict((conflict) => conflict.columns(['partner_id', 'place', 'kind']).doUpdateSet(values))
    .execute();
}

/** What was seen is what is expected from now on, or it is forgotten. A registered endpoint stands in the profile instead. */
export async function decidePin(
  tx: Tx,
  pin: { partnerId: string; place: string; kind: string; seen: string | undefined },
  isRight: boolean,
): Promise<void> {
  const key = { partner_id: pin.partnerId, place: pin.place, kind: pin.kind };
  if (pin.kind === 'tokenEndpoint') {
    await tx
      .deleteFrom('partner_pins')
      .where((eb) => eb.and(key))
      .execute();
    return;
  }
  const values = {
    seen: null,
    seen_at: null,
    ...(isRight && pin.seen !== undefined && { pinned: pin.seen }),
  };
  await tx
    .updateTable('partner_pins')
    .set(values)
    .where((eb) => eb.and(key))
    .execute();
}

export async function deletePins(tx: Tx, partnerId: string): Promise<void> {
  await tx.deleteFrom('partner_pins').where('partner_id', '=', partnerId).execute();
}

export async function findApprovedServers(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('open_servers').select('link').orderBy('link').execute();
  return rows.map(({ link }) => link);
}

export async function addApprovedServer(tx: Tx, link: string, { at, by }: Change): Promise<void> {
  const values = { link, at, by_name: by };
  await tx
    .insertInto('open_servers')
    .values(values)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function toSealer(sealer: Sealer, db: Db): Promise<FieldSealer> {
  return sealer.forTenant(operatorTid, db.isTransaction ? db : undefined);
}

function toPlace(partnerId: string, slot: string) {
  return { table: 'partner_secrets', rowId: partnerId, column: slot };
}
