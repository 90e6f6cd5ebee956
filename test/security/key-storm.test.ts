// T12: made-up key ids can't make us ask the issuer again and again.
import { expect, it } from 'vitest';
import { isKnownError } from '../../api/errors/known-error';
import { createKeySets } from '../../api/sign-in/key-set.service';
import { createTokenPolicy } from '../../api/sign-in/token.policy';
import { createKeyServer, signToken, testIssuer, toBearer, toClaims } from '../support/entra';
import { clientId, hillcrest, people, seaview } from '../support/people';
import { recordFigure, toSize } from './figures';

const size = toSize('PATIENTS_TEST_KEY_IDS', 10_000);
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

it('T12: 10,000 made-up key ids within 30 s lead to at most two questions to the issuer', async () => {
  let now = Date.now();
  const server = createKeyServer();
  const keySets = createKeySets({ fetchJson: server.fetchJson, issuer: testIssuer, now: () => now });
  const check = createTokenPolicy({
    issuer: testIssuer,
    keySets,
    tenants: new Set([seaview, hillcrest]),
    clientId,
    publicHost: 'patients.test',
    now: () => now,
  });
  const [, payload, signature] = (await signToken(toClaims(people.chen))).split('.');
  await check(await toBearer(people.chen));
  let accepted = 0;
  for (let index = 0; index < size; index++) {
    now += index % 400 === 0 ? 1 : 0;
    const head = base64({ alg: 'RS256', typ: 'JWT', kid: `made-up-${index}` });
    const code = await check(`Bearer ${head}.${payload}.${signature}`).then(
      () => 'accepted',
      (error: unknown) => (isKnownError(error) ? error.code : 'unknown'),
    );
    if (code !== 'not_signed_in') accepted += 1;
  }
  const asked = server.asked();
  const through = accepted + Math.max(0, asked - 2);
  recordFigure({ id: 'T12', name: 'made-up key ids', tried: size, through, size: 'PATIENTS_TEST_KEY_IDS' });
  expect([accepted, asked]).toEqual([0, expect.any(Number)]);
  expect(asked).toBeLessThanOrEqual(2);
  now += 31_000;
  await check(`Bearer ${base64({ alg: 'RS256', typ: 'JWT', kid: 'x' })}.${payload}.${signature}`).catch(
    () => 0,
  );
  expect(server.asked()).toBe(asked + 1);
});
