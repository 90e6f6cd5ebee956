import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { teamRoute } from '../../../api/http/route';
import { type SmallApp, startSmallApp } from '../../support/small-app';

let app: SmallApp;
beforeAll(async () => {
  app = await startSmallApp({
    routes: () => [
      teamRoute({
        operationId: 'PatientListRename',
        method: 'put',
        path: '/lists/{listId}',
        who: 'member',
        summary: 'Rename a list',
        params: z.strictObject({ listId: z.uuid() }),
        body: z.strictObject({ name: z.string().max(100) }),
        response: z.strictObject({ id: z.uuid() }),
        needsIfMatch: true,
        handle: async () => ({ body: {} }),
      }),
      teamRoute({
        operationId: 'PatientListCreate',
        method: 'post',
        path: '/lists',
        who: 'member',
        summary: 'Make a list',
        status: 201,
        handle: async () => ({ body: {} }),
      }),
    ],
  });
});
afterAll(() => app.close());

describe('/api/openapi.json', () => {
  it('names the status that a route answers with', async () => {
    const { json } = await app.anybody.get('/api/openapi.json');
    const lists = '/teams/{teamId}/channels/{channelId}/lists';
    expect(Object.keys(json.paths[lists].post.responses)).toEqual(['201', 'default']);
    expect(Object.keys(json.paths[`${lists}/{listId}`].put.responses)).toEqual(['200', 'default']);
  });

  it('describes each route by the schemas that check it', async () => {
    const { json } = await app.anybody.get('/api/openapi.json');
    expect(json.openapi).toBe('3.1.0');
    const put = json.paths['/teams/{teamId}/channels/{channelId}/lists/{listId}'].put;
    expect(put).toMatchObject({
      operationId: 'PatientListRename',
      summary: 'Rename a list',
      security: [{ teams: [] }],
    });
    const names = put.parameters.map((parameter: { name: string }) => parameter.name);
    expect(names).toEqual(expect.arrayContaining(['teamId', 'channelId', 'listId', 'If-Match']));
    const schema = put.requestBody.content['application/json'].schema;
    expect(schema).toMatchObject({ properties: { name: { maxLength: 100 } }, additionalProperties: false });
    expect(put.responses.default.content['application/problem+json'].schema.properties.code.enum).toContain(
      'not_found',
    );
  });

  it('names an audited operation by its audit name', async () => {
    const { json } = await app.anybody.get('/api/openapi.json');
    expect(json.paths['/teams/{teamId}/channels/{channelId}/audit'].get.operationId).toBe('AuditRead');
  });
});
