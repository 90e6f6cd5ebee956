// The register of partners with all that it needs, as the server and the operator's command both have it.
import { userInfo } from 'node:os';
import type { Audit, AuditScope } from './audit/audit';
import { toOperatorScope } from './audit/audit-scope';
import { type Config, ConfigFaults } from './config/config';
import { findTeamsOn } from './connection/connection.store';
import { ClientKeyFaults, type ClientKeys, createClientKeys } from './partners/client-keys';
import type { Partner } from './partners/partner.schema';
import { addPin, findPins, lockRegister, operatorTid, savePin } from './partners/partner.store';
import { createPartnerChanges, type PartnerChanges } from './partners/partner-changes.service';
import { createPins, type Pin, type PinStore, type Pins, pinKinds } from './partners/pins.service';
import { createRegister, type Register } from './partners/register.service';
import { RegistryFaults } from './partners/registry.service';
import type { PartnerPinsTable } from './store/schema';
import type { Store, Tx } from './store/store';

export interface ComposedRegister {
  readonly clientKeys: ClientKeys;
  readonly register: Register;
  readonly changes: PartnerChanges;
  readonly pins: Pins;
}

export interface RegisterParts {
  readonly store: Store;
  readonly audit: Audit;
  readonly now: () => Date;
  /** `always` in the demo, whose file changes with the sandbox. */
  readonly importing: 'missing' | 'always';
  /** The command must open what a server refuses to start with. */
  readonly isLenient?: boolean;
  readonly onFault: (error: unknown) => void;
  /** A server says something else of itself. */
  readonly onDrift: () => void;
}

/** The file of the configuration is imported first: see README. Throws ConfigFaults. */
export async function composeRegister(config: Config, parts: RegisterParts): Promise<ComposedRegister> {
  const { store, audit, now, onFault } = parts;
  try {
    const clientKeys = await createClientKeys(config.clientKeys.reveal());
    const by = userInfo().username;
    const scope = toOperatorScope(operatorTid, by, 'register');
    const changes = createPartnerChanges({ store, audit, clientKeys, now, by, scope });
    await changes.importFile(config.partners.reveal(), parts.importing);
    const { openServers } = config;
    const register = await createRegister({
      ...store,
      clientKeys,
      openServers,
      onFault,
      isLenient: parts.isLenient === true,
    });
    const pins = createPins(createPinStore(parts));
    await pins.read();
    register.onRead(pins.read);
    return { clientKeys, register, changes, pins };
  } catch (error) {
    if (!(error instanceof RegistryFaults || error instanceof ClientKeyFaults)) throw error;
    const name = error instanceof RegistryFaults ? 'PATIENTS_PARTNERS' : 'PATIENTS_CLIENT_KEYS';
    throw new ConfigFaults(error.faults.map((fault) => `${name} ${fault}`));
  }
}

function createPinStore({ store, audit, now, onDrift }: RegisterParts): PinStore {
  return {
    find: async () => (await findPins(store.db)).map(toPin),
    add: async (pin) =>
      toPin(await addPin(store.db, { ...toKey(pin), pinned: pin.pinned, pinned_at: at(now) })),
    async saveDrift(pin, partner) {
      await store.transaction(async (tx) => {
        await lockRegister(tx);
        await savePin(tx, {
          ...toKey(pin),
          pinned: pin.pinned,
          pinned_at: at(now),
          seen: pin.seen ?? null,
          seen_at: at(now),
        });
        await recordDrift(tx, audit, pin, partner);
      });
      onDrift();
    },
  };
}

const mostTeams = 200;

/** In the operator's log, and in that of every team that reads there. */
async function recordDrift(tx: Tx, audit: Audit, pin: Pin, { id, name }: Partner): Promise<void> {
  const label = `${name}: ${pin.kind} of ${pin.place || 'the partner'} was ${pin.pinned}, is ${pin.seen ?? ''}`;
  const objects = [{ kind: 'partner', id, label }] as const;
  const event = { operation: 'EHREndpointDrift', outcome: 'failure', objects, patients: [] } as const;
  const reason =
    pin.kind === 'tokenEndpoint' || pin.kind === 'entraTenant' ? 'token_endpoint_differs' : 'server_changed';
  const principal = { oid: 'system', name: 'Patients' };
  const scopes: AuditScope[] = [
    { principal, role: 'system', tid: operatorTid, teamId: '', channelId: '', requestId: 'watcher' },
  ];
  for (const key of await findTeamsOn(tx, id, pin.place, mostTeams)) {
    const { tid, team_id: teamId, channel_id: channelId } = key;
    scopes.push({ principal, role: 'system', tid, teamId, channelId, requestId: 'watcher' });
  }
  for (const scope of scopes) await audit.record(tx, { ...event, scope, reason });
}

const at = (now: () => Date) => now().toISOString();

function toKey({ partnerId, place, kind }: Pick<Pin, 'partnerId' | 'place' | 'kind'>) {
  return { partner_id: partnerId, place, kind };
}

function toPin(row: PartnerPinsTable): Pin {
  const kind = pinKinds.find((one) => one === row.kind) ?? 'tokenEndpoint';
  const { partner_id: partnerId, place, pinned, seen } = row;
  return { partnerId, place, kind, pinned, seen: seen ?? undefined };
}
