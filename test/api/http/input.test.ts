import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { teamPath } from '../../../api/contract/paths';
import { signToken, toClaims } from '../../support/entra';
import { echoForm, echoPost, echoPut, versioned } from '../../support/made-up-routes';
import { people, places } from '../../support/people';
import { noLimit } from '../../support/rates';
import { type SmallApp, startSmallApp } from '../../support/small-app';

let app: SmallApp;

beforeAll(async () => {
  app = await startSmallApp({
    requestsPerMinute: noLimit,
    routes: () => [echoPut, echoPost, echoForm, versioned],
  });
});
afterAll(() => app.close());

const ward = teamPath(places.ward5);
const id = '7b1c2c4e-0000-4000-8000-000000000001';
const chen = () => app.as(people.chen);

describe('what is sent', () => {
  it('reaches the handler checked', async () => {
    const answer = await chen().put(`${ward}/echo/${id}`, { body: { name: 'x' }, ifMatch: 3 });
    expect(answer.json).toEqual({ params: { id }, query: {}, sent: { name: 'x' }, ifMatch: 3 });
  });

  it('an id that can be none is 404', async () => {
    expect((await chen().put(`${ward}/echo/1`, { body: { name: 'x' }, ifMatch: 3 })).status).toBe(404);
  });

  it('without If-Match is 428 where one is needed, a wrong one is 400', async () => {
    const path = `${ward}/echo/${id}`;
    const none = await chen().put(path, { body: { name: 'x' } });
    expect([none.status, none.json.code]).toEqual([428, 'precondition_required']);
    for (const value of ['3', '*', 'W/"3"', '"3", "4"', '"x"']) {
      const answer = await chen().put(path, { body: { name: 'x' }, headers: { 'if-match': value } });
      expect(answer.json.code).toBe('invalid_input');
    }
  });

  it('T10: unknown keys are named and refused, in body and query', async () => {
    const answer = await chen().post(`${ward}/echo`, { body: { name: 'x', teamId: 'y', isOwner: true } });
    expect(answer.json).toMatchObject({ code: 'invalid_input', fields: [{ path: 'teamId, isOwner' }] });
    expect((await chen().post(`${ward}/echo?owner=1`, { body: { name: 'x' } })).json.code).toBe(
      'invalid_input',
    );
    expect((await chen().get(`${ward}/version?teamId=x`)).json.code).toBe('invalid_input');
  });

  it.each([
    '{"name":"x","__proto__":{"isOwner":true}}',
    '{"name":"x","\\u005f_proto__":{}}',
    '{"name":"x","more":[{"constructor":{"prototype":{}}}]}',
    '{"name":"x","name":"y"}',
    '{"name":"x","more":{"a":1,"\\u0061":2}}',
    '{"name":"x"',
    '"name"',
    '[]',
    '',
    '{"name":"x"} {}',
    'null',
  ])('T10, T22: the body %s is refused', async (text) => {
    const answer = await chen().post(`${ward}/echo`, { body: text });
    expect([answer.status, answer.json?.code]).toEqual([400, 'invalid_input']);
  });

  it('T22: 33 levels and 100,000 levels are refused, 32 are not', async () => {
    const nest = (levels: number) => `{"name":"x","more":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
    expect((await chen().post(`${ward}/echo`, { body: nest(32) })).status).toBe(200);
    expect((await chen().post(`${ward}/echo`, { body: nest(33) })).json.code).toBe('invalid_input');
    expect((await chen().post(`${ward}/echo`, { body: nest(100_000) })).json.code).toBe('invalid_input');
  });

  it('T20: more than 256 KB is 413', async () => {
    const answer = await chen().post(`${ward}/echo`, { body: { name: 'x'.repeat(300_000) } });
    expect([answer.status, answer.json.code]).toEqual([413, 'body_too_large']);
  });

  it('T17: another type or a compressed body is 415', async () => {
    const send = (headers: Record<string, string>) =>
      chen().post(`${ward}/echo`, { body: '{"name":"x"}', headers });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      expect((await send({ 'content-type': type })).json.code).toBe('unsupported_media_type');
    }
    expect((await send({ 'content-encoding': 'gzip' })).status).toBe(415);
  });

  it('a form is taken where a form is due, each field once', async () => {
    expect((await chen().post(`${ward}/form`, { form: { name: 'x' } })).json.sent).toEqual({ name: 'x' });
    const twice = await chen().post(`${ward}/form`, {
      body: 'name=x&name=y',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(twice.status).toBe(400);
  });

  it('a body that is not UTF-8 is refused', async () => {
    const headers = {
      authorization: `Bearer ${await signToken(toClaims(people.chen))}`,
      'content-type': 'application/json',
    };
    const response = await fetch(`${app.url}${ward}/echo`, {
      method: 'POST',
      headers,
      body: Buffer.from([0x22, 0xff, 0x22]),
    });
    expect(response.status).toBe(400);
  });
});
