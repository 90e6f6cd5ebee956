// One persona as a running partner: its FHIR server, its token server, their knobs and their journal.

import type { Controlled } from './control/control';
import { createJournal } from './control/journal';
import { createKnobBox } from './control/knobs';
import { sendWeather, waitForWork } from './control/weather';
import { type Exchange, send, toHeader, toJsonAnswer } from './exchange';
import { createFhirServer, type FhirServer } from './fhir/server';
import { type Persona, toFhirBase } from './persona';
import { type Authority, createAuthority } from './token/authority';

export interface PartnerServer extends Controlled {
  persona: Persona;
  handle(exchange: Exchange): Promise<void>;
  warm(): void;
  toRecords: FhirServer['toRecords'];
}
export interface PartnerServerOptions {
  persona: Persona;
  baseUrl: string;
  now: Date;
  seed: number;
}

export async function createPartnerServer(options: PartnerServerOptions): Promise<PartnerServer> {
  const { persona, baseUrl } = options;
  const { auth } = persona;
  const [knobs, journal] = [createKnobBox(), createJournal()];
  const issuer = `${baseUrl}/${persona.id}/auth`;
  const audience = toFhirBase(baseUrl, persona.id);
  const authority =
    auth === undefined ? undefined : await createAuthority({ persona, auth, issuer, audience, knobs });
  const fhir = createFhirServer({ ...options, knobs, journal, authority });

  async function handleToken(exchange: Exchange, tokens: Authority): Promise<void> {
    const { request, response } = exchange;
    const record = {
      method: request.method ?? '',
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
    await waitForWork(knobs, 0);
    if (await sendWeather(knobs, 'token', exchange)) return;
    const isBasic = /^basic /i.test(toHeader(exchange, 'authorization'));
    if (auth !== undefined && isBasic !== (auth.method === 'client_secret_basic')) {
      // oidc-provider takes either; these partners take what was agreed.
      const error_description = `this client authenticates with ${auth.method}`;
      return send(exchange, toJsonAnswer(401, { error: 'invalid_client', error_description }));
    }
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
    warm: () => fhir.warm(),
    toRecords: fhir.toRecords,
    async handle(exchange) {
      const [, room, ...rest] = exchange.path;
      if (room === 'fhir') await fhir.handle(exchange, rest);
      else if (room === 'auth' && authority !== undefined) await handleToken(exchange, authority);
      else send(exchange, toJsonAnswer(404, { error: 'nothing here', base: audience }));
    },
  };
}
