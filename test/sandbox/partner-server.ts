// One persona as a running partner: its FHIR server, its token server, their knobs and their journal.

import type { Controlled } from './control/control';
import { createJournal } from './control/journal';
import { createKnobBox } from './control/knobs';
import { sendWeather, waitForWork } from './control/weather';
import type { KeepDataset } from './dataset';
import { type Exchange, send, toHeader, toJsonAnswer } from './exchange';
import { createFhirServer, type FhirServer } from './fhir/server';
import { type Persona, toFhirBase } from './persona';
import { type Authority, createAuthority } from './token/authority';
import type { RegisteredKeys } from './token/client-keys';
import { createEntraAuthority } from './token/entra-authority';
import {
  createServiceAccount,
  createServiceAccountAuthority,
  type ServiceAccount,
} from './token/service-account';

export interface PartnerServer extends Controlled {
  persona: Persona;
  /** `isElsewhere`: it came to the sandbox's second port. */
  handle(exchange: Exchange, isElsewhere: boolean): Promise<void>;
  /** What it serves at the root of its host; false: nothing there is its own. */
  handleRoot(exchange: Exchange): Promise<boolean>;
  warm(): void;
  toRecords: FhirServer['toRecords'];
  /** The client's account, with the key that the cloud made for it. */
  account: ServiceAccount | undefined;
}
export interface PartnerServerOptions {
  persona: Persona;
  baseUrl: string;
  /** The sandbox's second origin. */
  elsewhereUrl: string;
  keys: RegisteredKeys;
  keepDataset: KeepDataset;
}

function openAuthority(
  options: PartnerServerOptions,
  knobs: Controlled['knobs'],
  account: ServiceAccount | undefined,
) {
  const { persona, baseUrl, elsewhereUrl, keys } = options;
  const { auth, id, place } = persona;
  if (auth === undefined) return undefined;
  const issuer = `${auth.isElsewhere === true ? elsewhereUrl : baseUrl}/${id}/auth`;
  const audience = place?.includes('{hospital}') === true ? `${baseUrl}/${id}` : toFhirBase(baseUrl, persona);
  const parts = { persona, auth, issuer, audience, knobs, keys };
  if (account !== undefined) return createServiceAccountAuthority(parts, account);
  const make = auth.method === 'entra' ? createEntraAuthority : createAuthority;
  return make(parts);
}

/** What a key of before OAuth brings: another shape, and nothing that the FHIR server would take. */
function toLegacyTokens() {
  const expires = new Date(Date.now() + 24 * 3_600_000).toISOString();
  return { accessToken: 'made-up-legacy-token', expires, refreshToken: 'made-up-refresh-token' };
}

export async function createPartnerServer(options: PartnerServerOptions): Promise<PartnerServer> {
  const { persona } = options;
  const { auth } = persona;
  const [knobs, journal] = [createKnobBox(), createJournal()];
  const account = auth?.method === 'jwt_bearer' ? await createServiceAccount(persona.id) : undefined;
  const authority = await openAuthority(options, knobs, account);
  const fhir = createFhirServer({ ...options, knobs, journal, authority });

  async function handleToken(exchange: Exchange, tokens: Authority): Promise<void> {
    const { request, response } = exchange;
    const record = {
      method: request.method ?? '',
      host: toHeader(exchange, 'host'),
      path: exchange.url.pathname,
      query: exchange.url.search.slice(1),
      bodySize: Number(toHeader(exchange, 'content-length')),
      accept: toHeader(exchange, 'accept'),
      prefer: toHeader(exchange, 'prefer'),
      contentType: toHeader(exchange, 'content-type'),
      hasBearer: /^bearer /i.test(toHeader(exchange, 'authorization')),
      hasSecret: request.method === 'POST',
    };
    journal.add(record);
    await waitForWork(knobs, 'token');
    if (await sendWeather(knobs, 'token', exchange)) return;
    const isLegacy = exchange.path[2] === 'authenticate' && persona.quirks?.hasLegacyKeys === true;
    if (isLegacy) return send(exchange, toJsonAnswer(200, toLegacyTokens()));
    // The provider sees its own path and learns from originalUrl where it is mounted.
    Object.assign(request, {
      originalUrl: request.url,
      url: (request.url ?? '').slice(`/${persona.id}/auth`.length),
    });
    tokens.handle(request, response);
  }

  return {
    persona,
    knobs,
    journal,
    account,
    warm: () => fhir.warm(),
    toRecords: fhir.toRecords,
    handleRoot: (exchange) => fhir.handleRoot(exchange),
    async handle(exchange, isElsewhere) {
      const [, room] = exchange.path;
      const isTokenHost = isElsewhere === (auth?.isElsewhere === true);
      if (room === 'auth' && authority !== undefined && isTokenHost) await handleToken(exchange, authority);
      else if (isElsewhere) send(exchange, toJsonAnswer(404, { error: 'nothing here' }));
      else await fhir.handle(exchange, exchange.path.slice(1));
    },
  };
}
