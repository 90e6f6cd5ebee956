import { constants, createHmac, KeyObject, sign } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { isKnownError } from '../../../api/errors/known-error';
import { createKeySets } from '../../../api/sign-in/key-set.service';
import { createTokenPolicy } from '../../../api/sign-in/token.policy';
import { TokenRefused } from '../../../api/sign-in/token-refused';
import { createKeyServer, issuerKey, signToken, testIssuer, toBearer, toClaims } from '../../support/entra';
import { clientId, hillcrest, people, seaview, teamsWeb } from '../../support/people';

const person = people.chen;
const stranger = '33333333-cccc-4ccc-8ccc-333333333333';

function setUp(now: () => number = Date.now) {
  const server = createKeyServer();
  const keySets = createKeySets({ fetchJson: server.fetchJson, issuer: testIssuer, now });
  const tenants = new Set([seaview, hillcrest]);
  const check = createTokenPolicy({
    issuer: testIssuer,
    keySets,
    tenants,
    clientId,
    publicHost: 'patients.test',
    now,
  });
  return { check, server };
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'accepted',
    (error: unknown) => (isKnownError(error) ? error.code : 'not a known error'),
  );
}

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const seconds = Math.floor(Date.now() / 1000);
const without = (name: string): JWTPayload => {
  const { [name]: _gone, ...rest } = toClaims(person);
  return rest;
};

describe('a good token', () => {
  it('names the person by tenant and object id', async () => {
    const { check } = setUp();
    const token = await signToken({ ...toClaims(person), uti: 'made-up-uti' });
    expect(await check(`Bearer ${token}`)).toEqual({
      tid: seaview,
      oid: person.oid,
      name: person.name,
      azp: teamsWeb,
      uti: 'made-up-uti',
    });
  });

  it('may be made for the application id URI', async () => {
    const { check } = setUp();
    const token = await signToken({ ...toClaims(person), aud: `api://patients.test/${clientId}` });
    expect(await codeOf(check(`Bearer ${token}`))).toBe('accepted');
  });

  it('is still good 30 s after its end, for clocks differ', async () => {
    const { check } = setUp();
    const token = await signToken({ ...toClaims(person), exp: seconds - 30 });
    expect(await codeOf(check(`Bearer ${token}`))).toBe('accepted');
  });
});

describe('a token that was good a moment ago', () => {
  it('ends when it ends, and is checked anew after a minute', async () => {
    let now = Date.now();
    const { check } = setUp(() => now);
    const short = `Bearer ${await signToken({ ...toClaims(person), exp: Math.floor(now / 1000) + 30 })}`;
    expect(await codeOf(check(short))).toBe('accepted');
    now += 91_000;
    expect(await codeOf(check(short))).toBe('token_expired');
    const long = await toBearer(person);
    await check(long);
    now += 30 * 60_000;
    expect(await codeOf(check(long))).toBe('accepted');
    now += 31 * 60_000;
    expect(await codeOf(check(long))).toBe('token_expired');
  });

  it('that was found good after its end, for clocks differ, is not kept beyond that allowance', async () => {
    let now = Date.now();
    const { check } = setUp(() => now);
    const short = `Bearer ${await signToken({ ...toClaims(person), exp: Math.floor(now / 1000) })}`;
    now += 50_000;
    expect(await codeOf(check(short))).toBe('accepted');
    now += 20_000;
    expect(await codeOf(check(short))).toBe('token_expired');
  });

  it('lends nothing to another that begins or ends like it', async () => {
    const { check } = setUp();
    const good = await toBearer(person);
    await check(good);
    const [head, , signature] = good.split('.');
    const other = base64({ ...toClaims(people.olivia) });
    expect(await codeOf(check(`${head}.${other}.${signature}`))).toBe('not_signed_in');
    expect(await check(await toBearer(people.olivia))).toMatchObject({ oid: people.olivia.oid });
  });
});

describe('T12: forged claims', () => {
  const changed: [string, JWTPayload, string][] = [
    ['expired', { exp: seconds - 90 }, 'token_expired'],
    ['not yet valid', { nbf: seconds + 90 }, 'not_signed_in'],
    ['issued in the future', { iat: seconds + 90 }, 'not_signed_in'],
    ['exp as text', { exp: `${seconds + 900}` as never }, 'not_signed_in'],
    ['another audience', { aud: 'c0000000-0000-4000-8000-000000000000' }, 'not_signed_in'],
    ['the audience of Graph', { aud: '00000003-0000-0000-c000-000000000000' }, 'not_signed_in'],
    ['an audience of another host', { aud: `api://evil.test/${clientId}` }, 'not_signed_in'],
    ['an audience with our id inside', { aud: `${clientId}.evil.test` }, 'not_signed_in'],
    ['no audience in a list', { aud: [] }, 'not_signed_in'],
    ['a tenant that is not allowed', { tid: stranger, iss: testIssuer.issuerOf(stranger) }, 'wrong_tenant'],
    ['a tenant that is a path', { tid: `../${seaview}` }, 'wrong_tenant'],
    ['a tenant that is no text', { tid: 7 as never }, 'not_signed_in'],
    ['a tenant in a list', { tid: [seaview] as never }, 'not_signed_in'],
    ['an issuer of another allowed tenant', { iss: testIssuer.issuerOf(hillcrest) }, 'not_signed_in'],
    ['a tenant of another allowed issuer', { tid: hillcrest }, 'not_signed_in'],
    ['an issuer of another host', { iss: `https://evil.test/entra/${seaview}/v2.0` }, 'not_signed_in'],
    ['an issuer with a tail', { iss: `${testIssuer.issuerOf(seaview)}/` }, 'not_signed_in'],
    ['an issuer in capitals', { iss: testIssuer.issuerOf(seaview).toUpperCase() }, 'not_signed_in'],
    ['the common issuer', { iss: testIssuer.issuerOf('common') }, 'not_signed_in'],
    ['an issuer of version 1', { iss: `https://sts.windows.net/${seaview}/` }, 'not_signed_in'],
    ['version 1', { ver: '1.0' }, 'token_version'],
    [
      'version 1 of its own issuer',
      { ver: '1.0', iss: `https://sts.windows.net/${seaview}/` },
      'token_version',
    ],
    ['version as a number', { ver: 2 as never }, 'not_signed_in'],
    ['another scope', { scp: 'User.Read' }, 'not_signed_in'],
    ['a scope that begins like ours', { scp: 'access_as_user_too' }, 'not_signed_in'],
    ['an empty scope', { scp: '' }, 'not_signed_in'],
    ['a scope list that is no text', { scp: ['access_as_user'] as never }, 'not_signed_in'],
    ['an app-only token', { idtyp: 'app' }, 'not_signed_in'],
    ['another client', { azp: 'c0000000-0000-4000-8000-000000000000' }, 'not_signed_in'],
    ['ourselves as client', { azp: clientId }, 'not_signed_in'],
    ['an object id that is no GUID', { oid: 'olivia' }, 'not_signed_in'],
    ['an object id that is an object', { oid: { $ne: '' } as never }, 'not_signed_in'],
  ];
  it.each(changed)('%s is refused', async (_what, claims, code) => {
    const { check } = setUp();
    expect(await codeOf(check(`Bearer ${await signToken({ ...toClaims(person), ...claims })}`))).toBe(code);
  });

  it.each(['iss', 'aud', 'exp', 'nbf', 'iat', 'tid', 'oid', 'ver', 'scp', 'azp'])(
    'no %s is refused',
    async (name) => {
      const { check } = setUp();
      expect(await codeOf(check(`Bearer ${await signToken(without(name))}`))).toBe('not_signed_in');
    },
  );

  it('app roles without a scope are refused', async () => {
    const { check } = setUp();
    const token = await signToken({ ...without('scp'), roles: ['access_as_user'] });
    expect(await codeOf(check(`Bearer ${token}`))).toBe('not_signed_in');
  });
});

describe('a refusal tells the log whose token it was', () => {
  const bearerOf = async (authorization: string) => {
    const { check } = setUp();
    return check(authorization).then(
      () => 'accepted',
      (error: unknown) => (error instanceof TokenRefused ? error.bearer : 'another error'),
    );
  };
  const { tid, oid } = person;

  it('where our tenant’s issuer signed it', async () => {
    const known = { tid, oid, azp: teamsWeb, uti: 'u' };
    for (const claims of [{ exp: seconds - 90 }, { scp: 'User.Read' }, { aud: 'other' }]) {
      const token = await signToken({ ...toClaims(person), uti: 'u', ...claims });
      expect(await bearerOf(`Bearer ${token}`)).toEqual(known);
    }
  });

  it('and nothing where it is forged, or of another tenant than it says', async () => {
    const [head, , signature] = (await signToken(toClaims(person))).split('.');
    expect(await bearerOf(`Bearer ${head}.${base64(toClaims(people.olivia))}.${signature}`)).toBeUndefined();
    const other = await signToken({ ...toClaims(person), iss: testIssuer.issuerOf(hillcrest) });
    expect(await bearerOf(`Bearer ${other}`)).toBeUndefined();
  });
});

describe('T12: forged signatures and headers', () => {
  const claims = toClaims(person);

  it('alg none is refused in every spelling', async () => {
    const { check } = setUp();
    for (const alg of ['none', 'None', 'NONE', 'nOnE', '']) {
      const head = base64({ alg, typ: 'JWT', kid: issuerKey.kid });
      expect(await codeOf(check(`Bearer ${head}.${base64(claims)}.`))).toBe('not_signed_in');
      expect(await codeOf(check(`Bearer ${head}.${base64(claims)}.x`))).toBe('not_signed_in');
    }
  });

  it('a MAC by our public key is refused', async () => {
    const { check } = setUp();
    const secret = await exportSPKI(issuerKey.publicKey);
    for (const alg of ['HS256', 'HS384', 'HS512']) {
      const signed = `${base64({ alg, typ: 'JWT', kid: issuerKey.kid })}.${base64(claims)}`;
      const mac = createHmac(alg.replace('HS', 'sha'), secret).update(signed).digest('base64url');
      expect(await codeOf(check(`Bearer ${signed}.${mac}`))).toBe('not_signed_in');
    }
  });

  it('another key under our key id is refused', async () => {
    const { check } = setUp();
    const other = await generateKeyPair('RS256');
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: issuerKey.kid })
      .sign(other.privateKey);
    expect(await codeOf(check(`Bearer ${token}`))).toBe('not_signed_in');
  });

  it('a key that the token brings along is refused, whatever its name', async () => {
    const { check } = setUp();
    const other = await generateKeyPair('RS256', { extractable: true });
    const jwk = await exportJWK(other.publicKey);
    for (const extra of [
      { jwk },
      { jku: 'https://evil.test/keys' },
      { x5u: 'https://evil.test/c' },
      { x5c: ['MII'] },
    ]) {
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: issuerKey.kid, ...extra })
        .sign(other.privateKey);
      expect(await codeOf(check(`Bearer ${token}`))).toBe('not_signed_in');
      expect(await codeOf(check(`Bearer ${await signToken(claims, extra)}`))).toBe('not_signed_in');
    }
  });

  it.each([
    { crit: ['exp'] },
    { crit: ['b64'], b64: true },
    { typ: 'at+jwt' },
    { typ: undefined },
    { kid: 'unknown' },
  ])('the header %j is refused', async (header) => {
    const { check } = setUp();
    const head = base64({ alg: 'RS256', typ: 'JWT', kid: issuerKey.kid, ...header });
    const [, payload, signature] = (await signToken(claims)).split('.');
    expect(await codeOf(check(`Bearer ${head}.${payload}.${signature}`))).toBe('not_signed_in');
  });

  it.each(['RS384', 'RS512', 'PS256', 'ES256', 'EdDSA'])('%s in place of RS256 is refused', async (alg) => {
    const { check } = setUp();
    const [, payload, signature] = (await signToken(claims)).split('.');
    const head = base64({ alg, typ: 'JWT', kid: issuerKey.kid });
    expect(await codeOf(check(`Bearer ${head}.${payload}.${signature}`))).toBe('not_signed_in');
  });

  it.each([
    ['RS384', 'sha384', constants.RSA_PKCS1_PADDING],
    ['RS512', 'sha512', constants.RSA_PKCS1_PADDING],
    ['PS256', 'sha256', constants.RSA_PKCS1_PSS_PADDING],
  ] as const)('%s by the issuer’s own key is refused', async (alg, hash, padding) => {
    const { check } = setUp();
    const [, payload] = (await signToken(claims)).split('.');
    const signed = `${base64({ alg, typ: 'JWT', kid: issuerKey.kid })}.${payload}`;
    const key = {
      key: KeyObject.from(issuerKey.privateKey),
      padding,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    };
    const signature = sign(hash, Buffer.from(signed), key).toString('base64url');
    expect(await codeOf(check(`Bearer ${signed}.${signature}`))).toBe('not_signed_in');
  });

  it('one changed character anywhere is refused', async () => {
    const { check } = setUp();
    const token = await signToken(claims);
    for (let at = 3; at < token.length - 3; at += 7) {
      const forged = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      expect(await codeOf(check(`Bearer ${forged}`))).not.toBe('accepted');
    }
  });

  it.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'Basic b2w6',
    'Bearer a.b',
    'bearer a.b.c',
    'Bearer a.b.c d',
    `Bearer ${'a'.repeat(9000)}.${'b'.repeat(9000)}.c`,
  ])('the header value %s is refused', async (value) => {
    const { check } = setUp();
    expect(await codeOf(check(value))).toBe('not_signed_in');
  });
});

describe('T12: keys of the issuer', () => {
  it('are fetched once for many callers', async () => {
    const { check, server } = setUp();
    const bearer = await toBearer(person);
    await Promise.all(Array.from({ length: 50 }, () => check(bearer)));
    expect(server.asked()).toBe(1);
  });

  it('an outage of the issuer signs nobody out for a day, and no longer', async () => {
    let now = Date.now();
    const { check, server } = setUp(() => now);
    const token = `Bearer ${await signToken({ ...toClaims(person), exp: seconds + 48 * 3600 })}`;
    await check(token);
    server.fail(true);
    now += 23 * 3600_000;
    expect(await codeOf(check(token))).toBe('accepted');
    now += 2 * 3600_000;
    expect(await codeOf(check(token))).toBe('roster_unavailable');
  });

  it('that could not be read again are tried every half minute, and read when the issuer is back', async () => {
    let now = Date.now();
    const { check, server } = setUp(() => now);
    await check(await toBearer(person));
    server.fail(true);
    now += 61 * 60_000;
    for (let index = 0; index < 40; index++) {
      const claims = { ...toClaims(person), exp: Math.floor(now / 1000) + 600 + index };
      await check(`Bearer ${await signToken(claims)}`);
    }
    expect(server.asked()).toBe(2);
    server.fail(false);
    now += 30_000;
    await check(`Bearer ${await signToken({ ...toClaims(person), exp: Math.floor(now / 1000) + 900 })}`);
    expect(server.asked()).toBe(3);
  });

  it('without any key the answer is that we cannot tell, not that the token is bad', async () => {
    const { check, server } = setUp();
    server.fail(true);
    expect(await codeOf(check(await toBearer(person)))).toBe('roster_unavailable');
  });
});
