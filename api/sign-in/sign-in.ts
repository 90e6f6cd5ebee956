// The room's parts put together: Entra and Graph in production, the sandbox's twins of both in the demo, by the same code.
import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../config/config';
import type { Outbound } from '../outbound/outbound.service';
import type { Admission } from './admission.policy';
import type { FetchJson } from './fetch-json';
import { createGraphDoor } from './graph-door.service';
import { createGraphRoster } from './graph-roster.service';
import { createDemoGraphToken, createEntraGraphToken, type GetGraphToken } from './graph-token.service';
import { createIssuer, entraBase, type Issuer } from './issuer';
import { createKeySets } from './key-set.service';
import { toFetchJson } from './outbound-fetch.map';
import type { Roster } from './roster';
import { type CachedRoster, createRosterCache } from './roster-cache.service';
import { createScopePolicy, type GetScope } from './scope.policy';
import { type CheckToken, createTokenPolicy } from './token.policy';

export interface SignIn {
  readonly checkToken: CheckToken;
  readonly getScope: GetScope;
  readonly findChannel: Roster['findChannel'];
  readonly findInMemory: CachedRoster['findInMemory'];
}

export interface SignInDeps {
  readonly config: Pick<Config, 'identity' | 'clientId' | 'tenants' | 'publicUrl' | 'admission'>;
  readonly outbound: Pick<Outbound, 'get' | 'post'>;
  readonly now: () => number;
  /** How often Graph may be asked about one team. */
  readonly graphCallsPerSecond?: number | undefined;
}

const graphBaseOfMicrosoft = 'https://graph.microsoft.com/v1.0';

export function createSignIn({ config, outbound, now, graphCallsPerSecond }: SignInDeps): SignIn {
  const { identity, clientId, tenants, publicUrl, admission } = config;
  const fetchJson = toFetchJson(outbound);
  const issuer = createIssuer(identity.kind === 'demo' ? identity.issuerBase : entraBase);
  const getToken = toGetToken({ config, fetchJson, issuer, now });
  const graphBase = identity.kind === 'demo' ? identity.graphBase : graphBaseOfMicrosoft;
  const ask = createGraphDoor({ fetchJson, getToken, now, wait, callsPerSecond: graphCallsPerSecond });
  const roster = createRosterCache({ roster: createGraphRoster({ graphBase, ask, now }), now });
  const keySets = createKeySets({ fetchJson, issuer, now });
  return {
    checkToken: createTokenPolicy({
      issuer,
      keySets,
      tenants: toHomeTenants(tenants, admission),
      clientId,
      publicHost: publicUrl.host,
      now,
    }),
    getScope: createScopePolicy({ roster, tenants, admission }),
    findChannel: roster.findChannel,
    findInMemory: roster.findInMemory,
  };
}

/** Everybody whose token is looked at: of the tenants that are set up here, and of those whose people may come to their channels. */
function toHomeTenants(tenants: ReadonlySet<string>, { foreignTenants }: Admission): ReadonlySet<string> {
  return new Set([...tenants, ...foreignTenants.keys()]);
}

function toGetToken(parts: {
  config: SignInDeps['config'];
  fetchJson: FetchJson;
  issuer: Issuer;
  now: () => number;
}): GetGraphToken {
  const { config, fetchJson, issuer, now } = parts;
  const { identity, clientId } = config;
  return identity.kind === 'demo'
    ? createDemoGraphToken({ issuer, clientId, secret: identity.secret, fetchJson, now })
    : createEntraGraphToken({ clientId, credential: identity.credential, fetchJson });
}
