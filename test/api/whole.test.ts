import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditOperation, auditOperations } from '../../api/contract/audit.schema';
import { paths } from '../../api/contract/paths';
import { type Sandbox, startSandbox } from '../sandbox/sandbox';
import { places } from '../support/people';
import { startTestApp, type TestApp } from '../support/test-app';

let sandbox: Sandbox;
let app: TestApp;
let ahead = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ warm: ['open'] });
  app = await startTestApp({ sandbox, now: () => new Date(Date.now() + ahead) });
}, 60_000);
afterAll(async () => {
  await app.close();
  await sandbox.close();
});

const searchPath = `${paths.fhir(places.ward5)}/Patient/_search`;
const codes = (outcome: { issue: { details: { coding: { code: string }[] } }[] }) =>
  outcome.issue[0]?.details.coding.map((coding) => coding.code);

describe('the whole product on the sandbox', () => {
  it('knows the people of the demo by token and Graph', async () => {
    expect((await app.as('olivia').get(paths.session(places.ward5))).json).toMatchObject({
      role: 'owner',
      mode: 'none',
      teamName: 'Ward 5 West',
    });
    expect((await app.as('chen').get(paths.session(places.ward5Palliative))).json).toMatchObject({
      role: 'member',
    });
    for (const person of ['gus', 'nadia', 'bruno'] as const) {
      expect((await app.as(person).get(paths.session(places.ward5))).status).toBe(404);
    }
    expect((await app.as('priya').get(paths.session(places.ward5Palliative))).status).toBe(404);
    expect((await app.anybody.get(paths.session(places.ward5))).status).toBe(401);
  });

  it('T12: refuses what the made-up Entra signed for another purpose', async () => {
    const ask = async (overrides: Parameters<Sandbox['tokenFor']>[1]) => {
      const token = await sandbox.tokenFor('olivia', overrides);
      const response = await fetch(`${app.url}${paths.session(places.ward5)}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      return response.status;
    };
    expect(await ask({})).toBe(200);
    expect(await ask({ isForged: true })).toBe(401);
    expect(await ask({ without: ['scp'] })).toBe(401);
    expect(await ask({ claims: { aud: 'other' } })).toBe(401);
    expect(await ask({ claims: { tid: '33333333-cccc-4ccc-8ccc-333333333333' } })).toBe(403);
  });

  it('without a connection a search says so', async () => {
    const { status, json } = await app.as('chen').post(searchPath, { form: { name: 'smith' } });
    expect([status, codes(json)]).toEqual([409, ['no_connection']]);
  });

  it('connects, searches, pages, and reads a chart', async () => {
    const connectionId = await app.connect(places.ward5, sandbox.links.open);
    const found = (
      await app.as('chen').post(searchPath, { form: { gender: 'female', name: 'an', _count: '2' } })
    ).json;
    expect(found.entry.length).toBeGreaterThan(0);
    const link = found.link?.find((each: { relation: string }) => each.relation === 'next')?.url;
    if (link) {
      expect(link.startsWith(`${app.url}/api/`)).toBe(true);
      expect((await app.as('chen').get(link)).json.type).toBe('searchset');
      expect((await app.as('priya').get(link)).status).toBe(404);
    }
    const id = found.entry[0].resource.id;
    const chart = (
      await app.as('chen').get(`${paths.fhir(places.ward5)}/Patient/${id}/$chart?connection=${connectionId}`)
    ).json;
    expect(chart).toMatchObject({ type: 'batch-response' });
    expect(chart.entry).toHaveLength(7);
    expect(chart.entry[0].resource.entry[0].resource.id).toBe(id);
    expect((await app.as('chen').get(`${paths.fhir(places.ward5)}/Patient/none-such`)).status).toBe(404);
  });

  it('records it all for the owner, and logs none of it', async () => {
    const { entries } = (await app.as('olivia').get(paths.audit(places.ward5))).json;
    const operations = new Set(entries.map((entry: { operation: string }) => entry.operation));
    expect([...operations]).toEqual(
      expect.arrayContaining(['EHRConnectionSet', 'PatientSearch', 'PatientView']),
    );
    const names = entries.flatMap((entry: { patients: { label: string | null }[] }) =>
      entry.patients.map((patient) => patient.label?.split(',')[0]),
    );
    expect(names.length).toBeGreaterThan(0);
    const logged = app.logged();
    expect(logged).toContain('Patient/_search');
    for (const word of [...names, 'eyJ', 'secret', '_search?']) if (word) expect(logged).not.toContain(word);
  });

  it('B5: every route of the API refuses who is nobody, and hides from who is a stranger', async () => {
    const { paths: described } = (await app.anybody.get('/api/openapi.json')).json;
    for (const [path, methods] of Object.entries(described as Record<string, object>)) {
      const url = `/api${path}`
        .replace('{teamId}', places.ward5.teamId)
        .replace('{channelId}', encodeURIComponent(places.ward5.channelId))
        .replaceAll(/\{\w+\}/g, '7b1c2c4e-0000-4000-8000-000000000001');
      for (const method of Object.keys(methods) as ('get' | 'post' | 'put' | 'patch' | 'delete')[]) {
        expect([path, method, (await app.anybody[method](url)).status]).toEqual([path, method, 401]);
        if (!path.startsWith('/teams')) continue;
        for (const person of ['gus', 'nadia', 'bruno'] as const) {
          // Strangers may make us ask Microsoft 365 once a second.
          ahead += 1_200;
          expect([path, method, (await app.as(person)[method](url)).status]).toEqual([path, method, 404]);
        }
      }
    }
  }, 60_000);

  it('an operation has one name, and nobody else has it', async () => {
    const { paths: described } = (await app.anybody.get('/api/openapi.json')).json;
    const ids = Object.values(described as Record<string, Record<string, { operationId: string }>>).flatMap(
      (methods) => Object.values(methods).map((operation) => operation.operationId),
    );
    expect(ids.length).toBeGreaterThan(20);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('each audited operation is a route under its audit name, and what is not audited is named here', async () => {
    const { paths: described } = (await app.anybody.get('/api/openapi.json')).json;
    const operations = Object.values(
      described as Record<string, Record<string, { operationId: string; 'x-audited-as'?: string }>>,
    ).flatMap((methods) => Object.values(methods));
    const names = operations.map((operation) => operation.operationId);
    // A second way to an operation has an id of its own, and says which one it is.
    const second = new Map<string, string>(
      operations.flatMap(({ operationId, 'x-audited-as': first }) => (first ? [[operationId, first]] : [])),
    );
    expect(Object.fromEntries(second)).toEqual({
      PatientSearchNext: 'PatientSearch',
      PatientRead: 'PatientView',
      PatientFindMany: 'PatientSearch',
      PatientListAddMany: 'PatientListAddPatient',
      PatientListRemoveMany: 'PatientListRemovePatient',
    });
    // The first save of the team's own fields is a PatientSchemaCreate.
    // Recorded at the door, where a file is fetched, or by the operator's tools.
    const ofNoRoute = [
      'AccessDenied',
      'SignInRejected',
      'AuditDownload',
      'PatientListDownload',
      'RetentionPurge',
    ];
    const elsewhere = [
      'PatientSchemaCreate',
      ...ofNoRoute,
      'EHREndpointDrift',
      'PartnerRegistered',
      'PartnerChanged',
      'SecretRotated',
      'KeyRotated',
    ];
    for (const operation of auditOperations)
      expect(names.includes(operation) || elsewhere.includes(operation), operation).toBe(true);
    const unaudited = names.filter((name) => !second.has(name) && !auditOperation.safeParse(name).success);
    // None of these names a patient: what the EHR has by way of lists and wards, and how the link is.
    const namesNobody = ['EhrLists', 'EhrSources', 'EhrWards', 'FacadeMetadata'];
    expect(unaudited.sort()).toEqual([...namesNobody, 'getConnectionHealth', 'getFields', 'getSession']);
  });

  it('keeps everything when it is started anew', async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'patients-again-'));
    const first = await startTestApp({ sandbox, dataFolder });
    const { json } = await first.as('olivia').post(paths.lists(places.ward5), { body: { name: 'Night' } });
    await first.close(true);
    const second = await startTestApp({ sandbox, dataFolder });
    expect((await second.as('chen').get(paths.session(places.ward5))).json.lists).toMatchObject([
      { id: json.id, name: 'Night' },
    ]);
    await second.close();
  });
});
