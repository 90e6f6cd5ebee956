// Hospitals told apart by scope, path or header: each tenant gets its own, and one that nobody entered gets none.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasShapeOfBase, isInsideBase } from '../../../api/partners/base-match.policy';
import { createPartners, RegistryFaults } from '../../../api/partners/registry.service';
import { toBases, toRoutingHeaders, toScope } from '../../../api/partners/routing.policy';

const seaview = '11111111-aaaa-4aaa-8aaa-111111111111';
const hillcrest = '22222222-BBBB-4bbb-8bbb-222222222222';
const unmapped = '33333333-cccc-4ccc-8ccc-333333333333';
const tenants = { [seaview]: 'sea-view', [hillcrest]: 'hill.crest' };
const unknown = expect.objectContaining({ code: 'tenant_unknown_to_partner' });
const base = {
  id: 'redox',
  name: 'Redox',
  bases: ['https://api.good.org/fhir/R4/{partnerTenant}/Production/'],
  tokenEndpoint: 'https://api.good.org/v2/auth/token',
  auth: { kind: 'client_secret_post', clientId: 'app', clientSecret: 's3cret' },
  routing: { by: 'path', tenants },
};

function toRegister(more: object = {}) {
  const register = createPartners({ partners: [{ ...base, ...more }], openServers: [] });
  const [partner] = register.all;
  if (!partner) throw new Error('no partner');
  return { register, partner };
}

const faultsOf = (...entries: object[]): string => {
  try {
    createPartners({ partners: entries, openServers: [] });
    return '';
  } catch (error) {
    return error instanceof RegistryFaults ? error.faults.join('\n') : String(error);
  }
};

describe('T5: by path', () => {
  const { register } = toRegister();
  const match = (link: string, tid?: string) => register.findMatch(new URL(link), tid);

  it.each([
    ['https://api.good.org/fhir/R4/sea-view/Production', seaview],
    ['https://api.good.org/fhir/R4/sea-view/Production/', seaview.toUpperCase()],
    ['https://api.good.org/fhir/R4/sea-view/Production/more', seaview],
    ['https://api.good.org/fhir/R4/x/../sea-view/Production', seaview],
    ['https://api.good.org/fhir/R4/hill.crest/Production', hillcrest.toLowerCase()],
  ])('%s is of its tenant', (link, tid) => {
    expect(match(link, tid)).toMatchObject({ kind: 'partner', partner: { id: 'redox' } });
  });

  it.each([
    'https://api.good.org/fhir/R4/hill.crest/Production',
    'https://api.good.org/fhir/R4/SEA-VIEW/Production',
    'https://api.good.org/fhir/R4/sea-view',
    'https://api.good.org/fhir/R4/sea-view/Development',
    'https://api.good.org/fhir/R4/sea-view/x/Production',
    'https://api.good.org/fhir/R4/sea-view%2fx/Production',
    'https://api.good.org/fhir/R4/sea%2Dview/Production',
    'https://api.good.org/fhir/R4//Production',
    'https://api.good.org/fhir/R4/Production',
    'https://api.good.org/fhir/R4/{partnerTenant}/Production',
    'https://api.good.org/fhir/R4/%7BpartnerTenant%7D/Production',
    'https://api.good.org/fhir/R4/%7bpartnerTenant%7d/Production',
    'https://api.good.org/fhir/R4/%257BpartnerTenant%257D/Production',
    'https://api.good.org/fhir/R4/../sea-view/Production',
    'https://api.good.org/fhir/R4/sea-view/../hill.crest/Production',
    'https://api.good.org/fhir/R4/sea-view/%2e%2e/hill.crest/Production',
    'https://api.good.org.evil.net/fhir/R4/sea-view/Production',
    'https://x@api.good.org/fhir/R4/sea-view/Production',
    'http://api.good.org/fhir/R4/sea-view/Production',
  ])('%s is not of this tenant', (link) => {
    expect(match(link, seaview)).toBeUndefined();
  });

  it('a tenant that nobody entered is told so, and without a tenant nothing is matched', () => {
    const link = 'https://api.good.org/fhir/R4/sea-view/Production';
    expect(() => match(link, unmapped)).toThrow(unknown);
    expect(() => match(link, 'constructor')).toThrow(unknown);
    expect(match(link)).toBeUndefined();
    expect(match('https://other.example/', unmapped)).toBeUndefined();
  });

  it('exactly one segment is free, and it must be the hospital', () => {
    const segment = fc.constantFrom('a', 'b', '%7BpartnerTenant%7D', '{partnerTenant}', 'R4', 'fhir');
    const template = new URL('https://a.example/fhir/{partnerTenant}/R4');
    expect(isInsideBase(new URL('https://a.example/fhir/a/R4'), template)).toBe(false);
    expect(isInsideBase(new URL('https://a.example/fhir/a/R4'), template, 'a')).toBe(true);
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 5 }), fc.constantFrom('a', 'b'), (path, hospital) => {
        const link = new URL(`https://a.example/${path.join('/')}`);
        const [first, second, third] = path;
        const hasFrame = first === 'fhir' && third === 'R4';
        expect(isInsideBase(link, template, hospital)).toBe(hasFrame && second === hospital);
        expect(isInsideBase(link, template)).toBe(false);
        expect(hasShapeOfBase(link, template)).toBe(hasFrame && second !== undefined);
      }),
    );
  });

  it.each([
    ['a part of a segment', 'https://a.example/x{partnerTenant}/y', 'bases'],
    ['another part', 'https://a.example/{partnerTenant}x/y', 'bases'],
    ['two of them', 'https://a.example/{partnerTenant}/{partnerTenant}', 'bases'],
    ['other braces', 'https://a.example/{partnerTenant}/{env}', 'bases'],
    ['encoded braces', 'https://a.example/{partnerTenant}/%7BpartnerTenant%7D', 'bases'],
    ['the host', 'https://{partnerTenant}.example/{partnerTenant}', 'bases'],
  ])('a placeholder as %s is a fault', (_what, address, named) => {
    expect(faultsOf({ ...base, bases: [address] })).toContain(named);
  });

  it('a base without it, or inside the one of another partner, is a fault', () => {
    expect(faultsOf({ ...base, bases: [...base.bases, 'https://api.good.org/all'] })).toContain('bases');
    const inner = 'https://api.good.org/fhir/R4/sea-view/Production/x';
    const other = { ...base, id: 'other', bases: [inner], routing: { by: 'none' } };
    expect(faultsOf(base, other)).toContain('lies inside');
    expect(faultsOf(other, base)).toContain('lies inside');
    expect(faultsOf({ ...base, routing: { by: 'none' }, bases: ['https://a.example/%7Bx%7D'] })).toContain(
      'braces',
    );
  });

  it('a hospital of dots is a fault', () => {
    for (const name of ['.', '..', 'a/b', '', 'a%2fb']) {
      expect(faultsOf({ ...base, routing: { by: 'path', tenants: { [seaview]: name } } })).toContain(
        'tenants',
      );
    }
  });

  it('the bases are told as the tenant sees them', () => {
    const { partner } = toRegister();
    expect(toBases(partner, seaview)).toEqual(['https://api.good.org/fhir/R4/sea-view/Production/']);
    expect(() => toBases(partner, unmapped)).toThrow(unknown);
  });
});

describe('T7: by header', () => {
  const more = {
    bases: ['https://api.good.org/r4'],
    routing: { by: 'header', header: 'X-Hospital', tenants },
  };
  const { register, partner } = toRegister(more);

  it('sends the name of the hospital, and never asks without it', () => {
    expect(toRoutingHeaders(partner, hillcrest)).toEqual({ 'X-Hospital': 'hill.crest' });
    expect(() => toRoutingHeaders(partner, unmapped)).toThrow(unknown);
    const link = new URL('https://api.good.org/r4');
    expect(register.findMatch(link, seaview)).toMatchObject({ kind: 'partner' });
    expect(register.findMatch(link)).toBeUndefined();
    expect(() => register.findMatch(link, unmapped)).toThrow(unknown);
  });

  it.each(['Authorization', 'host', 'Content-Type', 'cookie'])('cannot be %s', (header) => {
    expect(faultsOf({ ...base, ...more, routing: { ...more.routing, header } })).toContain('routing.header');
  });

  it('nothing is sent by those who tell hospitals apart in another way', () => {
    expect(toRoutingHeaders(toRegister().partner, seaview)).toEqual({});
  });
});

describe('T7: by scope', () => {
  const bases = ['https://api.good.org/r4'];
  const scopeOf = (scope: string, tid: string) =>
    toScope(toRegister({ bases, scope, routing: { by: 'scope', tenants } }).partner, tid);

  it('is filled with the tenant or the partner’s name of it', () => {
    expect(scopeOf('{tid}', unmapped)).toBe(unmapped);
    expect(scopeOf('system/*.rs tenant:{partnerTenant}', seaview)).toBe('system/*.rs tenant:sea-view');
    expect(() => scopeOf('{partnerTenant}', unmapped)).toThrow(unknown);
  });

  it('must say which, and cannot with Entra', () => {
    expect(faultsOf({ ...base, bases, scope: 'system/*.rs', routing: { by: 'scope' } })).toContain('scope');
    const auth = {
      kind: 'entra',
      clientId: 'a',
      audience: 'https://x.example',
      credential: { kind: 'secret', clientSecret: 's' },
    };
    expect(faultsOf({ ...base, bases, auth, routing: { by: 'scope' } })).toContain('routing.by');
  });
});
