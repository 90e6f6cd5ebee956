// The real app, store and audit around routes that a test brings: what every request passes, without the product's rooms.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAbout } from '../../api/about/about';
import { createApp } from '../../api/app';
import type { Audit } from '../../api/audit/audit';
import { createAuditRoutes } from '../../api/audit/audit.routes';
import { createAudit } from '../../api/audit/audit.store';
import { createAuditLog } from '../../api/audit/audit-log.store';
import { type ChainKey, createChainKey } from '../../api/audit/chain';
import { createEhrTrail } from '../../api/audit/ehr-trail';
import { createFailures, type Failures } from '../../api/audit/failure.service';
import { createRateLimit } from '../../api/http/rate-limit';
import type { Route } from '../../api/http/route';
import { createLog } from '../../api/observability/log';
import { listen } from '../../api/server';
import { createKeySets } from '../../api/sign-in/key-set.service';
import type { Roster } from '../../api/sign-in/roster';
import { createRosterCache } from '../../api/sign-in/roster-cache.service';
import { createScopePolicy, type GetScope } from '../../api/sign-in/scope.policy';
import { createTokenPolicy } from '../../api/sign-in/token.policy';
import { createStore, type Store } from '../../api/store/store';
import { createKeyServer, createTestRoster, type TestRoster, testIssuer, toBearer } from './entra';
import { type Client, createClient } from './http-client';
import { clientId, hillcrest, seaview, type TestPerson } from './people';

export interface SmallParts {
  readonly audit: Audit;
  readonly store: Store;
  readonly masterKey: Uint8Array;
  readonly findChannel: Roster['findChannel'];
  readonly getScope: GetScope;
}

export interface SmallApp {
  readonly url: string;
  readonly store: Store;
  readonly audit: Audit;
  readonly chainKey: ChainKey;
  readonly roster: TestRoster;
  readonly failures: Failures;
  /** Everything that was logged so far. */
  readonly logged: () => string;
  as(person: TestPerson): Client;
  readonly anybody: Client;
  close(): Promise<void>;
}

export interface SmallAppOptions {
  readonly routes: (parts: SmallParts) => Route[];
  /** A SQLite file of its own, if nothing is said. */
  readonly storeUrl?: string;
  readonly requestsPerMinute?: number;
  readonly tabFolder?: string;
  readonly frameAncestors?: readonly string[];
  readonly trustedProxies?: readonly string[];
  /** Of the gate that counts refusals. */
  readonly now?: () => number;
}

export async function startSmallApp(options: SmallAppOptions): Promise<SmallApp> {
  const folder = mkdtempSync(join(tmpdir(), 'patients-app-'));
  const masterKey = new Uint8Array(32).fill(7);
  const store = await createStore({
    url: options.storeUrl ?? `sqlite:${join(folder, 'store.sqlite')}`,
    masterKey,
  });
  const { chainKey, audit, failures, auditLog } = createAuditParts(store, masterKey, options.now);
  const roster = createTestRoster();
  const keySets = createKeySets({
    fetchJson: createKeyServer().fetchJson,
    issuer: testIssuer,
    now: Date.now,
  });
  const cache = createRosterCache({ roster, now: Date.now });
  const getScope = createScopePolicy(cache);
  const tenants = new Set([seaview, hillcrest]);
  let logged = '';
  const log = createLog('debug', {
    write: (line) => {
      logged += line;
    },
  });
  const app = createApp({
    routes: [
      ...options.routes({ audit, store, masterKey, findChannel: cache.findChannel, getScope }),
      ...createAuditRoutes({ audit, auditLog, store }),
    ],
    log,
    isReady: async () => true,
    tabFolder: options.tabFolder ?? join(folder, 'tab'),
    frameAncestors: options.frameAncestors ?? [],
    trustedProxies: options.trustedProxies ?? [],
    keySet: { keys: [] },
    about: createAbout({ host: 'patients.test', operator: undefined, contact: undefined, cacheSeconds: 30 }),
    checkToken: createTokenPolicy({
      issuer: testIssuer,
      keySets,
      tenants,
      clientId,
      publicHost: 'localhost',
      now: Date.now,
    }),
    getScope,
    limitRate: createRateLimit(options.requestsPerMinute),
    failures,
    publicOrigin: 'https://patients.test',
  });
  const listening = await listen(app, { host: '127.0.0.1', port: 0 });
  return {
    url: listening.url,
    store,
    audit,
    chainKey,
    roster,
    failures,
    logged: () => logged,
    as: (person) => createClient(listening.url, () => toBearer(person)),
    anybody: createClient(listening.url, async () => undefined),
    close: async () => {
      await listening.stop(0);
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function createAuditParts(store: Store, masterKey: Uint8Array, now: () => number = Date.now) {
  const chainKey = createChainKey(masterKey);
  const trail = createEhrTrail();
  const audit = createAudit({ sealer: store.sealer, chainKey, now: () => new Date(), trail });
  return {
    chainKey,
    audit,
    failures: createFailures({ audit, store, now }),
    auditLog: createAuditLog({ db: store.db, sealer: store.sealer, chainKey }),
  };
}
