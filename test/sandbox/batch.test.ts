import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asker, createAsker, getToken, toIds } from './ask';
import { cast } from './census/roles';
import { tenantIds } from './persona';
import { isObject, type JsonObject, toObjects } from './resource';
import { type Sandbox, startSandbox } from './sandbox';

let sandbox: Sandbox;
let open: Asker;
let harbor: Asker;
beforeAll(async () => {
  sandbox = await startSandbox();
  open = createAsker(sandbox.links.open);
  harbor = createAsker(sandbox.links.harbor, await getToken(sandbox, 'harbor', tenantIds.seaview));
});
afterAll(() => sandbox.close());

const statuses = (json: JsonObject) => toObjects(json.entry).map((entry) => Object(entry.response).status);
const resourceAt = (json: JsonObject, at: number): JsonObject => {
  const resource = toObjects(json.entry)[at]?.resource;
  return isObject(resource) ? resource : {};
};

describe('a batch', () => {
  it('answers each entry in its place, with its own status', async () => {
    const { status, json } = await open.batch([
      `Patient/${cast.left}`,
      'Patient/nobody',
      `/Encounter?patient=${cast.left}&_sort=-date`,
      'Patient?id=1',
      'Basket?x=1',
    ]);
    expect(status).toBe(200);
    expect([json.resourceType, json.type]).toEqual(['Bundle', 'batch-response']);
    expect(statuses(json)).toEqual(['200 OK', '404 Not Found', '200 OK', '400 Bad Request', '404 Not Found']);
    expect(resourceAt(json, 0).id).toBe(cast.left);
    expect(resourceAt(json, 2)).toMatchObject({ resourceType: 'Bundle', type: 'searchset' });
    expect(toObjects(json.entry)[1]).toHaveProperty('response.outcome.resourceType', 'OperationOutcome');
  });

  it('says the same as single searches', async () => {
    const query = `Observation?patient=${cast.manyVitals}&category=vital-signs&_sort=-date&_count=20`;
    const single = (await open.get(query)).json;
    expect(toIds(resourceAt((await open.batch([query])).json, 0))).toEqual(toIds(single));
  });

  it('has the outcome as a resource in DSTU2', async () => {
    const { json } = await harbor.batch(['Patient/nobody']);
    expect(resourceAt(json, 0).resourceType).toBe('OperationOutcome');
  });

  it('passes strict handling on to its entries', async () => {
    const query = `Coverage?patient=${cast.left}`;
    expect(statuses((await harbor.batch([query])).json)).toEqual(['200 OK']);
    expect(statuses((await harbor.batch([query], { prefer: 'handling=strict' })).json)).toEqual([
      '400 Bad Request',
    ]);
  });

  it('is refused beyond the limit, as no batch at all, and where there is none', async () => {
    const many = Array.from({ length: 201 }, () => `Patient/${cast.left}`);
    expect((await harbor.batch(many)).status).toBe(400);
    expect((await open.batch(many)).status).toBe(200);
    const posted = await fetch(sandbox.links.open, { method: 'POST', body: '{"resourceType":"Patient"}' });
    expect(posted.status).toBe(400);
    const cedar = createAsker(sandbox.links.cedar, await getToken(sandbox, 'cedar', tenantIds.seaview));
    expect((await cedar.batch([`Patient/${cast.left}`])).status).toBe(405);
  });

  it('only reads', async () => {
    const entry = [{ request: { method: 'DELETE', url: `Patient/${cast.left}` } }];
    const body = JSON.stringify({ resourceType: 'Bundle', type: 'batch', entry });
    const answered: unknown = await (await fetch(sandbox.links.open, { method: 'POST', body })).json();
    expect(isObject(answered) && statuses(answered)).toEqual(['405 Method Not Allowed']);
  });
});
