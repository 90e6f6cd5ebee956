import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAsker } from './ask';
import { personaIds } from './persona';
import { type JsonObject, toObjects } from './resource';
import { type Sandbox, startSandbox } from './sandbox';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const about = async (id: (typeof personaIds)[number]) =>
  (await createAsker(sandbox.links[id]).get('metadata')).json;
const rest = (json: JsonObject) => toObjects(json.rest)[0] ?? {};
const params = (json: JsonObject, type: string) =>
  toObjects(toObjects(rest(json).resource).find((one) => one.type === type)?.searchParam).map(
    (one) => one.name,
  );

it('metadata needs no token and names the release', async () => {
  const versions = await Promise.all(
    personaIds.map(async (id) => [(await about(id)).resourceType, (await about(id)).fhirVersion]),
  );
  expect(versions).toEqual([
    ['CapabilityStatement', '3.0.1'],
    ['Conformance', '1.0.2'],
    ['CapabilityStatement', '4.0.1'],
    ['CapabilityStatement', '4.0.1'],
  ]);
});

it('metadata advertises the token endpoint, except on the open server', async () => {
  expect(JSON.stringify(rest(await about('meridian')).security)).toContain(
    `${sandbox.baseUrl}/meridian/auth/token`,
  );
  expect(rest(await about('open'))).not.toHaveProperty('security');
});

it('metadata tells what the server can do', async () => {
  expect(rest(await about('meridian')).interaction).toEqual([{ code: 'batch' }]);
  expect(rest(await about('harbor')).transactionMode).toBe('batch');
  expect(rest(await about('cedar'))).not.toHaveProperty('interaction');
  expect(params(await about('harbor'), 'Coverage')).not.toContain('subscriber');
  expect(params(await about('meridian'), 'Coverage')).toContain('beneficiary');
  expect(params(await about('meridian'), 'Coverage')).not.toContain('patient');
  expect(params(await about('cedar'), 'Coverage')).toContain('patient');
});

it('smart-configuration is there, even where no token is needed', async () => {
  const smart = async (id: (typeof personaIds)[number]) =>
    (await createAsker(sandbox.links[id]).get('.well-known/smart-configuration')).json;
  expect(await smart('cedar')).toMatchObject({ grant_types_supported: ['client_credentials'] });
  expect(await smart('open')).toHaveProperty('token_endpoint');
});
