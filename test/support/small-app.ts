// The real app, store and audit around routes that a test brings: what every request passes, without the product's rooms.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAbout } from '../../api/about/about';
import { createApp } from '../../api/app';
import type { Audit } from '../../api/audit/audit';
import { createAudit } from '../../api/audit/audit.store';
import { type ChainKey, createChainKey } from '../../api/audit/chain';
import { createEhrTrail } from '../../api/audit/ehr-trail';
import type { Failures } from '../../api/audit/failure.service';
import { composeAudit } from '../../api/compose-audit';
import type { Every } from '../../api/http/open-stream';
import { createRateLimits, type RequestsPerMinute } from '../../api/http/rate-limit';
import type { Route } from '../../api/http/route';
import type { FindRule } from '../../api/http/rule';
import { createLog } from '../../api/observability/log';
import { listen } from '../../api/server';
import { rules } from '../../api/sign-in/access.policy';
import { membersOnly } from '../../api/sign-in/admission.policy';
import { createKeySets } from '../../api/sign-in/key-set.service';
import type { Roster } from '../../api/sign-in/roster';
import { type CachedRoster, createRosterCache } from '../../api/sign-in/roster-cache.service';
import { createScopePolicy, type GetScope } from '../../api/sign-in/scope.policy';
import { createTokenPolicy } from '../../api/sign-in/token.policy';
import { createStore, type Store } from '../../api/store/store';
import { createKeyServer, createTestRoster, type TestRoster, testIssuer, toBearer } from './entra';
import { type Client, createClient } from './http-client';
import { createKeptLog } from './kept-log';
import { clientId, hillcrest, seaview, type TestPerson } from './people';

export interface SmallParts {
  readonly audit: Audit;
  readonly store: Store;
  readonly masterKey: Uint8Array;
  readonly findChannel: Roster['findChannel'];
  readonly findInMemory: CachedRoster['findInMemory'];
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
  readonly requestsPerMinute?: Partial<RequestsPerMinute>;
  readonly tabFolder?: string;
  readonly frameAncestors?: readonly string[];
  readonly trustedProxies?: readonly string[];
  readonly every?: Every;
  /** Clock of the roster, and of the gate that counts refusals. */
  readonly now?: () => number;
}

/** The product's rule, or for a route that a test made up the one that it looks like. */
function createFindRule(routes: readonly Route[]): FindRule {
  return (operationId) => {
    const route = routes.find((each) => each.operationId === operationId);
    if (rules[operationId] !== undefined || route === undefined) return rules[operationId];
    if (route.who === 'signedIn') return 'person reads';
    if (route.who === 'owner') return 'owner decides';
    return route.method === 'get' || route.isFhir ? 'member reads' : 'member changes';
  };
}

function createSignIn(roster: Roster, now: () => number) {
  const tenants = new Set([seaview, hillcrest]);
  const { fetchJson } = createKeyServer();
  const keySets = createKeySets({ fetchJson, issuer: testIssuer, now: Date.now });
  const cache = createRosterCache({ roster, now });
  return {
    cache,
    getScope: createScopePolicy({ roster: cache, tenants, admission: membersOnly }),
    checkToken: createTokenPolicy({
      issuer: testIssuer,
      keySets,
      tenants,
      clientId,
      publicHost: 'localhost',
      now: Date.now,
    }),
  };
}

export async function startSmallApp(options: SmallAppOptions): Promise<SmallApp> {
  const folder = mkdtempSync(join(tmpdir(), 'patients-app-'));
  const masterKey = new Uint8Array(32).fill(7);
  const store = await createStore({
    url: options.storeUrl ?? `sqlite:${join(folder, 'store.sqlite')}`,
    masterKey,
  });
  const { chainKey, audit } = createAuditParts(store, masterKey);
  const roster = createTestRoster();
  const { cache, getScope, checkToken } = createSignIn(roster, options.now ?? Date.now);
  const clock = () => new Date((options.now ?? Date.now)());
  const { auditRoutes, failures, downloads } = composeAudit({
    ...{ store, audit, getScope, now: clock, files: {} },
    server: 'https://patients.test',
  });
  const kept = createKeptLog();
  const log = createLog('debug', kept.stream);
  const routes = [
    ...options.routes({
      audit,
      store,
      masterKey,
      findChannel: cache.findChannel,
      findInMemory: cache.findInMemory,
      getScope,
    }),
    ...auditRoutes,
  ];
  const app = createApp({
    routes,
    log,
    isReady: async () => true,
    tabFolder: options.tabFolder ?? join(folder, 'tab'),
    frameAncestors: options.frameAncestors ?? [],
    trustedProxies: options.trustedProxies ?? [],
    keySet: { keys: [] },
    downloads,
    about: createAbout({ host: 'patients.test', operator: undefined, contact: undefined, cacheSeconds: 30 }),
    checkToken,
    getScope,
    rateLimits: createRateLimits(options.requestsPerMinute),
    failures,
    publicOrigin: 'https://patients.test',
    findRule: createFindRule(routes),
    ...(options.every && { every: options.every }),
  });
  const listening = await listen(app, { host: '127.0.0.1', port: 0 });
  return {
    url: listening.url,
    store,
    audit,
    chainKey,
    roster,
    failures,
    logged: kept.text,
    as: (person) => createClient(listening.url, () => toBearer(person)),
    anybody: createClient(listening.url, async () => undefined),
    close: async () => {
      await listening.stop(0);
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function createAuditParts(store: Store, masterKey: Uint8Array) {
  const chainKey = createChainKey(masterKey);
  const trail = createEhrTrail();
  return { chainKey, audit: createAudit({ sealer: store.sealer, chainKey, now: () => new Date(), trail }) };
}
