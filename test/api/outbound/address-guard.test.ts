// No request may reach an inner address, however it is written or resolved.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAddressPolicy } from '../../../api/outbound/address.policy';
import type { Resolve } from '../../../api/outbound/guarded-connect';
import { createOutbound } from '../../../api/outbound/outbound.service';

let hits = 0;
let canary: Server;
let port = 0;
beforeAll(async () => {
  canary = createServer((_request, response) => {
    hits++;
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(canary, 'listening');
  ({ port } = canary.address() as AddressInfo);
});
afterAll(() => {
  canary.closeAllConnections();
  canary.close();
});

const answerWith =
  (...addresses: string[]): Resolve =>
  (_hostname, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

const innerHosts = [
  '127.0.0.1',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0x7f.1',
  '0177.0.0.1',
  '017700000001',
  '0.0.0.0',
  '0',
  '[::1]',
  '[::]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[::7f00:1]',
  '[0:0:0:0:0:0:0:1]',
  '①②⑦.⓪.⓪.①',
  '127。0。0。1',
  '169.254.169.254',
  '[fe80::1]',
  '[fd00::1]',
  '[fec0::1]',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  '100.64.0.1',
  '168.63.129.16',
  '224.0.0.1',
  '255.255.255.255',
  '198.18.0.1',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '[2001::1]',
];

describe('T1: the link to an inner address', () => {
  const outbound = createOutbound({ allow: [], isHttpAllowed: false });

  it.each(innerHosts)('%s is refused when it is checked and when it is called', async (host) => {
    const link = `https://${host}:${port}/fhir`;
    expect(() => outbound.checkLink(link)).toThrow(expect.objectContaining({ code: 'address_not_allowed' }));
    await expect(outbound.get(link)).rejects.toMatchObject({ code: 'address_not_allowed' });
  });

  it.each(['localhost', 'ip6-localhost.invalid'])('the name %s is refused or not found', async (host) => {
    await expect(outbound.get(`https://${host}:${port}/`)).rejects.toMatchObject({
      code: expect.stringMatching(/^(address_not_allowed|server_unreachable)$/),
    });
  });

  it('never connects, whatever bytes of 127.0.0.0/8 are written how', async () => {
    const part = (value: number) =>
      fc.constantFrom(`${value}`, `0x${value.toString(16)}`, `0${value.toString(8)}`);
    const loopback = fc
      .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
      .chain((rest) => fc.tuple(part(127), ...rest.map(part)))
      .map((parts) => parts.join('.'));
    await fc.assert(
      fc.asyncProperty(loopback, async (host) => {
        await expect(outbound.get(`https://${host}:${port}/`)).rejects.toMatchObject({
          code: 'address_not_allowed',
        });
      }),
      { numRuns: 200 },
    );
  });

  it('refuses other schemes, credentials, queries and fragments', () => {
    const code = (link: string) => {
      try {
        return outbound.checkLink(link).href;
      } catch (error) {
        return (error as { code: string }).code;
      }
    };
    expect(code('not a url')).toBe('link_not_a_url');
    expect(code('fhir.example.org')).toBe('link_not_a_url');
    expect(code('//fhir.example.org')).toBe('link_not_a_url');
    expect(code('javascript:alert(1)')).toBe('link_not_a_url');
    expect(code('data:text/html,x')).toBe('link_not_a_url');
    expect(code('http://fhir.example.org/r4')).toBe('link_not_https');
    expect(code('ftp://fhir.example.org/r4')).toBe('link_not_https');
    for (const extra of [
      'https://a:b@fhir.example.org/',
      'https://fhir.example.org/?x=1',
      'https://fhir.example.org/#a',
      'https://fhir.example.org/?',
      'https://fhir.example.org/r4#',
      'https://@fhir.example.org/',
      'https://fhir.example.org\\r4',
    ]) {
      expect(code(extra)).toBe('link_has_extras');
    }
    expect(code('https://fhir.example.org:22/')).toBe('address_not_allowed');
    expect(code('https://fhir.example.org/r4/')).toBe('https://fhir.example.org/r4');
    expect(code('https://FHIR.example.org:443/a/../r4//')).toBe('https://fhir.example.org/r4');
  });
});

describe('T2: names that resolve to inner addresses', () => {
  it.each([
    ['127.0.0.1'],
    ['93.184.216.34', '127.0.0.1'],
    ['127.0.0.1', '93.184.216.34'],
    ['::ffff:127.0.0.1'],
    ['169.254.169.254'],
    [],
  ])('%j is refused', async (...addresses) => {
    const outbound = createOutbound({ allow: [], isHttpAllowed: false, resolve: answerWith(...addresses) });
    const link = `https://rebind.example:${port}/`;
    await expect(outbound.get(link)).rejects.toMatchObject({ code: 'address_not_allowed' });
    await expect(outbound.checkAddress(new URL(link))).rejects.toMatchObject({ code: 'address_not_allowed' });
  });

  it('an answer that changes after the check does not help: the call looks again', async () => {
    let round = 0;
    const resolve: Resolve = (hostname, done) =>
      answerWith(round++ === 0 ? '93.184.216.34' : '127.0.0.1')(hostname, done);
    const outbound = createOutbound({ allow: [], isHttpAllowed: false, resolve });
    const url = new URL(`https://rebind.example:${port}/`);
    await outbound.checkAddress(url);
    for (let i = 0; i < 50; i++) {
      await expect(outbound.get(url)).rejects.toMatchObject({ code: 'address_not_allowed' });
    }
    expect(round).toBe(51);
  });

  it('plain http is refused even to a public address, and allowed to a listed one', async () => {
    const toPublic = createOutbound({
      allow: ['127.0.0.1/32'],
      isHttpAllowed: true,
      resolve: answerWith('93.184.216.34'),
    });
    await expect(toPublic.get('http://fhir.example/')).rejects.toMatchObject({ code: 'address_not_allowed' });
    const before = hits;
    const toListed = createOutbound({
      allow: ['127.0.0.1/32'],
      isHttpAllowed: true,
      resolve: answerWith('127.0.0.1'),
    });
    await toListed.get(`http://fhir.example:${port}/`);
    expect(hits).toBe(before + 1);
    hits = before;
    await toListed.close();
  });
});

it("T1: the machine's own public address is refused unless it is listed", () => {
  const ownAddresses = () => ['203.0.114.9', '2a00:1450::5'];
  const policy = createAddressPolicy({ allow: [], ownAddresses });
  expect(policy.classify('203.0.114.9')).toBe('refused');
  expect(policy.classify('2a00:1450:0::5')).toBe('refused');
  expect(policy.classify('203.0.114.10')).toBe('public');
  expect(createAddressPolicy({ allow: ['203.0.114.9/32'], ownAddresses }).classify('203.0.114.9')).toBe(
    'listed',
  );
});

afterAll(() => {
  // The canary heard nothing but the one call that the operator's range allows.
  if (hits !== 0) throw new Error(`an inner address was reached ${hits} time(s)`);
});
