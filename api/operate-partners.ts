// `npm run partners`: what its verbs work on, from the configuration of the server. The only file of the command that knows rooms.
import { readFile } from 'node:fs/promises';
import { createAudit } from './audit/audit.store';
import { createEhrTrail } from './audit/ehr-trail';
import { composeKeyring, openStore } from './compose-keys';
import { composeRegister } from './compose-register';
import type { Config } from './config/config';
import { createCapabilities, type MetadataAccess } from './fhir/capability.service';
import type { Tool } from './operator/tool';
import { createOutbound } from './outbound/outbound.service';
import { createDiscovery } from './partners/discovery.service';
import type { PartnerTools } from './partners/operator/partner-tools';
import { partnerVerbs } from './partners/operator/partner-verbs';
import type { Partner } from './partners/partner.schema';
import { findApprovedServers, findPartnerVersions, findStoredPartners } from './partners/partner.store';
import { createRegistration } from './partners/registration.service';
import { toRoutingHeaders } from './partners/routing.policy';
import { createTokenService } from './partners/token.service';
import { findWaitingLinks } from './partners/waiting-link.store';
import { readServerConfig } from './server';
import { forgetDeleted } from './store/forget';

export interface PartnersToolDeps {
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function createPartnersTool({ env }: PartnersToolDeps): Tool<PartnerTools> {
  return {
    name: 'partners',
    about: 'The partners whose FHIR servers the teams may connect to.',
    verbs: partnerVerbs,
    notes: [
      'It reads the environment of the server: run it where the server runs. Running servers see a change within seconds.',
      'Exit codes: 0 done, 1 refused or not in order, 2 not understood.',
    ],
    open: () => open(readServerConfig(env, 'operate')),
  };
}

async function open(config: Config) {
  const now = () => new Date();
  const store = await openStore(config);
  const outbound = createOutbound(config.outbound);
  const close = async () => {
    await outbound.close();
    await store.close();
  };
  try {
    const { db, sealer, dialect } = store;
    const keyring = composeKeyring(config);
    const audit = createAudit({ ...keyring, sealer, now, trail: createEhrTrail() });
    const importing = 'missing' as const;
    const parts = {
      store,
      audit,
      now,
      importing,
      isLenient: true,
      onFault: () => undefined,
      onDrift: () => undefined,
    };
    const { changes, clientKeys, pins } = await composeRegister(config, parts);
    const discovery = createDiscovery({ outbound, pins });
    const capabilities = createCapabilities({ outbound, now: Date.now });
    const { getEntraTenant } = discovery;
    const tokens = createTokenService({ outbound, clientKeys, getEntraTenant });
    const toAccess = (partner: Partner, tid: string): MetadataAccess => ({
      tid,
      bearer: {
        peek: () => tokens.peek(partner, tid)?.accessToken,
        get: async (signal) => (await tokens.getToken(partner, tid, signal)).accessToken,
        refuse: (token) => tokens.invalidate(partner, tid, token),
      },
      headers: { ...partner.rules.headers, ...toRoutingHeaders(partner, tid) },
      mode: 'bearer',
    });
    const tools: PartnerTools = {
      changes,
      clientKeys,
      findPartners: () => findStoredPartners(db, sealer),
      findVersions: (id) => findPartnerVersions(db, id),
      findPins: pins.findAll,
      findWaiting: () => findWaitingLinks(db),
      findOpenServers: () => findApprovedServers(db),
      forget: () => forgetDeleted(db, dialect, ['partner_secrets']),
      readFile: (path) => readFile(path, 'utf8'),
      outbound,
      registration: createRegistration({ outbound, clientKeys }),
      discovery,
      tokens,
      readMetadata: async (partner, link, tid) =>
        capabilities.read({
          link,
          pinned: partner.rules.release,
          redirects: partner.rules.redirects,
          access: tid === undefined ? undefined : toAccess(partner, tid),
        }),
      tenants: [...config.tenants],
    };
    return { parts: tools, close };
  } catch (error) {
    await close();
    throw error;
  }
}
