import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { type Figure, readFigures, recordFigure, toSize, toTable } from './figures';

afterEach(() => vi.unstubAllEnvs());

const held: Figure = { id: 'B3', name: 'SSRF URLs', tried: 10_400, through: 0, size: 'PATIENTS_TEST_URLS' };

test('the table says for each figure whether it holds, in the order of the ids', () => {
  const [head, first, second, third] = toTable([
    { ...held, id: 'B10', name: 'nothing tried', tried: 0 },
    { ...held, id: 'T2', name: 'rebinding', through: 1 },
    held,
  ]).split('\n');
  expect(head).toMatch(/^id +proof +tried +came through +verdict +bigger by$/);
  expect(first).toMatch(/^B3 +SSRF URLs +10,400 +0 +holds +PATIENTS_TEST_URLS$/);
  expect(second).toMatch(/^B10 .* BROKEN/);
  expect(third).toMatch(/^T2 .* BROKEN/);
});

test('what the proofs record is what the run reads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'patients-figures-'));
  const file = join(folder, 'figures');
  expect(readFigures(file)).toEqual([]);
  vi.stubEnv('PATIENTS_TEST_FIGURES', file);
  recordFigure(held);
  recordFigure({ ...held, id: 'B4' });
  expect(readFigures(file).map(({ id }) => id)).toEqual(['B3', 'B4']);
  rmSync(folder, { recursive: true });
});

test('a size is a whole number, and anything else is named', () => {
  vi.stubEnv('PATIENTS_TEST_A_SIZE', '12');
  expect(toSize('PATIENTS_TEST_A_SIZE', 3)).toBe(12);
  vi.stubEnv('PATIENTS_TEST_A_SIZE', 'many');
  expect(() => toSize('PATIENTS_TEST_A_SIZE', 3)).toThrow('PATIENTS_TEST_A_SIZE takes a whole number');
  vi.unstubAllEnvs();
  expect(toSize('PATIENTS_TEST_A_SIZE', 3)).toBe(3);
});
