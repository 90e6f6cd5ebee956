import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isKnownError } from '../../../api/errors/known-error';
import { createAddressPolicy } from '../../../api/outbound/address.policy';
import type { Resolve } from '../../../api/outbound/guarded-connect';
import { createOutbound } from '../../../api/outbound/outbound.service';
import { recordFigure, toSize } from '../figures';
import { metadataHosts, toForbiddenLinks } from './link-forms';

const mutations = toSize('PATIENTS_TEST_URLS', 10_000);
const rounds = toSize('PATIENTS_TEST_REBINDS', 1_000);

/** Whoever connects is counted, whatever is said: on both loopback addresses, by the same port. */
let connects = 0;
let port = 0;
const canaries: Server[] = [];

async function listen(host: string, at: number): Promise<void> {
  const canary = createServer((socket) => {
    connects++;
    socket.destroy();
  }).listen(at, host);
  await once(canary, 'listening');
  port = (canary.address() as AddressInfo).port;
  canaries.push(canary);
}

beforeAll(async () => {
  await listen('127.0.0.1', 0);
  // A machine may lack IPv6; then there is nobody to be reached.
  await listen('::1', port).catch(() => undefined);
});
afterAll(() => {
  for (const canary of canaries) canary.close();
});

const answerWith =
  (...addresses: string[]): Resolve =>
  (_hostname, done) =>
    done(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

const publicOnly = createAddressPolicy({ allow: [] });

/** A name leads to the canary, so that nothing but the guard stands before it. */
const toCanary = answerWith('127.0.0.1', '::1');
const strict = createOutbound({ allow: [], isHttpAllowed: false, resolve: toCanary });
afterAll(() => strict.close());

/** What pasting it and calling it end in; undefined where nothing refuses. */
async function findRefusal(link: string): Promise<string | undefined> {
  const codes: (string | undefined)[] = [];
  const keep = (error: unknown) => codes.push(isKnownError(error) ? error.code : `${error}`);
  try {
    strict.checkLink(link);
  } catch (error) {
    keep(error);
  }
  // The connector has to hold by itself: a link that came another way has not been looked at.
  const call = URL.canParse(link) ? strict.get(link) : Promise.reject(new Error('no URL'));
  const isCalled = await call.then(
    () => true,
    (error) => {
      keep(error);
      return false;
    },
  );
  return isCalled ? undefined : codes.join(' ');
}

describe('T1: links to inner addresses', () => {
  it('400 written forms: refused when pasted, refused when called, and nobody is ever connected to', async () => {
    const links = [...toForbiddenLinks(port), ...metadataHosts.map((host) => `https://${host}:${port}/`)];
    expect(links.length).toBeGreaterThanOrEqual(400);
    const before = connects;
    const faults: string[] = [];
    for (const link of links) {
      // A public address is no name: pasting it is refused, and calling it must not be tried in a test.
      if (URL.canParse(link) && isPublicLiteral(new URL(link).hostname)) {
        expect(() => strict.checkLink(link)).toThrow();
        continue;
      }
      if ((await findRefusal(link)) === undefined) faults.push(link);
    }
    recordFigure({
      id: 'B3',
      name: 'SSRF URLs, table',
      tried: links.length,
      through: connects - before + faults.length,
    });
    expect(faults).toEqual([]);
    expect(connects - before).toBe(0);
  });

  it('pasting any address of the table is refused with words, whatever its form', () => {
    const accepted = toForbiddenLinks(port).filter((link) => {
      try {
        // A name is only found out when it is resolved.
        return /[0-9.:]$/.test(strict.checkLink(link).hostname.replace(/[[\]]/g, ''));
      } catch (error) {
        return !isKnownError(error) || !/^(link_|address_)/.test(error.code);
      }
    });
    expect(accepted).toEqual([]);
  });

  it(`${mutations} mutations of them: nobody is ever connected to`, async () => {
    const before = connects;
    const links = toForbiddenLinks(port);
    const piece = fc.constantFrom(
      ...[
        '.',
        '..',
        '/',
        '\\',
        '@',
        ':',
        '%',
        '%2e',
        '%00',
        '#',
        '?',
        '[',
        ']',
        '0',
        '00',
        '0x',
        '1',
        'ffff:',
        '::',
      ],
      ...[
        '\u00ad',
        '\u200b',
        '。',
        '①',
        'é',
        'xn--',
        ' ',
        '\t',
        'localhost',
        '127.0.0.1',
        'https://',
        `:${port}`,
      ],
    );
    const mutation = fc
      .tuple(
        fc.constantFrom(...links),
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), piece, fc.nat(2)), {
          minLength: 1,
          maxLength: 3,
        }),
      )
      .map(([link, cuts]) =>
        cuts.reduce((text, [part, put, gone]) => {
          const at = Math.floor(part * text.length);
          return text.slice(0, at) + put + text.slice(at + gone);
        }, link),
      );
    await fc.assert(
      fc.asyncProperty(mutation, async (link) => {
        // What has become a public address is not called: a test leaves the machine to nobody.
        if (URL.canParse(link) && isPublicLiteral(new URL(link).hostname)) return;
        expect(await findRefusal(link)).toBeDefined();
        expect(connects - before).toBe(0);
      }),
      { numRuns: mutations, seed: 20_261_126 },
    );
    recordFigure({
      id: 'B3',
      name: 'SSRF URLs, mutations',
      tried: mutations,
      through: connects - before,
      size: 'PATIENTS_TEST_URLS',
    });
  });

  it("the operator's range lets a good name through, by the same door", async () => {
    const server = createHttpServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const good = `http://fhir.hospital.example:${(server.address() as AddressInfo).port}/r4`;
    const open = (allow: string[]) =>
      createOutbound({ allow, isHttpAllowed: true, resolve: answerWith('127.0.0.1') });
    const [listed, unlisted] = [open(['127.0.0.1/32']), open(['10.0.0.0/8'])];
    expect(listed.checkLink(good).hostname).toBe('fhir.hospital.example');
    expect((await listed.get(good)).json).toEqual({ ok: true });
    await expect(unlisted.get(good)).rejects.toMatchObject({ code: 'address_not_allowed' });
    await Promise.all([listed.close(), unlisted.close()]);
    server.close();
    server.closeAllConnections();
  });
});

describe('T2: a name server that lies', () => {
  const good = '93.184.215.14';
  const bad = [
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '10.0.0.1',
    '169.254.169.254',
    'fe80::1%lo',
    '::7f00:1',
    'no address',
  ];
  const lies = [
    (n: number) => [bad[n % bad.length] ?? ''],
    (n: number) => [good, bad[n % bad.length] ?? ''],
    (n: number) => [bad[n % bad.length] ?? '', good],
    (n: number) => [good, good, bad[n % bad.length] ?? '', good],
    () => [],
  ];

  it(`${rounds} rounds: good when checked, inner or mixed when called, and nobody is ever connected to`, async () => {
    const before = connects;
    let asked = 0;
    let through = 0;
    for (let round = 0; round < rounds; round++) {
      let isFirst = true;
      const resolve: Resolve = (hostname, done) => {
        asked++;
        const lie = lies[round % lies.length]?.(Math.floor(round / lies.length)) ?? [];
        const answer = isFirst ? [good] : lie;
        isFirst = false;
        answerWith(...answer)(hostname, done);
      };
      const outbound = createOutbound({ allow: [], isHttpAllowed: false, resolve });
      const url = new URL(`https://rebind${round}.example:${port}/`);
      await outbound.checkAddress(url);
      const code = await outbound.get(url).then(
        () => 'answered',
        (error) => (isKnownError(error) ? error.code : `${error}`),
      );
      if (code !== 'address_not_allowed') through++;
      await outbound.close();
    }
    through += connects - before;
    recordFigure({ id: 'T2', name: 'DNS rebinding', tried: rounds, through, size: 'PATIENTS_TEST_REBINDS' });
    expect(through).toBe(0);
    // Each call has asked anew: what was found out before is not believed.
    expect(asked).toBe(rounds * 2);
  });

  it('who is at the other end is looked at again once connected, and hears nothing', async () => {
    const heard: string[] = [];
    let met = 0;
    const inner = createServer((socket) => {
      met++;
      socket.on('data', (bytes) => heard.push(bytes.toString())).on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await once(inner, 'listening');
    // Good while it is looked at, another one when it is used: as if the way there were not the one that was checked.
    const turncoat = () => {
      let looks = 0;
      return {
        get address() {
          return looks++ === 0 ? good : '127.0.0.1';
        },
        family: 4,
      };
    };
    const outbound = createOutbound({
      allow: [],
      isHttpAllowed: false,
      resolve: (_hostname, done) => done(null, [turncoat()]),
    });
    const url = `https://fhir.hospital.example:${(inner.address() as AddressInfo).port}/`;
    await expect(outbound.get(url)).rejects.toMatchObject({ code: 'address_not_allowed' });
    await outbound.close();
    expect(met).toBe(1);
    expect(heard.join('')).toBe('');
    inner.close();
  });
});

function isPublicLiteral(host: string): boolean {
  return publicOnly.classify(host.replace(/[[\]]/g, '')) === 'public';
}
