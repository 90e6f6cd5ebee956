import { expect, it } from 'vitest';
import { createPartners } from '../../api/partners/registry.service';
import { askWithAssertion, findPartner } from './ask';
import { listenOnLoopback } from './listen';
import { furtherIds, personaIds, personas } from './persona';
import { startSandbox } from './sandbox';
import { createClientKeys } from './token/client-keys';

it('every persona has an entry that the project takes, or is an open server', async () => {
  const sandbox = await startSandbox({ personas: furtherIds });
  const { partnerRegistry, openServers } = sandbox;
  const partners = createPartners({ partners: partnerRegistry, openServers });
  for (const id of furtherIds) {
    const isOpen = personas[id].auth === undefined;
    expect(partners.findById(id)?.preset, id).toBe(isOpen ? undefined : personas[id].preset);
    if (isOpen) expect(openServers).toContain(sandbox.links[id]);
  }
  await sandbox.close();
});

it('plays only the four until it is asked for more', async () => {
  const sandbox = await startSandbox();
  expect(Object.keys(sandbox.links)).toEqual([...personaIds]);
  expect((await fetch(`${sandbox.baseUrl}/epic/seaview/api/FHIR/R4/metadata`)).status).toBe(404);
  expect(() => sandbox.knobs('epic')).toThrow("personas: ['epic']");
  await sandbox.close();
});

it('says another way of authenticating, and another Entra, where it is told to', async () => {
  const sandbox = await startSandbox({
    personas: ['oracle', 'ahds'],
    authMethods: { oracle: 'client_secret_basic' },
    entraAuthority: 'https://login.sandbox.example',
  });
  expect(findPartner(sandbox, 'oracle').auth).toMatchObject({
    kind: 'client_secret_basic',
    clientId: 'patients-at-oracle-client_secret_basic',
  });
  expect(findPartner(sandbox, 'ahds').auth).toMatchObject({ authority: 'https://login.sandbox.example' });
  await sandbox.close();
});

it("fetches the client's keys where they are registered by their address", async () => {
  const keys = await createClientKeys();
  let fetched = 0;
  const published = await listenOnLoopback(0, (_request, response) => {
    fetched += 1;
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(keys.jwks));
  });
  const registeredKeys = { jwksUri: `http://localhost:${published.port}/jwks.json` };
  const sandbox = await startSandbox({ personas: ['epic'], registeredKeys });
  expect(sandbox.clientKeys).toBeUndefined();
  const { auth, tokenEndpoint = '' } = findPartner(sandbox, 'epic');
  const said = await askWithAssertion(tokenEndpoint, await keys.sign(auth.clientId, tokenEndpoint));
  expect([said.status, fetched]).toEqual([200, 1]);
  await Promise.all([sandbox.close(), published.close()]);
});
