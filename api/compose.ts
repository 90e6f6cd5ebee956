// The one composition root: from a configuration to the app with all its rooms. Nothing else knows every room.
import { join } from 'node:path';
import type { Express } from 'express';
import type { DestinationStream } from 'pino';
import { createAbout } from './about/about';
import { createApp } from './app';
import type { Audit } from './audit/audit';
import { createAudit } from './audit/audit.store';
import { createEhrTrail } from './audit/ehr-trail';
import { toEhrCells } from './clinical/cells';
import { composeAudit } from './compose-audit';
import { composeKeyring, openStore } from './compose-keys';
import { type ComposedRegister, composeRegister } from './compose-register';
import { composeSeal } from './compose-seal';
import type { Config } from './config/config';
import { createRunChecks } from './connection/checks.service';
import { createConnectionRoutes } from './connection/connection.routes';
import { type ConnectionService, createConnectionService } from './connection/connection.service';
import { createWatcher, type Watcher } from './connection/watcher.service';
import { outboundLimits } from './contract/limits';
import { createFhir } from './fhir/fhir.service';
import { createFieldRoutes } from './fields/fields.routes';
import { createFieldService } from './fields/fields.service';
import type { Every } from './http/open-stream';
import { createRateLimits, type RequestsPerMinute } from './http/rate-limit';
import type { Route } from './http/route';
import type { ReadCells } from './lists/ehr-ports';
import { canExport } from './lists/file/file.policy';
import { createLists } from './lists/lists';
import { findSnapshot } from './lists/snapshot.map';
import { createLog, type Log } from './observability/log';
import { createOutbound, type Outbound } from './outbound/outbound.service';
import { createDiscovery } from './partners/discovery.service';
import { createTokenService } from './partners/token.service';
import { addWaitingLink } from './partners/waiting-link.store';
import { createCursors } from './patients/cursor';
import { createPatientsRoutes } from './patients/patients.routes';
import { createPatientsService } from './patients/patients.service';
import { createReadCells } from './readers/read-cells.service';
import { createReaders, type Readers } from './readers/readers.service';
import { startWorker } from './readers/start-worker';
import { createPurgeTimer, type PurgeTimer } from './retention/purge-timer';
import { createRetention, toServerScope } from './retention/retention.service';
import { createSetMode } from './setup/mode.service';
import { createMyLists } from './setup/my-lists.service';
import { createSession } from './setup/session.service';
import { createSetupRoutes } from './setup/setup.routes';
import { rules } from './sign-in/access.policy';
import { createSignIn, type SignIn } from './sign-in/sign-in';
import { forgetDeleted } from './store/forget';
import type { Store } from './store/store';

export interface Composed {
  readonly app: Express;
  /** Starts what may still be cold when the first requests come. */
  warmUp(): void;
  /** Health turns red, so that nobody sends us new people. */
  startDraining(): void;
  close(): Promise<void>;
}

export interface ComposeOptions {
  /** Folder of the built tab; dist/tab if not given. */
  readonly tabFolder?: string;
  readonly logTo?: DestinationStream;
  readonly now?: () => Date;
  readonly requestsPerMinute?: Partial<RequestsPerMinute>;
  /** About one team, where it isn't Microsoft's Graph that is asked. */
  readonly graphCallsPerSecond?: number;
  /** How open streams are looked after, for who has a clock of their own. */
  readonly every?: Every;
}

/** Throws if the store can't be opened as safely as it must be, and ConfigFaults if a partner lacks its key. */
export async function compose(config: Config, options: ComposeOptions = {}): Promise<Composed> {
  const { now = () => new Date(), graphCallsPerSecond } = options;
  const log = createLog(config.logLevel, options.logTo);
  const store = await openStore(config);
  const keyring = composeKeyring(config);
  const trail = createEhrTrail();
  const audit = createAudit({ ...keyring, sealer: store.sealer, now, trail });
  const register = await composeRegister(config, {
    store,
    audit,
    now,
    importing: config.identity.kind === 'demo' ? 'always' : 'missing',
    onFault: (error) => log.unexpected('register', error),
    onDrift: () => log.event('drift'),
  }).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const outbound = createOutbound(config.outbound);
  const signIn = createSignIn({ config, outbound, now: () => now().getTime(), graphCallsPerSecond });
  const readers = composeReaders(config, now, (error) => log.unexpected('reader', error));
  const seal = composeSeal(config, { store, keyring, now, log });
  const { watcher, ...rooms } = composeRooms(config, {
    store,
    outbound,
    signIn,
    now,
    readCells: readers.readCells,
    register,
    audit,
    trail,
  });
  const purging = composePurging(config, { store, audit, now, log });
  let isDraining = false;
  const app = createApp({
    ...rooms,
    ...signIn,
    log,
    isReady: async () => !isDraining && (await canRead(store)),
    tabFolder: options.tabFolder ?? join(import.meta.dirname, '../dist/tab'),
    frameAncestors: config.frameAncestors,
    trustedProxies: config.trustedProxies,
    keySet: register.clientKeys.publicSet,
    about: createAbout({
      host: config.publicUrl.host,
      operator: config.operator,
      contact: config.operatorContact,
      cacheSeconds: config.ehrCacheSeconds,
    }),
    rateLimits: createRateLimits(options.requestsPerMinute),
    publicOrigin: config.publicUrl.origin,
    findRule: (operationId) => rules[operationId],
    ...(options.every && { every: options.every }),
  });
  return {
    // Partners fetch the keys without any of the steps that the requests of people take.
    app,
    warmUp: () => {
      readers.start();
      watcher.start();
      register.register.start();
      seal.start();
      purging.start();
    },
    startDraining: () => {
      isDraining = true;
    },
    close: async () => {
      watcher.stop();
      register.register.stop();
      purging.stop();
      await readers.close();
      await outbound.close();
      await rooms.failures.settle(true);
      await seal.stop();
      await store.close();
    },
  };
}

function composePurging(
  { deletedListDays }: Config,
  { store, audit, now, log }: Pick<Foundations, 'store' | 'audit' | 'now'> & { readonly log: Log },
): PurgeTimer {
  const { db, dialect } = store;
  const retention = createRetention({
    store,
    audit,
    now,
    deletedListDays,
    forget: (tables) => forgetDeleted(db, dialect, tables),
  });
  return createPurgeTimer({
    purge: () => retention.purge(toServerScope),
    onFault: (error) => log.unexpected('purge', error),
  });
}

interface Foundations {
  readonly store: Store;
  readonly outbound: Outbound;
  readonly signIn: SignIn;
  readonly now: () => Date;
  readonly readCells: ReadCells;
  readonly register: ComposedRegister;
  readonly audit: Audit;
  readonly trail: ReturnType<typeof createEhrTrail>;
}

/** The requests that one server may get at a time are shared out among the readers. */
function composeReaders(config: Config, now: () => Date, onFault: (error: unknown) => void): Readers {
  const inFlight = Math.ceil(outboundLimits.inFlightPerServer / Math.max(config.readers, 1));
  return createReaders({
    count: config.readers,
    startWorker: () =>
      startWorker(new URL('./reader-thread.ts', import.meta.url), {
        outbound: { ...config.outbound, limits: { inFlightPerServer: inFlight } },
        cacheSeconds: config.ehrCacheSeconds,
        readers: config.readers,
      }),
    readHere: createReadCells({ toEhrCells, findSnapshot, now }),
    onFault,
  });
}

function composeRooms(config: Config, parts: Foundations) {
  const { store, signIn, now, readCells, audit, trail } = parts;
  const masterKey = config.masterKey.reveal();
  const { connections, watcher } = composeConnections(config, parts);
  const { findConnection } = connections;
  const getEhr: ConnectionService['getEhr'] = async (scope) => {
    const access = await connections.getEhr(scope);
    trail.note(scope, access.server);
    return access;
  };
  const cursors = createCursors({ masterKey, now: () => now().getTime() });
  const patients = createPatientsService({ getEhr, audit, store, cursors, now });
  const { findChannel, getScope, findInMemory } = signIn;
  const lists = createLists({
    ...{ store, audit, now, getEhr, toEhrCells, readCells, findChannel, findConnection },
    filesFor: config.listFilesFor,
  });
  const { auditRoutes, failures, downloads } = composeAudit({
    ...{ store, audit, getScope, now },
    files: lists.files,
    server: config.publicUrl.origin,
  });
  const getSession = createSession({
    ...lists,
    store,
    findChannel,
    findConnection,
    offeredLinks: config.offeredLinks,
    idleMinutes: config.idleMinutes,
    canExport: ({ role }) => canExport(role, config.listFilesFor),
  });
  const getMyLists = createMyLists({
    store,
    audit,
    findChannel,
    findInMemory,
    getScope,
    findLists: lists.findLists,
  });
  const setMode = createSetMode({ store, audit });
  const routes: Route[] = [
    ...createSetupRoutes({ getSession, setMode, getMyLists }),
    ...createConnectionRoutes({ connections, connectsPerHour: config.connectsPerHour }),
    ...createFieldRoutes(createFieldService({ store, audit })),
    ...lists.routes,
    ...lists.toFileRoutes(downloads.offer),
    ...createPatientsRoutes({ patients, publicUrl: config.publicUrl }),
    ...auditRoutes,
  ];
  return { routes, failures, downloads, watcher };
}

function composeConnections(
  config: Config,
  { store, outbound, audit, now, register: { clientKeys, register, pins } }: Foundations,
): { readonly connections: ConnectionService; readonly watcher: Watcher } {
  const clock = () => now().getTime();
  const { partners, refresh } = register;
  const discovery = createDiscovery({ outbound, pins });
  const { getEntraTenant } = discovery;
  const tokens = createTokenService({
    outbound,
    now: clock,
    clientKeys,
    getEntraTenant,
    findFresh: async ({ id }) => {
      await refresh();
      return partners.findById(id);
    },
  });
  const fhir = createFhir({
    outbound,
    tokens,
    partners,
    watchDrift: { check: discovery.check, assertSame: pins.assertSame },
    config: { cacheSeconds: config.ehrCacheSeconds },
    now: clock,
  });
  const runChecks = createRunChecks({ outbound, partners, tokens, fhir, discovery });
  const watcher = createWatcher({ fhir, now });
  const connections = createConnectionService({
    store,
    audit,
    fhir,
    partners,
    runChecks,
    watcher,
    now,
    refreshPartners: refresh,
    addWaitingLink,
  });
  return { connections, watcher };
}

async function canRead(store: Store): Promise<boolean> {
  await store.db.selectFrom('audit_heads').select('tid').limit(1).execute();
  return true;
}
