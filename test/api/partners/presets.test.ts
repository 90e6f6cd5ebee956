// Profiles: each preset makes a whole partner out of three lines, a site overrides anything, and every fault has its name.
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Partner } from '../../../api/partners/partner.schema';
import { presetIds } from '../../../api/partners/preset-ids';
import { presets } from '../../../api/partners/presets';
import { createPartners, RegistryFaults } from '../../../api/partners/registry.service';
import { getRsaPem } from '../../support/rsa-pairs';

const rsaPem = await getRsaPem('service account');
const auths = {
  client_secret_post: { kind: 'client_secret_post', clientId: 'app', clientSecret: 's3cret' },
  client_secret_basic: { kind: 'client_secret_basic', clientId: 'app', clientSecret: 's3cret' },
  private_key_jwt: { kind: 'private_key_jwt', clientId: 'app' },
  entra: {
    kind: 'entra',
    clientId: 'app',
    audience: 'https://fhir.example.org',
    credential: { kind: 'secret', clientSecret: 's3cret' },
  },
  jwt_bearer: { kind: 'jwt_bearer', clientId: 'a@b.example', keyId: '1', pem: rsaPem },
};

function toEntry(preset: keyof typeof presets, more: object = {}): object {
  const { auth, defaults } = presets[preset];
  const path = defaults.routing?.by === 'path' ? '/{partnerTenant}/Production' : '';
  return {
    id: preset,
    name: preset,
    preset,
    bases: [`https://fhir.example.org/${preset}${path}`],
    ...(auth !== 'entra' && { tokenEndpoint: 'https://auth.example.org/token' }),
    auth: auths[auth],
    ...more,
  };
}

function read(entry: object): Partner {
  const [partner] = createPartners({ partners: [entry], openServers: [] }).all;
  if (!partner) throw new Error('no partner');
  return partner;
}

function faultsOf(...entries: object[]): readonly string[] {
  try {
    createPartners({ partners: entries, openServers: [] });
    return [];
  } catch (error) {
    if (error instanceof RegistryFaults) return error.faults;
    throw error;
  }
}

describe('a service account', () => {
  it.each([
    ['no key', 'x'],
    [
      'a key of another kind',
      String(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })),
    ],
    [
      'too short a key',
      String(
        generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({
          type: 'pkcs8',
          format: 'pem',
        }),
      ),
    ],
  ])('%s is refused by name, and never quoted', (_what, pem) => {
    const [fault, ...more] = faultsOf(toEntry('google', { auth: { ...auths.jwt_bearer, pem } }));
    expect([fault, more]).toEqual([
      '0.auth.pem: must be an RSA private key of at least 2048 bits as PEM',
      [],
    ]);
  });
});

describe('presets', () => {
  it.each(presetIds)('%s makes a whole profile out of address, token endpoint and client', (id) => {
    expect(faultsOf(toEntry(id))).toEqual([]);
    expect(read(toEntry(id))).toMatchObject({ preset: id, rules: presets[id].defaults.rules ?? {} });
  });

  it('the contract is what a partner has who says nothing', () => {
    const { preset, scope, routing, rules } = read({ ...toEntry('contract'), preset: undefined });
    expect([preset, scope, routing.by, rules.patientSearch, rules.isStrictAsked]).toEqual([
      'contract',
      '{tid}',
      'scope',
      'postForm',
      true,
    ]);
  });

  it('a site overrides one rule and keeps the others', () => {
    const { rules, discovery } = read(
      toEntry('epic', { rules: { pageSize: 50, errors: { '4127': 'needsMore' } } }),
    );
    expect(rules.pageSize).toBe(50);
    expect(rules.errors['4127']).toBe('needsMore');
    expect(rules.errors['4130']).toBe('breakTheGlass');
    expect(rules.batch).toBe('never');
    expect(discovery.order).toEqual(['smart', 'capability']);
  });

  it('a list is taken whole, not mixed', () => {
    const { rules } = read(toEntry('epic', { rules: { requires: [['identifier']] } }));
    expect(rules.requires).toEqual([['identifier']]);
  });

  it('two partners of one preset do not share what one of them overrides', () => {
    read(toEntry('epic', { rules: { params: { Coverage: { status: 'active' } } } }));
    expect(read(toEntry('epic')).rules.params).toEqual({ MedicationRequest: { intent: 'order,plan' } });
  });
});

describe('a wrong profile', () => {
  it.each([
    ['an unknown system', { preset: 'nobody' }, 'preset'],
    ['a name of the prototype as its system', { preset: 'constructor' }, 'preset'],
    ['no token endpoint', { tokenEndpoint: undefined }, 'tokenEndpoint'],
    ['an unknown key', { colour: 'red' }, 'colour'],
    ['a header without its name', { routing: { by: 'header' } }, 'routing.header'],
    ['hospitals by path without a place for them', { routing: { by: 'path' } }, 'bases'],
    [
      'a place for hospitals that is not used',
      { bases: ['https://a.example/{partnerTenant}'] },
      'routing.by',
    ],
    ['a tenant that is no GUID', { routing: { tenants: { seaview: 'x' } } }, 'routing.tenants'],
    ['a filter that is none', { rules: { requires: [['shoeSize']] } }, 'rules.requires'],
    ['a meaning that is none', { rules: { errors: { '1': 'whatever' } } }, 'rules.errors'],
    ['an MRN by type without the type', { rules: { identifier: 'type' } }, 'rules.identifierType'],
    ['a header that could end the request', { rules: { headers: { 'a\r\nb': 'c' } } }, 'rules.headers'],
    ['a way to sign in that is none', { auth: { kind: 'magic' } }, 'auth'],
    ['an id with a slash', { id: 'a/b' }, 'id'],
  ])('%s is named', (_what, more, field) => {
    const faults = faultsOf(toEntry('contract', more));
    expect(faults.join('\n')).toContain(field);
    expect(faults.join('\n')).not.toContain('s3cret');
  });

  it('all faults are named at once', () => {
    expect(faultsOf(toEntry('contract', { id: '', name: '', scope: 5 }))).toHaveLength(3);
  });
});
