import { describe, expect, it } from 'vitest';
import { isKnownError } from '../../../api/errors/known-error';
import { readTokenAnswer } from '../../../api/partners/token-answer.policy';
import { recordFigure } from '../figures';

const tid = '11111111-aaaa-4aaa-8aaa-111111111111';
const other = '22222222-bbbb-4bbb-8bbb-222222222222';
const good = { token_type: 'Bearer', access_token: 'abc', expires_in: 3600 };
const toJwt = (claims: object) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`;

/** What may be used of it, in seconds, or the error. */
function read(json: unknown, status = 200): string {
  try {
    const token = readTokenAnswer({ status, json }, { tenants: [tid], isTenantAsked: true });
    return `${token.usableSeconds}`;
  } catch (error) {
    return isKnownError(error) ? error.code : `${error}`;
  }
}

const incomplete = 'token_answer_incomplete';
const table: readonly (readonly [string, unknown, string, number?])[] = [
  ['as it should be', good, '3540'],
  ["the seed's long life", { ...good, expires_in: 156_678 }, '3540'],
  ['a life as text', { ...good, expires_in: '300' }, '240'],
  ['shorter than the skew', { ...good, expires_in: 30 }, '0'],
  ['half a second', { ...good, expires_in: 0.5 }, '0'],
  ['a small bearer', { ...good, token_type: 'bearer' }, '3540'],
  ['a JWT of ours', { ...good, access_token: toJwt({ scope: tid }) }, '3540'],
  ['no life', { ...good, expires_in: undefined }, incomplete],
  ['a life of 0', { ...good, expires_in: 0 }, incomplete],
  ['a life of -1', { ...good, expires_in: -1 }, incomplete],
  ['a life of NaN', { ...good, expires_in: Number.NaN }, incomplete],
  ['an endless life', { ...good, expires_in: Number.POSITIVE_INFINITY }, incomplete],
  ['a life of 1e308', { ...good, expires_in: 1e308 }, '3540'],
  ['a life in words', { ...good, expires_in: 'an hour' }, incomplete],
  ['a negative text', { ...good, expires_in: '-5' }, incomplete],
  ['a hexadecimal text', { ...good, expires_in: '0x10' }, incomplete],
  ['an exponent as text', { ...good, expires_in: '1e3' }, incomplete],
  ['a life of null', { ...good, expires_in: null }, incomplete],
  ['a list of lives', { ...good, expires_in: [3600] }, incomplete],
  ['true for a life', { ...good, expires_in: true }, incomplete],
  ['no token', { ...good, access_token: undefined }, incomplete],
  ['an empty token', { ...good, access_token: '' }, incomplete],
  ['a number for a token', { ...good, access_token: 7 }, incomplete],
  ['CR and LF in the token', { ...good, access_token: 'abc\r\nX-Evil: 1' }, incomplete],
  ['LF at the end of the token', { ...good, access_token: 'abc\n' }, incomplete],
  ['a space in the token', { ...good, access_token: 'a b' }, incomplete],
  ['NUL in the token', { ...good, access_token: 'a\u0000b' }, incomplete],
  ['letters of elsewhere', { ...good, access_token: 'abç' }, incomplete],
  ['a quote in the token', { ...good, access_token: 'a"b' }, incomplete],
  ['a padding in the middle', { ...good, access_token: 'a=b' }, incomplete],
  ['a token of 20,000', { ...good, access_token: 'a'.repeat(20_000) }, incomplete],
  ['a MAC', { ...good, token_type: 'mac' }, incomplete],
  ['a DPoP', { ...good, token_type: 'DPoP' }, incomplete],
  ['no type', { ...good, token_type: undefined }, incomplete],
  ['a list of types', { ...good, token_type: ['Bearer'] }, incomplete],
  ['nothing', null, incomplete],
  ['a list', [], incomplete],
  ['a text', 'token', incomplete],
  [
    'the prototype',
    JSON.parse('{"__proto__":{"token_type":"Bearer","access_token":"a","expires_in":9}}'),
    incomplete,
  ],
  ['an error with status 200', { ...good, error: 'server_error' }, 'token_refused'],
  ['an unknown scope', { error: 'invalid_scope' }, 'tenant_unknown_to_partner', 400],
  ['a wrong secret', { error: 'invalid_client' }, 'token_refused', 401],
  ['a good body with 500', good, 'server_error', 500],
  ['a good body with 302', good, 'server_error', 302],
  ['a good body with 201', good, 'server_error', 201],
  ['too many requests', {}, 'server_busy', 429],
  ["another hospital's scope", { ...good, scope: other }, 'tenant_unknown_to_partner'],
  ["another hospital's JWT", { ...good, access_token: toJwt({ scope: other }) }, 'tenant_unknown_to_partner'],
  [
    "another hospital's scp",
    { ...good, access_token: toJwt({ scp: `x/${other}` }) },
    'tenant_unknown_to_partner',
  ],
];

describe('T8: a token answer that lies', () => {
  it(`${table.length} answers: at most an hour's use of a clean bearer for the right hospital, or the error that helps`, () => {
    expect(table.length).toBeGreaterThanOrEqual(40);
    const wrong = table
      .map(([name, json, expected, status]) => ({ name, got: read(json, status), expected }))
      .filter(({ got, expected }) => got !== expected);
    recordFigure({ id: 'T8', name: 'token answers', tried: table.length, through: wrong.length });
    expect(wrong).toEqual([]);
  });
});
