// Changes of the register, each whole or not at all: judged together with all other partners, written with its history, its
// secrets sealed, and its row in the operator's audit log, in one transaction.
import type { Audit, AuditEvent } from '../audit/audit';
import type { AuditOperation } from '../contract/audit.schema';
import type { Store, Tx } from '../store/store';
import { toChange } from '../store/team-data';
import type { ClientKeys } from './client-keys';
import {
  addApprovedServer,
  decidePin,
  deletePins,
  findStoredPartners,
  lockRegister,
  type StoredPartner,
  saveStoredPartner,
} from './partner.store';
import type { Pin } from './pins.service';
import { joinSecrets, partSecrets } from './profile-secrets.map';
import { RegistryFaults, readPartners } from './registry.service';
import { deleteWaitingLink } from './waiting-link.store';

export interface PartnerChangesDeps {
  readonly store: Pick<Store, 'db' | 'sealer' | 'transaction'>;
  readonly audit: Audit;
  readonly clientKeys: Pick<ClientKeys, 'find'>;
  readonly now: () => Date;
  /** Who acts, by the name of their account on this machine. */
  readonly by: string;
  readonly scope: AuditEvent['scope'];
}

export interface Edit {
  readonly operation: Extract<AuditOperation, 'PartnerRegistered' | 'PartnerChanged' | 'SecretRotated'>;
  /** In words, for the history and the audit log; no secret. */
  readonly what: string;
  /** From the profile as the operator wrote it, secrets included, to the new one. */
  readonly toProfile: (before: unknown) => unknown;
  /** What was pinned is looked at anew. */
  readonly isPinnedAnew?: boolean;
  readonly isRevoked?: boolean;
  /** Written in the same transaction. */
  readonly also?: (tx: Tx) => Promise<void>;
}

export interface PartnerChanges {
  /** Throws RegistryFaults: if there is one of that id, revoked ones included, or if anything is wrong with it. */
  add(id: string, profile: unknown, what: string): Promise<void>;
  /** Throws RegistryFaults: if there is none, if it was revoked, or if the result would be wrong. */
  edit(id: string, edit: Edit): Promise<void>;
  /** One more base of the partner; nobody waits for it any more. */
  approveLink(id: string, link: string): Promise<void>;
  /** What was seen becomes what is expected, or is forgotten. */
  decideDrift(id: string, drifted: readonly Pin[], isRight: boolean): Promise<void>;
  /** The link of an open server becomes one that anybody of this installation may connect to. */
  openServer(link: string): Promise<void>;
  /**
   * From the file of the configuration. `missing`: whom the register does not know yet. `always`: also whom it knows
   * otherwise. Revoked ones stay revoked.
   */
  importFile(profiles: unknown, which: 'missing' | 'always'): Promise<void>;
}

/** How the partner was kept before, without its secrets: what differs stands in the log. */
type Saving = Omit<Edit, 'toProfile'> & { readonly before?: StoredPartner | undefined };

export function createPartnerChanges(deps: PartnerChangesDeps): PartnerChanges {
  const { store, audit } = deps;
  const { sealer } = store;

  async function save(tx: Tx, id: string, profile: unknown, edit: Saving): Promise<void> {
    const { isRevoked = false, what, operation } = edit;
    const change = { what, at: deps.now().toISOString(), by: deps.by };
    const parted = isRevoked ? { ...partSecrets(profile), secrets: {} } : partSecrets(profile);
    await saveStoredPartner(tx, sealer, { ...parted, id, isRevoked }, change);
    if (edit.isPinnedAnew === true || isRevoked) await deletePins(tx, id);
    await edit.also?.(tx);
    const objects = [{ kind: 'partner', id, label: what }] as const;
    const kept = isRevoked ? {} : toFields(parted.profile);
    const changed = toChange(toFields(edit.before?.profile), kept);
    const event = { operation, outcome: 'success', objects, patients: [], change: changed } as const;
    await audit.record(tx, { ...event, scope: deps.scope });
  }

  function judge(stored: readonly StoredPartner[], id: string, profile?: unknown): void {
    const others = stored.filter((one) => !one.isRevoked && one.id !== id).map(joinSecrets);
    const partners = profile === undefined ? others : [...others, profile];
    readPartners({ partners, openServers: [], clientKeys: deps.clientKeys });
  }

  const edit: PartnerChanges['edit'] = (id, change) =>
    store.transaction(async (tx) => {
      await lockRegister(tx);
      const stored = await findStoredPartners(tx, sealer);
      const before = getActive(stored, id);
      const profile = change.toProfile(joinSecrets(before));
      judge(stored, id, change.isRevoked === true ? undefined : profile);
      await save(tx, id, profile, { ...change, before });
    });

  return {
    add: (id, profile, what) =>
      store.transaction(async (tx) => {
        await lockRegister(tx);
        const stored = await findStoredPartners(tx, sealer);
        const before = stored.find((one) => one.id === id);
        if (before?.isRevoked === false)
          throw new RegistryFaults([`${id} is registered already: \`update\` changes it.`]);
        if (before) throw new RegistryFaults([`${id} was revoked: register it under another id.`]);
        judge(stored, id, profile);
        await save(tx, id, profile, { operation: 'PartnerRegistered', what });
      }),
    edit,
    approveLink: (id, link) =>
      edit(id, {
        operation: 'PartnerChanged',
        what: `approved ${link}`,
        toProfile: (before) => withBase(before, link),
        also: (tx) => deleteWaitingLink(tx, link),
      }),
    decideDrift: (id, drifted, isRight) =>
      edit(id, {
        operation: 'PartnerChanged',
        what: `${isRight ? 'approved' : 'refused'} what differed: ${drifted.map(({ kind }) => kind).join(', ')}`,
        toProfile: (before) => (isRight ? withSeen(before, drifted) : before),
        also: async (tx) => {
          for (const pin of drifted) await decidePin(tx, pin, isRight);
        },
      }),
    openServer: (link) =>
      store.transaction(async (tx) => {
        await lockRegister(tx);
        const what = `approved ${link} as an open server`;
        await addApprovedServer(tx, link, { what, at: deps.now().toISOString(), by: deps.by });
        await deleteWaitingLink(tx, link);
        const objects = [{ kind: 'partner', id: 'open', label: what }] as const;
        const event = { operation: 'PartnerChanged', outcome: 'success', objects, patients: [] } as const;
        await audit.record(tx, { ...event, scope: deps.scope });
      }),
    async importFile(profiles, which) {
      if (!Array.isArray(profiles) || profiles.length === 0) return;
      const entries = readPartners({ partners: profiles, openServers: [] }).map(({ id }, i) => ({
        id,
        profile: profiles[i] as unknown,
      }));
      const isWanted = (stored: readonly StoredPartner[], { id, profile }: (typeof entries)[number]) => {
        const before = stored.find((one) => one.id === id);
        if (before === undefined) return true;
        return which === 'always' && !before.isRevoked && !isSame(joinSecrets(before), profile);
      };
      const found = await findStoredPartners(store.db, sealer);
      if (!entries.some((entry) => isWanted(found, entry))) return;
      await store.transaction(async (tx) => {
        await lockRegister(tx);
        const stored = await findStoredPartners(tx, sealer);
        for (const { id, profile } of entries.filter((entry) => isWanted(stored, entry))) {
          const before = stored.find((one) => one.id === id);
          const isNew = before === undefined;
          const operation = isNew ? 'PartnerRegistered' : 'PartnerChanged';
          await save(tx, id, profile, {
            operation,
            what: 'from the file of PATIENTS_PARTNERS',
            isPinnedAnew: !isNew,
            before,
          });
        }
      });
    },
  };
}

/** Throws RegistryFaults. */
export function getActive(stored: readonly StoredPartner[], id: string): StoredPartner {
  const found = stored.find((one) => one.id === id);
  if (found === undefined) throw new RegistryFaults([`There is no partner ${id}: \`list\` names them.`]);
  if (found.isRevoked) throw new RegistryFaults([`${id} was revoked. Register it anew under another id.`]);
  return found;
}

/** The profile with one more base. */
function withBase(profile: unknown, link: string): unknown {
  const { bases, ...rest } = toFields(profile);
  const known = Array.isArray(bases) ? bases.map(String) : [];
  return { ...rest, bases: known.includes(link) ? known : [...known, link] };
}

/** The endpoint that is advertised now becomes the registered one; what was only pinned stands in no profile. */
function withSeen(profile: unknown, drifted: readonly Pin[]): unknown {
  const endpoint = drifted.find(({ kind }) => kind === 'tokenEndpoint')?.seen;
  if (endpoint === undefined) return profile;
  const fields = toFields(profile);
  if (toFields(fields.auth).kind === 'entra')
    throw new RegistryFaults(['Its tenant is registered: change it with `update --entra-tenant`.']);
  return { ...fields, tokenEndpoint: endpoint };
}

function toFields(profile: unknown): Readonly<Record<string, unknown>> {
  return typeof profile === 'object' && profile !== null ? { ...profile } : {};
}

function isSame(a: unknown, b: unknown): boolean {
  return toSorted(a) === toSorted(b);
}

/** JSON whose fields stand in the order of their names. */
function toSorted(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
