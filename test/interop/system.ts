// A FHIR server, opened by the product's own code: outbound guard, register, checks of the link, token, reading. Nothing of
// it is played here; what a question needs beside the Ehr is handed out as it is.
import { createRunChecks, type RunChecks } from '../../api/connection/checks.service';
import type { Check } from '../../api/contract/connect.schema';
import type { ErrorCode } from '../../api/contract/error-codes';
import { createAnswerCache } from '../../api/fhir/answer-cache.service';
import type { Bearer, Ehr, EhrSource } from '../../api/fhir/ehr';
import { createFhir } from '../../api/fhir/fhir.service';
import { createFhirServer, type FhirServer } from '../../api/fhir/fhir-server.service';
import { openEhr } from '../../api/fhir/open-ehr.service';
import { createThrottle } from '../../api/fhir/throttle.service';
import { createOutbound, type Outbound } from '../../api/outbound/outbound.service';
import type { ClientKeys } from '../../api/partners/client-keys';
import { createDiscovery, type Discovery } from '../../api/partners/discovery.service';
import type { PartnerRules } from '../../api/partners/partner.schema';
import { createPartners, type Partners } from '../../api/partners/registry.service';
import { createTokenService, type Tokens } from '../../api/partners/token.service';

export interface RoomOptions {
  readonly partners: unknown;
  readonly openServers: readonly string[];
  readonly clientKeys?: ClientKeys | undefined;
  /** Address ranges beside the public ones; with one, http is spoken there. */
  readonly allow?: readonly string[];
  /** How open servers are read, where not by the standard alone. */
  readonly openRules?: PartnerRules | undefined;
  /** Somebody has a token already: nobody is asked for one. */
  readonly token?: string | undefined;
}

export interface Room {
  readonly outbound: Outbound;
  readonly partners: Partners;
  readonly tokens: Tokens;
  readonly runChecks: RunChecks;
  readonly fhir: ReturnType<typeof createFhir>;
  close(): Promise<void>;
}

export function createRoom(options: RoomOptions): Room {
  const { allow = [], clientKeys, openRules, token } = options;
  const outbound = createOutbound({ allow, isHttpAllowed: allow.length > 0 });
  const registered = createPartners({ partners: options.partners, openServers: options.openServers });
  const known = openRules === undefined ? registered : { ...registered, toOpenRules: () => openRules };
  const brought = token === undefined ? undefined : bringToken(token);
  const partners = { ...known, ...brought?.partners };
  const discovery = { ...createDiscovery({ outbound }), ...brought?.discovery };
  const { getEntraTenant } = discovery;
  const tokens = brought?.tokens ?? createTokenService({ outbound, clientKeys, getEntraTenant });
  const fhir = createFhir({ outbound, tokens, partners, config: { cacheSeconds: 0 } });
  const runChecks = createRunChecks({ outbound, partners, tokens, fhir, discovery });
  return { outbound, partners, tokens, runChecks, fhir, close: () => outbound.close() };
}

/** A token that was brought along; the server is the judge of it. No secret is sent, so no token endpoint needs to be the right one. */
function bringToken(accessToken: string) {
  const token = { accessToken, expiresIn: 300, usableSeconds: 300 };
  const tokens: Tokens = { peek: () => token, getToken: async () => token, invalidate: () => undefined };
  const partners: Pick<Partners, 'compareTokenEndpoint'> = { compareTokenEndpoint: () => undefined };
  const discovery: Pick<Discovery, 'check'> = { check: async () => undefined };
  return { tokens, partners, discovery };
}

/** A server that let us in. */
export interface System {
  readonly ehr: Ehr;
  readonly source: EhrSource;
  readonly bearer: Bearer | undefined;
  /** Single questions, as the reading asks them. */
  readonly server: FhirServer;
  /** The same server read in another way, for example without batches. */
  openAs(rules: Partial<PartnerRules>, outbound?: Pick<Outbound, 'get' | 'post'>): Ehr;
  readonly outbound: Outbound;
}

export interface Opened {
  readonly checks: readonly Check[];
  readonly refused?: ErrorCode;
  readonly system?: System;
}

export async function openSystem(room: Room, link: string, tid: string): Promise<Opened> {
  const checks: Check[] = [];
  const write = (check: Check) => void (check.status !== 'running' && checks.push(check));
  const result = await room.runChecks({ link, tid, write, signal: new AbortController().signal });
  if ('refused' in result) return { checks, refused: result.refused };
  const { partnerId, release } = result;
  const connection = { id: 'interop', name: 'interop', link: result.link, partnerId, release };
  const ehr = await room.fhir.open(connection, tid);
  if (ehr.away === undefined) throw new Error('an EHR over HTTP has a way to it');
  const { source, bearer } = ehr.away;
  const { outbound } = room;
  const { rules, routingHeaders } = source;
  const throttle = createThrottle(Date.now);
  return {
    checks,
    system: {
      ehr,
      source,
      bearer,
      outbound,
      server: createFhirServer({
        outbound,
        link: result.link,
        release,
        bearer,
        rules,
        routingHeaders,
        throttle,
        now: Date.now,
      }),
      openAs: (more, through = outbound) =>
        openEhr(
          { ...source, rules: { ...rules, ...more } },
          { outbound: through, bearer, cache: createAnswerCache(0, Date.now), now: Date.now },
        ),
    },
  };
}
