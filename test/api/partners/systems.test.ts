// Every system of the registry, as a team owner meets it: the checks of a pasted link pass one by one, a patient is found by
// what this system wants, and the chart comes. Over sockets, with the keys and secrets of the persona.
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRunChecks, type RunChecks } from '../../../api/connection/checks.service';
import type { Check } from '../../../api/contract/connect.schema';
import type { Ehr } from '../../../api/fhir/ehr';
import { createFhir, type Fhir } from '../../../api/fhir/fhir.service';
import { createOutbound, type Outbound } from '../../../api/outbound/outbound.service';
import { createClientKeys } from '../../../api/partners/client-keys';
import { createDiscovery } from '../../../api/partners/discovery.service';
import { createPartners } from '../../../api/partners/registry.service';
import { createTokenService } from '../../../api/partners/token.service';
import { tenantIds } from '../../sandbox/persona';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';

const systems = [
  'epic',
  'oracle',
  'meditech',
  'athena',
  'datica',
  'cloverleaf',
  'corolar',
  'medplum',
  'healthlake',
  'firely',
] as const;
type System = (typeof systems)[number];

let sandbox: Sandbox;
let outbound: Outbound;
let fhir: Fhir;
let runChecks: RunChecks;

beforeAll(async () => {
  const pem = (key: ReturnType<typeof generateKeyPairSync>['privateKey']) =>
    key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
  const clientKeys = await createClientKeys(`${pem(rsa)}\n${pem(ec)}`);
  const { keys } = clientKeys.publicSet;
  sandbox = await startSandbox({ personas: [...systems], registeredKeys: { jwks: { keys } } });
  outbound = createOutbound({ allow: ['127.0.0.0/8', '::1/128'], isHttpAllowed: true });
  const partners = createPartners({
    partners: sandbox.partnerRegistry,
    openServers: sandbox.openServers,
    clientKeys,
  });
  const discovery = createDiscovery({ outbound });
  const tokens = createTokenService({ outbound, clientKeys, getEntraTenant: discovery.getEntraTenant });
  fhir = createFhir({ outbound, tokens, partners, config: { cacheSeconds: 0 } });
  runChecks = createRunChecks({ outbound, partners, tokens, fhir, discovery });
}, 60_000);
afterAll(async () => {
  await outbound.close();
  await sandbox.close();
});

async function connect(system: System): Promise<{ checks: Check[]; ehr: Ehr | undefined; refused?: string }> {
  const checks: Check[] = [];
  const result = await runChecks({
    link: sandbox.linkTo(system, 'seaview'),
    tid: tenantIds.seaview,
    write: (check) => checks.push(check),
    signal: new AbortController().signal,
  });
  if ('refused' in result) return { checks, ehr: undefined, refused: result.refused };
  const connection = { id: system, name: system, ...result };
  return { checks, ehr: await fhir.open(connection, tenantIds.seaview) };
}

describe.each(systems)('%s', (system) => {
  it('connects, finds Grace Okafor by name and birth date, and reads her chart', async () => {
    const { checks, ehr, refused } = await connect(system);
    expect([refused, checks.filter(({ status }) => status === 'failed')]).toEqual([undefined, []]);
    const page = await ehr?.searchPatients({ family: 'Okafor', given: 'Grace', birthdate: '1957-06-05' });
    const patient = page?.patients[0];
    expect(patient?.name?.map(({ family }) => family)).toContain('Okafor');
    expect(patient?.birthDate).toBe('1957-06-05');
    const statuses: Record<string, string> = {};
    await ehr?.readCharts(
      [patient?.id ?? ''],
      ['Patient', 'Encounter', 'Observation', 'AllergyIntolerance'],
      (_id, sections) => {
        for (const [type, section] of Object.entries(sections)) statuses[type] = section.status;
      },
    );
    expect(Object.values(statuses)).toHaveLength(4);
    expect(Object.entries(statuses).filter(([, status]) => status !== 'ok')).toEqual([]);
  });
});
