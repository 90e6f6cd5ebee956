import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';

const document = z.object({
  bomFormat: z.literal('CycloneDX'),
  components: z.array(
    z.object({
      name: z.string(),
      hashes: z.array(z.object({ alg: z.string() })).default([]),
      licenses: z.array(z.unknown()).default([]),
    }),
  ),
});

it('T44: the list of what runs in production names every direct package, each entry with its hash and licence', () => {
  const root = join(import.meta.dirname, '../..');
  const text = execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: root, encoding: 'utf8' });
  const { components } = document.parse(JSON.parse(text));
  const names = components.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['express', 'react', 'fhirclient', '@azure/msal-node']));
  expect(names).not.toContain('vitest');
  expect(components.filter(({ hashes }) => !hashes.some(({ alg }) => alg === 'SHA-512'))).toEqual([]);
  expect(components.filter(({ licenses }) => licenses.length === 0)).toEqual([]);
});
