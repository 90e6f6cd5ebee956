// What of a profile is a secret: told by the name of the field, so every field that a proof has must be known here.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { partner } from '../../../api/partners/partner.schema';
import {
  hideSecrets,
  joinSecrets,
  partSecrets,
  secretFields,
} from '../../../api/partners/profile-secrets.map';

const profile = {
  id: 'harbor',
  rules: { headers: { pem: 1 } },
  auth: {
    kind: 'entra',
    credential: { kind: 'secret', clientSecret: 'canary-new', previousSecret: 'canary-old' },
  },
};

describe('T36: the secrets of a profile', () => {
  it('are parted from it and put back where they were', () => {
    const parted = partSecrets(profile);
    expect(JSON.stringify(parted.profile)).not.toContain('canary');
    expect(parted.secrets).toEqual({
      'auth.credential.clientSecret': 'canary-new',
      'auth.credential.previousSecret': 'canary-old',
    });
    expect(joinSecrets(parted)).toEqual(profile);
  });

  it('are told as [secret]', () => {
    const hidden = JSON.stringify(hideSecrets(profile));
    expect(hidden).not.toContain('canary');
    expect(hidden.split('[secret]')).toHaveLength(3);
  });

  it('are known by name: a field of a proof is a secret or one of those that anybody may read', () => {
    const open = [
      'kind',
      'clientId',
      'alg',
      'audience',
      'seconds',
      'authority',
      'tenant',
      'credential',
      'keyId',
      'subject',
    ];
    const names = new Set<string>();
    const walk = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('properties' in value && typeof value.properties === 'object') {
        for (const name of Object.keys(value.properties ?? {})) names.add(name);
      }
      for (const inner of Object.values(value)) walk(inner);
    };
    walk(z.toJSONSchema(partner.shape.auth, { io: 'input' }));
    expect(names.size).toBeGreaterThan(8);
    expect([...names].filter((name) => !secretFields.has(name) && !open.includes(name))).toEqual([]);
  });
});
