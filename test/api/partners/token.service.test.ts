// App to app tokens: what is sent, what may be answered, and that hospitals never share one.
import { describe, expect, it } from 'vitest';
import type { Answer, CallOptions } from '../../../api/outbound/outbound.service';
import type { Partner } from '../../../api/partners/partner.schema';
import { createPartners } from '../../../api/partners/registry.service';
import { createTokenService } from '../../../api/partners/token.service';

const tidA = '11111111-aaaa-4aaa-8aaa-111111111111';
const tidB = '22222222-bbbb-4bbb-8bbb-222222222222';

function toPartner(kind: 'client_secret_post' | 'client_secret_basic', id = 'p', more: object = {}): Partner {
  const { all } = createPartners({
    openServers: [],
    partners: [
      {
        id,
        name: id,
        bases: [`https://${id}.example/r4`],
        tokenEndpoint: `https://auth.${id}.example/token`,
        auth: { kind, clientId: 'a+b c', clientSecret: '1%2:é' },
        ...more,
      },
    ],
  });
  const [partner] = all;
  if (!partner) throw new Error('no partner');
  return partner;
}

interface Asked {
  readonly url: string;
  readonly body: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
}

function open(answer: (asked: Asked) => Partial<Answer> | Promise<Partial<Answer>>) {
  const asked: Asked[] = [];
  let clock = 0;
  const tokens = createTokenService({
    now: () => clock,
    outbound: {
      async post(url: string | URL, body: string, options: CallOptions = {}) {
        const one = { url: String(url), body: new URLSearchParams(body), headers: options.headers ?? {} };
        asked.push(one);
        return { status: 200, headers: {}, isJson: true, json: undefined, ...(await answer(one)) };
      },
    },
  });
  return {
    tokens,
    asked,
    pass: (seconds: number) => {
      clock += seconds * 1000;
    },
  };
}

const good = { token_type: 'Bearer', access_token: 'abc', expires_in: 3600 };

describe('the request', () => {
  it('by body has grant_type, client_id, client_secret and the tenant as scope', async () => {
    const { tokens, asked } = open(() => ({ json: good }));
    await tokens.getToken(toPartner('client_secret_post'), tidA);
    expect(Object.fromEntries(asked[0]?.body ?? [])).toEqual({
      grant_type: 'client_credentials',
      client_id: 'a+b c',
      client_secret: '1%2:é',
      scope: tidA,
    });
    expect(asked[0]?.headers.authorization).toBeUndefined();
  });

  it('by Basic form-encodes both parts first and keeps them out of the body', async () => {
    const { tokens, asked } = open(() => ({ json: good }));
    await tokens.getToken(toPartner('client_secret_basic'), tidA);
    const basic = asked[0]?.headers.authorization?.replace('Basic ', '') ?? '';
    expect(Buffer.from(basic, 'base64').toString()).toBe('a%2Bb+c:1%252%3A%C3%A9');
    expect(Object.fromEntries(asked[0]?.body ?? [])).toEqual({
      grant_type: 'client_credentials',
      scope: tidA,
    });
  });
});

const jwt = (claims: object) => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

describe('T8: the answer', () => {
  it.each([
    [good, 3600],
    [{ ...good, token_type: 'bearer' }, 3600],
    [{ ...good, token_type: 'BEARER' }, 3600],
    [{ ...good, expires_in: '300' }, 300],
    [{ ...good, expires_in: 156678 }, 156678],
    [{ ...good, expires_in: 1e300 }, 1e300],
    [{ ...good, access_token: jwt({ scope: tidA }) }, 3600],
    [{ ...good, scope: tidA.toUpperCase() }, 3600],
    [{ ...good, scope: 'system/*.rs' }, 3600],
    [{ ...good, access_token: 'a.!.b'.replace('!', '_') }, 3600],
  ])('%j is good', async (json, expiresIn) => {
    const { tokens } = open(() => ({ json }));
    expect((await tokens.getToken(toPartner('client_secret_post'), tidA)).expiresIn).toBe(expiresIn);
  });

  it.each<[unknown, string]>([
    [{ ...good, expires_in: undefined }, 'expires_in'],
    [{ ...good, expires_in: -1 }, 'expires_in'],
    [{ ...good, expires_in: 0 }, 'expires_in'],
    [{ ...good, expires_in: Number.NaN }, 'expires_in'],
    [{ ...good, expires_in: Number.POSITIVE_INFINITY }, 'expires_in'],
    [{ ...good, expires_in: null }, 'expires_in'],
    [{ ...good, expires_in: 'soon' }, 'expires_in'],
    [{ ...good, expires_in: '-5' }, 'expires_in'],
    [{ ...good, expires_in: '1e9' }, 'expires_in'],
    [{ ...good, expires_in: [3600] }, 'expires_in'],
    [{ ...good, token_type: undefined }, 'token_type'],
    [{ ...good, token_type: 'MAC' }, 'token_type'],
    [{ ...good, token_type: 7 }, 'token_type'],
    [{ ...good, access_token: undefined }, 'access_token'],
    [{ ...good, access_token: '' }, 'access_token'],
    [{ ...good, access_token: 'a b' }, 'access_token'],
    [{ ...good, access_token: 'a\r\nX-Evil: 1' }, 'access_token'],
    [{ ...good, access_token: 'é' }, 'access_token'],
    [{ ...good, access_token: { a: 1 } }, 'access_token'],
    [{ ...good, access_token: 'a'.repeat(20_000) }, 'access_token'],
    [{}, 'token_type'],
    [[], 'token_type'],
    ['text', 'token_type'],
    [null, 'token_type'],
    [undefined, 'token_type'],
  ])('%j lacks %s', async (json, field) => {
    const { tokens } = open(() => ({ json }));
    await expect(tokens.getToken(toPartner('client_secret_post'), tidA)).rejects.toMatchObject({
      code: 'token_answer_incomplete',
      parts: { fields: expect.arrayContaining([expect.objectContaining({ path: field })]) },
    });
  });

  it.each<[number, unknown, string]>([
    [401, { error: 'invalid_client' }, 'token_refused'],
    [400, { error: 'invalid_client', error_description: null }, 'token_refused'],
    [400, { error: 'invalid_request' }, 'token_refused'],
    [400, { error: 'unauthorized_client' }, 'token_refused'],
    [400, undefined, 'token_refused'],
    [200, { error: 'invalid_client' }, 'token_refused'],
    [400, { error: 'invalid_scope' }, 'tenant_unknown_to_partner'],
    [403, undefined, 'tenant_unknown_to_partner'],
    [403, { error: 'access_denied' }, 'tenant_unknown_to_partner'],
    [429, undefined, 'server_busy'],
    [404, undefined, 'server_error'],
    [501, undefined, 'server_error'],
    [200, { ...good, scope: tidB }, 'tenant_unknown_to_partner'],
    [200, { ...good, access_token: jwt({ scope: tidB }) }, 'tenant_unknown_to_partner'],
  ])('%i %j is %s', async (status, json, code) => {
    const { tokens } = open(() => ({ status, json }));
    await expect(tokens.getToken(toPartner('client_secret_post'), tidA)).rejects.toMatchObject({ code });
  });
});

describe('T8: by system', () => {
  const { expires_in: _seconds, ...unsaid } = good;
  const ask = async (more: object, answer: Partial<Answer>) => {
    const { tokens, asked } = open(() => answer);
    const token = await tokens.getToken(toPartner('client_secret_post', 'p', more), tidA);
    return { token, asked };
  };

  it.each(['contract', 'datica', 'cloverleaf', 'corolar'])(
    '%s must say how long a token is good',
    async (preset) => {
      await expect(ask({ preset }, { json: unsaid })).rejects.toMatchObject({
        code: 'token_answer_incomplete',
      });
    },
  );

  it.each(['epic', 'oracle', 'meditech', 'athena', 'hapi', 'medplum', 'firely'])(
    '%s need not: five minutes are assumed, and nonsense is still refused',
    async (preset) => {
      expect((await ask({ preset }, { json: unsaid })).token).toMatchObject({
        expiresIn: 300,
        usableSeconds: 240,
      });
      for (const expires_in of [null, 'soon', -1]) {
        const json = { ...good, expires_in };
        await expect(ask({ preset }, { json })).rejects.toMatchObject({ code: 'token_answer_incomplete' });
      }
    },
  );

  it('an empty scope is not sent, and a refused one that names no tenant is no unknown tenant', async () => {
    const { asked } = await ask({ preset: 'epic' }, { json: good });
    expect(asked[0]?.body.has('scope')).toBe(false);
    for (const answer of [{ status: 400, json: { error: 'invalid_scope' } }, { status: 403 }]) {
      await expect(ask({ preset: 'oracle' }, answer)).rejects.toMatchObject({ code: 'token_refused' });
    }
  });

  it('T7: the partner’s own name of the hospital is ours as well, another one is not', async () => {
    const named = (scope: string) =>
      ask(
        { scope: '{partnerTenant}', routing: { by: 'scope', tenants: { [tidA]: tidB } } },
        { json: { ...good, scope } },
      );
    expect((await named(tidB)).asked[0]?.body.get('scope')).toBe(tidB);
    await expect(named('33333333-cccc-4ccc-8ccc-333333333333')).rejects.toMatchObject({
      code: 'tenant_unknown_to_partner',
    });
  });
});

describe('keeping tokens', () => {
  it('one refresh serves many callers, and a caller that gives up does not cancel it for the others', async () => {
    const { tokens, asked } = open(() => ({ json: good }));
    const gone = new AbortController();
    const partner = toPartner('client_secret_post');
    const calls = [1, 2, 3].map(() => tokens.getToken(partner, tidA));
    const cancelled = tokens.getToken(partner, tidA, gone.signal);
    gone.abort(new Error('gone'));
    await expect(cancelled).rejects.toThrow('gone');
    expect(new Set(await Promise.all(calls)).size).toBe(1);
    expect(asked).toHaveLength(1);
  });

  it('a failure that nobody waits for any more, since who asked had gone already, ends nothing', async () => {
    const { tokens } = open(() => ({ status: 401, json: { error: 'invalid_client' } }));
    const partner = toPartner('client_secret_post');
    const unheard: unknown[] = [];
    const hear = (error: unknown) => unheard.push(error);
    process.on('unhandledRejection', hear);
    try {
      await expect(tokens.getToken(partner, tidA, AbortSignal.abort())).rejects.toThrow('aborted');
      await expect(tokens.getToken(partner, tidA)).rejects.toMatchObject({ code: 'token_refused' });
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      process.off('unhandledRejection', hear);
    }
    expect(unheard).toEqual([]);
  });

  it('T8: for the time that the partner says, less a minute, at most an hour', async () => {
    const { tokens, asked, pass } = open(() => ({ json: { ...good, expires_in: 156678 } }));
    const partner = toPartner('client_secret_post');
    await tokens.getToken(partner, tidA);
    pass(3539);
    await tokens.getToken(partner, tidA);
    expect(asked).toHaveLength(1);
    pass(2);
    await tokens.getToken(partner, tidA);
    expect(asked).toHaveLength(2);
  });

  it('an old 401 does not throw a newer token away', async () => {
    let count = 0;
    const { tokens, asked } = open(() => ({ json: { ...good, access_token: `t${count++}` } }));
    const partner = toPartner('client_secret_post');
    const old = await tokens.getToken(partner, tidA);
    tokens.invalidate(partner, tidA, old.accessToken);
    const fresh = await tokens.getToken(partner, tidA);
    tokens.invalidate(partner, tidA, old.accessToken);
    expect(await tokens.getToken(partner, tidA)).toBe(fresh);
    expect(asked).toHaveLength(2);
  });

  it('a failure is not kept', async () => {
    let isDown = true;
    const { tokens } = open(() => (isDown ? { status: 401 } : { json: good }));
    const partner = toPartner('client_secret_post');
    await expect(tokens.getToken(partner, tidA)).rejects.toMatchObject({ code: 'token_refused' });
    isDown = false;
    expect((await tokens.getToken(partner, tidA)).accessToken).toBe('abc');
  });

  it("T7: five tenants in a thousand interleaved calls never get each other's token", async () => {
    const { tokens } = open(async ({ body }) => {
      await Promise.resolve();
      return { json: { ...good, access_token: `for-${body.get('scope')}` } };
    });
    const partners = [toPartner('client_secret_post', 'p'), toPartner('client_secret_basic', 'q')];
    const tids = [tidA, tidB, ...['3', '4', '5'].map((n) => `${n.repeat(8)}-cccc-4ccc-8ccc-${n.repeat(12)}`)];
    await Promise.all(
      Array.from({ length: 1000 }, async (_, i) => {
        const partner = partners[i % 2];
        const tid = tids[(i * 7) % 5] ?? '';
        if (!partner) return;
        const token = await tokens.getToken(partner, tid);
        expect(token.accessToken).toBe(`for-${tid}`);
        if (i % 11 === 0) tokens.invalidate(partner, tid, token.accessToken);
      }),
    );
  });
});

describe('T37: a registration that was changed', () => {
  it('gets a token of its own, and what was got with the secret before is not used again', async () => {
    const { tokens, asked } = open(() => ({ json: { ...good, access_token: `of-${asked.length}` } }));
    const [before, after] = [toPartner('client_secret_post'), toPartner('client_secret_post')];
    expect((await tokens.getToken(before, tidA)).accessToken).toBe('of-1');
    expect(tokens.peek(after, tidA)).toBeUndefined();
    expect((await tokens.getToken(after, tidA)).accessToken).toBe('of-2');
    expect(tokens.peek(before, tidA)).toBeUndefined();
  });
});
