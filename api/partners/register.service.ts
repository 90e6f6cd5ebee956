// The partners of a running server, as the database has them: read at the start, and again whenever the register's number is
// another. A partner that has not changed stays the same object, so that its tokens are kept; one that has gets new ones.
import type { Sealer } from '../store/sealer';
import type { Db } from '../store/store';
import type { ClientKeys } from './client-keys';
import type { Partner } from './partner.schema';
import {
  findApprovedServers,
  findRegisterVersion,
  findStoredPartners,
  type StoredPartner,
} from './partner.store';
import { joinSecrets } from './profile-secrets.map';
import { type Partners, RegistryFaults, readPartners, toPartners } from './registry.service';

/** How soon a change of the register is seen by a server that nobody asks. */
const everyMs = 2_000;

export interface Register {
  /** Always as they are now. */
  readonly partners: Partners;
  /** Looks whether the register has changed, and reads it if so. */
  refresh(): Promise<void>;
  /** Called after each reading. */
  onRead(listen: () => Promise<void>): void;
  start(): void;
  stop(): void;
}

export interface RegisterDeps {
  readonly db: Db;
  readonly sealer: Sealer;
  readonly clientKeys: Pick<ClientKeys, 'find'>;
  /** Those of the configuration; approved ones come from the register. */
  readonly openServers: readonly string[];
  /** Leaves out at the start what can't be used: for the operator's command, by which it is mended. */
  readonly isLenient?: boolean;
  /** What went wrong with a look that nobody waits for. */
  readonly onFault: (error: unknown) => void;
}

interface Known {
  readonly version: number;
  readonly partner: Partner;
}

/** Throws RegistryFaults if a stored partner can't be used, for example because its key is missing. */
export async function createRegister(deps: RegisterDeps): Promise<Register> {
  const { db, sealer, openServers } = deps;
  const known = new Map<string, Known>();
  const listeners: (() => Promise<void>)[] = [];
  let timer: NodeJS.Timeout | undefined;
  let flight: Promise<void> | undefined;
  let version = await findRegisterVersion(db);
  let current = await read(deps.isLenient === true ? readUsable : readPartners);

  async function read(judge: typeof readPartners): Promise<Partners> {
    const stored = (await findStoredPartners(db, sealer)).filter((one) => !one.isRevoked);
    const profiles = stored.map(joinSecrets);
    const judged = judge({ partners: profiles, openServers: [], clientKeys: deps.clientKeys });
    const all = judged.map((partner) => keep(stored, partner));
    for (const id of known.keys()) if (!all.some((one) => one.id === id)) known.delete(id);
    return toPartners(all, [...openServers, ...(await findApprovedServers(db))]);
  }

  function keep(stored: readonly StoredPartner[], partner: Partner): Partner {
    const standing = stored.find((one) => one.id === partner.id)?.version ?? 0;
    const before = known.get(partner.id);
    if (before?.version === standing) return before.partner;
    known.set(partner.id, { version: standing, partner });
    return partner;
  }

  async function look(): Promise<void> {
    const found = await findRegisterVersion(db);
    if (found === version) return;
    current = await read(readUsable);
    version = found;
    for (const listen of listeners) await listen();
  }

  function refresh(): Promise<void> {
    flight ??= look().finally(() => {
      flight = undefined;
    });
    return flight;
  }

  return {
    partners: {
      get all() {
        return current.all;
      },
      toOpenRules: current.toOpenRules,
      recognise: current.recognise,
      findMatch: (link, tid) => current.findMatch(link, tid),
      findById: (id) => current.findById(id),
      toRoutingHeaders: current.toRoutingHeaders,
      compareTokenEndpoint: current.compareTokenEndpoint,
    },
    refresh,
    onRead: (listen) => void listeners.push(listen),
    start() {
      timer ??= setInterval(() => void refresh().catch(deps.onFault), everyMs).unref();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}

/** A running server goes on with those that are in order: one that is not must not keep another from being revoked. */
function readUsable(config: Parameters<typeof readPartners>[0]): readonly Partner[] {
  try {
    return readPartners(config);
  } catch (error) {
    const { partners } = config;
    if (!(error instanceof RegistryFaults) || !Array.isArray(partners)) throw error;
    return partners.flatMap((one) => {
      try {
        return readPartners({ ...config, partners: [one] });
      } catch {
        return [];
      }
    });
  }
}
