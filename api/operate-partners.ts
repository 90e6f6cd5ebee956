// `npm run partners`: what its verbs work on, from the configuration of the server. The only file of the command that knows rooms.

import type { Tool } from './operator/tool';
import type { PartnerTools } from './partners/operator/partner-tools';
import { partnerVerbs } from './partners/operator/partner-verbs';
import { readServerConfig } from './server';

export interface PartnersToolDeps {
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function createPartnersTool({ env }: PartnersToolDeps): Tool<PartnerTools> {
  return {
    name: 'partners',
    about: 'The partners whose FHIR servers the teams may connect to.',
    verbs: partnerVerbs,
    notes: ['It reads the environment of the server: run it where the server runs.'],
    async open() {
      const config = readServerConfig(env, 'operate');
      return { parts: { profiles: config.partners.reveal() }, close: async () => undefined };
    },
  };
}
