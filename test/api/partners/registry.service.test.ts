// Which links may get credentials: the operator's register decides, by parsed address, never by how the text begins.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInsideBase } from '../../../api/partners/base-match.policy';
import { createPartners, type RegistryFaults } from '../../../api/partners/registry.service';

const good = {
  id: 'meridian',
  name: 'Meridian Bridge',
  bases: ['https://fhir.good.org/stu3/'],
  tokenEndpoint: 'https://auth.good.org/oauth2/token',
  auth: { kind: 'client_secret_post', clientId: 'app', clientSecret: 's3cret' },
} as const;
const registry = createPartners({ partners: [good], openServers: ['https://open.example/r4'] });
const matches = (link: string) => URL.canParse(link) && registry.findMatch(new URL(link)) !== undefined;

describe('T5: a link matches a registered partner', () => {
  it.each([
    'https://fhir.good.org/stu3',
    'https://fhir.good.org/stu3/',
    'https://FHIR.good.org:443/stu3/',
    'https://fhir.good.org/stu3/hospital-a',
    'https://fhir.good.org/x/../stu3',
  ])('%s', (link) => {
    expect(registry.findMatch(new URL(link))).toMatchObject({ kind: 'partner', partner: { id: 'meridian' } });
  });

  it.each([
    'https://fhir.good.org.evil.net/stu3',
    'https://fhir.good.orgevil.net/stu3',
    'https://evil.net/fhir.good.org/stu3',
    'https://fhir.good.org/stu3evil',
    'https://fhir.good.org/stu',
    'https://fhir.good.org/',
    'https://fhir.good.org',
    'https://fhir.good.org/stu3/../admin',
    'https://fhir.good.org/stu3/%2e%2e/admin',
    'https://fhir.good.org/stu3/..%2fadmin',
    'https://fhir.good.org/stu3%2f..%2fadmin',
    'https://fhir.good.org/stu3/.%2e/x',
    'https://fhir.good.org//stu3',
    'https://fhir.good.org/stu3//x',
    'https://fhir.good.org/STU3',
    'https://fhir.good.org:444/stu3',
    'http://fhir.good.org/stu3',
    'http://fhir.good.org:443/stu3',
    'https://fhir.good.org@evil.net/stu3',
    'https://user@fhir.good.org/stu3',
    'https://evil.net/?https://fhir.good.org/stu3',
    'https://evil.net/#https://fhir.good.org/stu3',
    'https://evil.net\\@fhir.good.org/stu3',
    'https://fhir.good.org\\.evil.net/stu3',
    'https://fhir-good.org/stu3',
    'https://fhir.good.org./stu3',
    'https://fhír.good.org/stu3',
    'https://fhir.gооd.org/stu3',
    'https://xn--fhir-good.org/stu3',
    'https://good.org/stu3',
    'https://a.fhir.good.org/stu3',
    'https://fhir.good.org%2eevil.net/stu3',
    'https://fhir.good.org/stu3%00/',
    'https://fhir.good.org/%73tu3x',
    'ftp://fhir.good.org/stu3',
    'file:///stu3',
    'https://open.example/r4/deeper',
    'https://open.example/',
    'https://open.example.evil.net/r4',
  ])('but not %s', (link) => {
    expect(matches(link)).toBe(false);
  });

  it('if and only if the origin and the leading segments are the same', () => {
    const segment = fc.constantFrom('stu3', 'stu', 'stu33', 'a', 'b', 'STU3');
    fc.assert(
      fc.property(
        fc.array(segment, { maxLength: 4 }),
        fc.array(segment, { maxLength: 3 }),
        fc.boolean(),
        (inner, outer, isSame) => {
          const link = new URL(`https://${isSame ? 'a' : 'b'}.example/${inner.join('/')}`);
          const base = new URL(`https://a.example/${outer.join('/')}`);
          expect(isInsideBase(link, base)).toBe(isSame && outer.every((one, i) => inner[i] === one));
        },
      ),
    );
  });

  it('an open server is matched only as it is listed', () => {
    expect(registry.findMatch(new URL('https://open.example/r4/'))).toEqual({ kind: 'open' });
  });
});

describe('T4: the token endpoint that a server advertises', () => {
  const [partner] = registry.all;
  const compare =
    (...advertised: string[]) =>
    () =>
      partner && registry.compareTokenEndpoint(partner, advertised, new URL('https://fhir.good.org/stu3'));

  it('may be the registered one, be absent, or stand beside another', () => {
    expect(compare('https://auth.good.org/oauth2/token')).not.toThrow();
    expect(compare('https://auth.good.org/oauth2/token/')).not.toThrow();
    expect(compare()).not.toThrow();
    expect(compare('http://DSTU2/fhir-registry', 'https://auth.good.org/oauth2/token')).not.toThrow();
  });

  it.each([
    'https://auth.evil.net/oauth2/token',
    'https://auth.good.org.evil.net/oauth2/token',
    'http://auth.good.org/oauth2/token',
    'https://auth.good.org:8443/oauth2/token',
    'https://auth.good.org/oauth2/token2',
    'https://auth.good.org/other/token',
    'https://auth.good.org@evil.net/oauth2/token',
    'https://x@auth.good.org/oauth2/token',
    'https://аuth.good.org/oauth2/token',
    'https://auth.good.org/oauth2/token?x=1',
    'https://auth.good.org/oauth2/token#x',
    '/oauth2/token',
    'oauth2/token',
    '',
    'javascript:alert(1)',
    'https://10.0.0.1/oauth2/token',
    'https://auth.good.org/oauth2/%2e%2e/token',
    'https://',
    'https://auth.good.org/oauth2//token',
    'https://AUTH.good.org/OAUTH2/token',
    'data:,x',
    'https://auth.good.org',
  ])('%s differs', (advertised) => {
    expect(compare(advertised)).toThrow(expect.objectContaining({ code: 'token_endpoint_differs' }));
  });
});

describe('the register', () => {
  it('names every fault at once and never the secret', () => {
    const faults = (partners: unknown) => {
      try {
        createPartners({ partners, openServers: [] });
        return [];
      } catch (error) {
        expect(String(error)).not.toContain('s3cret');
        return (error as RegistryFaults).faults;
      }
    };
    expect(faults([{ ...good, bases: [], name: '' }])).toHaveLength(2);
    expect(faults([good, { ...good, bases: ['https://fhir.good.org/stu3/inner'] }])).toEqual([
      'meridian: the id is used twice',
      'meridian: one of its bases lies inside one of meridian',
    ]);
    expect(faults([{ ...good, tokenEndpoint: 'ftp://x.example/' }])).toHaveLength(1);
    expect(
      faults([
        { ...good, rules: { zone: 'Mars/Base', locationSplit: '(', vitalsOldAfterHours: 0, colour: 'red' } },
      ]),
    ).toHaveLength(4);
  });
});
