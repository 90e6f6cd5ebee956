// A team's connection to its EHR: set by an owner after all checks, opened for everybody else. Knows no HTTP.
import { randomUUID } from 'node:crypto';
import type { Audit } from '../audit/audit';
import type { ConnectLine, LinkHealth } from '../contract/connect.schema';
import type { ErrorCode } from '../contract/error-codes';
import { limits } from '../contract/limits';
import type { ConnectionView } from '../contract/session.schema';
import { KnownError } from '../errors/known-error';
import type { Ehr } from '../fhir/ehr';
import type { Fhir } from '../fhir/fhir.service';
import type { Partners } from '../partners/registry.service';
import type { Scope } from '../sign-in/scope';
import type { TeamKey } from '../store/schema';
import type { Store, Tx } from '../store/store';
import { changeTeamData, toChange, toTeamKey } from '../store/team-data';
import { lockTeamSetup, updateTeamSetup } from '../store/team-setup';
import { cleanLink, type Passed, type RunChecks } from './checks.service';
import {
  type Connection,
  findConnectionTo,
  findCurrentConnection,
  saveCurrentConnection,
} from './connection.store';
import type { Watcher } from './watcher.service';

export interface EhrAccess {
  readonly ehr: Ehr;
  readonly connectionId: string;
  /** Which server it is: for the audit log. */
  readonly server: { readonly partner: string | null; readonly origin: string; readonly release: string };
}

export interface ConnectAsk {
  readonly link: string;
  readonly name: string;
}

export interface ConnectionService {
  findConnection(scope: Scope): Promise<ConnectionView | undefined>;
  /** Throws no_connection, partner_not_recognised, server_*. */
  getEhr(scope: Scope): Promise<EhrAccess>;
  /** How the link is; asking keeps it watched. Throws no_connection. */
  getHealth(scope: Scope): Promise<LinkHealth>;
  /** Tells every check, then `connected` or `refused`; only `connected` has changed anything. */
  connect(scope: Scope, ask: ConnectAsk, run: ConnectRun): Promise<void>;
}

export interface ConnectRun {
  readonly write: (line: ConnectLine) => void;
  readonly signal: AbortSignal;
  /** Throws if the person may no longer decide this: the checks take their time. */
  readonly confirm: () => Promise<void>;
}

export interface ConnectionDeps {
  readonly store: Store;
  readonly audit: Audit;
  readonly fhir: Fhir;
  readonly partners: Partners;
  readonly runChecks: RunChecks;
  readonly watcher: Pick<Watcher, 'look' | 'use'>;
  readonly now: () => Date;
  /** Partners as they are registered now: what was approved a moment ago counts. */
  readonly refreshPartners: () => Promise<void>;
  /** The link waits for the operator. */
  readonly addWaitingLink: (tx: Tx, key: TeamKey, link: string, at: string) => Promise<void>;
}

export function createConnectionService(deps: ConnectionDeps): ConnectionService {
  const { store, audit, fhir, partners } = deps;

  function toView(connection: Connection): ConnectionView {
    const { id, name, link, partnerId, release, setBy, setAt } = connection;
    const registered = partnerId === null ? undefined : partners.findById(partnerId);
    return {
      id,
      name,
      link,
      partner: registered?.name ?? partnerId,
      release,
      offered: [...connection.offered],
      columns: [...connection.columns],
      mrnSystem: registered?.mrnSystem ?? null,
      zone: registered?.rules.zone ?? null,
      locationSplit: registered?.rules.locationSplit ?? null,
      vitalsOldAfterHours: registered?.rules.vitalsOldAfterHours ?? limits.vitalsOldAfterHours,
      system: connection.system,
      setBy,
      setAt,
    };
  }

  async function save(scope: Scope, name: string, passed: Passed): Promise<Connection> {
    return changeTeamData({ store, audit }, scope, async ({ data, record }) => {
      const setup = await lockTeamSetup(data);
      const former = await findCurrentConnection(data.db, data.key);
      const before = await findConnectionTo(data.db, data.key, passed);
      const connection: Connection = {
        ...passed,
        id: before?.id ?? randomUUID(),
        name,
        setBy: { id: scope.principal.oid, name: scope.principal.name },
        setAt: deps.now().toISOString(),
        version: (before?.version ?? 0) + 1,
      };
      await saveCurrentConnection(data.db, data.key, connection);
      if (setup.mode !== 'ehr') await updateTeamSetup(data, { mode: 'ehr' });
      const label = `${name}: ${passed.link}`;
      await record({
        operation: 'EHRConnectionSet',
        objects: [{ kind: 'connection', id: connection.id, label }],
        patients: [],
        change: toChange(toRecorded(former, setup.mode), toRecorded(connection, 'ehr')),
      });
      return connection;
    });
  }

  /** Nothing was changed; that it was tried is recorded all the same. */
  async function recordRefusal(scope: Scope, link: string, reason: ErrorCode): Promise<void> {
    const event = { scope, operation: 'EHRConnectionSet', outcome: 'failure', reason, patients: [] } as const;
    const label = toLoggable(link);
    const objects = [{ kind: 'connection', id: 'refused', label }] as const;
    await store.transaction(async (tx) => {
      await audit.record(tx, { ...event, objects });
      if (reason === 'link_waits_for_approval')
        await deps.addWaitingLink(tx, toTeamKey(scope), label, deps.now().toISOString());
    });
  }

  return {
    async findConnection(scope) {
      const connection = await findCurrentConnection(store.db, toTeamKey(scope));
      return connection && toView(connection);
    },
    async getEhr(scope) {
      const connection = await findCurrentConnection(store.db, toTeamKey(scope));
      if (!connection) throw noConnection();
      deps.watcher.use(connection, scope.tid);
      const ehr = await fhir.open(connection, scope.tid);
      const { id: connectionId, partnerId: partner, link, release } = connection;
      return { ehr, connectionId, server: { partner, origin: new URL(link).origin, release } };
    },
    async getHealth(scope) {
      const connection = await findCurrentConnection(store.db, toTeamKey(scope));
      if (!connection) throw noConnection();
      return deps.watcher.look(connection, scope.tid);
    },
    async connect(scope, { link, name }, { write, signal, confirm }) {
      await deps.refreshPartners();
      const result = await deps.runChecks({
        link,
        tid: scope.tid,
        write: (check) => write({ type: 'check', check }),
        signal,
      });
      signal.throwIfAborted();
      if ('refused' in result) {
        await recordRefusal(scope, link, result.refused);
        write({ type: 'refused', code: result.refused });
        return;
      }
      await confirm();
      write({ type: 'connected', connection: toView(await save(scope, name, result)) });
    },
  };
}

/** What the log tells of a connection before and after. */
function toRecorded(connection: Connection | undefined, mode: string): Record<string, unknown> {
  if (!connection) return { mode };
  const { id, name, link, partnerId, release } = connection;
  return { mode, connection: id, name, link, partner: partnerId, release };
}

/** Origin and path of what was pasted; user name, password and query are nobody's business. */
function toLoggable(link: string): string {
  const text = cleanLink(link);
  if (!URL.canParse(text)) return 'no web address';
  const url = new URL(text);
  return `${url.origin === 'null' ? url.protocol : url.origin}${url.pathname}`.slice(0, 300);
}

function noConnection(): KnownError {
  return new KnownError('no_connection', {
    status: 409,
    detail: 'This team is not connected to an EHR yet.',
  });
}
