// The configuration of a server that talks to the sandbox and to nothing else, as an operator would write it. Starts nothing.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tenantIds } from './persona';
import type { Sandbox } from './sandbox';
import { demoClientId, demoClientSecret } from './teams/entra';

export type SandboxOffers = Pick<
  Sandbox,
  'partnerRegistry' | 'openServers' | 'offeredLinks' | 'entraBase' | 'graphBase'
>;

export interface DemoPlace {
  readonly port: number;
  /** Where the embedded store and the partner registry are kept. */
  readonly dataFolder: string;
}

/** Made up, and the same at every start, so that what was stored can be read again. */
const demoMasterKey = Buffer.from('made-up key for the sandbox only').toString('base64');

export function toDemoEnvironment(
  offers: SandboxOffers,
  { port, dataFolder }: DemoPlace,
): Record<string, string> {
  mkdirSync(dataFolder, { recursive: true });
  const partners = join(dataFolder, 'partners.json');
  writeFileSync(partners, JSON.stringify(offers.partnerRegistry));
  return {
    PORT: String(port),
    PATIENTS_STORE: `sqlite:${join(dataFolder, 'patients.sqlite')}`,
    PATIENTS_MASTER_KEY: demoMasterKey,
    PATIENTS_IDENTITY: 'demo',
    PATIENTS_CLIENT_ID: demoClientId,
    PATIENTS_CLIENT_SECRET: demoClientSecret,
    PATIENTS_TENANTS: Object.values(tenantIds).join(','),
    PATIENTS_DEMO_ISSUER: offers.entraBase,
    PATIENTS_DEMO_GRAPH: offers.graphBase,
    PATIENTS_PARTNERS: partners,
    PATIENTS_OPEN_SERVERS: offers.openServers.join(','),
    PATIENTS_OFFERED_LINKS: JSON.stringify(offers.offeredLinks),
    PATIENTS_OUTBOUND_ALLOW: '127.0.0.0/8,::1/128',
    PATIENTS_OUTBOUND_HTTP: 'allow',
    // Who tries the demo tries every link.
    PATIENTS_CONNECTS_PER_HOUR: '60',
    PATIENTS_LOG_LEVEL: 'warn',
  };
}
