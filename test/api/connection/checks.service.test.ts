// The checks against a server that answers, but not what it was asked.
import type { Patient } from 'fhir/r4';
import { expect, it } from 'vitest';
import { createRunChecks } from '../../../api/connection/checks.service';
import type { Check } from '../../../api/contract/connect.schema';
import { toCapability } from '../../../api/fhir/capability.map';
import { createPartners } from '../../../api/partners/registry.service';
import { createTokenService } from '../../../api/partners/token.service';
import { createFakeEhr } from '../../support/fake-ehr';

const link = 'https://fhir.test/r4';
const capability = toCapability({
  resourceType: 'CapabilityStatement',
  fhirVersion: '4.0.1',
  rest: [{ mode: 'server', resource: [{ type: 'Patient', searchParam: [{ name: 'identifier' }] }] }],
});
const post = async () => {
  throw new Error('an open server needs no token');
};

async function runOn(patients: readonly Patient[]) {
  const ehr = {
    ...createFakeEhr().ehr,
    offered: new Set(['Patient']),
    searchPatients: async () => ({ patients, total: { kind: 'unknown' as const } }),
  };
  const checks: Check[] = [];
  const runChecks = createRunChecks({
    outbound: { checkLink: (text) => new URL(text), checkAddress: async () => undefined },
    partners: createPartners({ partners: [], openServers: [link] }),
    tokens: createTokenService({ outbound: { post } }),
    discovery: { check: async () => undefined },
    fhir: {
      capabilities: { read: async () => capability },
      toMetadataAccess: () => undefined,
      openWith: () => ehr,
    },
  });
  const { signal } = new AbortController();
  const result = await runChecks({ link, tid: 't', write: (check) => checks.push(check), signal });
  return { result, failed: checks.find((check) => check.status === 'failed') };
}

it('a server that finds somebody by a number that nobody has is refused: it doesn’t look at what is asked', async () => {
  const { result, failed } = await runOn([{ resourceType: 'Patient', id: 'p1' }]);
  expect(result).toEqual({ refused: 'search_refused' });
  expect(failed).toMatchObject({ id: 'search', code: 'search_refused' });
});

it('one that finds nobody passes', async () => {
  expect((await runOn([])).result).toMatchObject({ link, partnerId: null, release: 'R4' });
});
