import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStrictJson } from '../../../api/http/strict-json';

const options = { numRuns: 2_000, seed: 20261122 };
const isForbidden = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(
    ([key, inner]) => ['__proto__', 'constructor', 'prototype'].includes(key) || isForbidden(inner),
  );

describe('T10, T22: strict JSON', () => {
  it('takes what JSON.parse takes, and gives the same', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        fc.pre(!isForbidden(JSON.parse(text)));
        expect(parseStrictJson(text)).toEqual({ isGood: true, value: JSON.parse(text) });
      }),
      options,
    );
  });

  it('never takes what JSON.parse refuses, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseStrictJson(text);
        if (parsed.isGood) expect(parsed.value).toEqual(JSON.parse(text));
      }),
      options,
    );
  });

  it('finds a forbidden key at every depth and in every spelling', () => {
    const keys = ['__proto__', 'constructor', 'prototype', '\\u005f_proto__', 'constructo\\u0072'];
    fc.assert(
      fc.property(fc.constantFrom(...keys), fc.integer({ min: 0, max: 20 }), (key, depth) => {
        const text = `${'{"a":['.repeat(depth)}{"x" : 1, "${key}"\n:{}}${']}'.repeat(depth)}`;
        expect(parseStrictJson(text, 64).isGood).toBe(false);
      }),
      { ...options, numRuns: 200 },
    );
  });

  it('a key that stands twice is refused, at every depth and in every spelling', () => {
    for (const key of ['a', '\\u0061']) {
      for (const text of [`{"a":1,"${key}":2}`, `[{"b":[{"a":{},"c":1,"${key}" : 2}]}]`])
        expect(parseStrictJson(text).isGood).toBe(false);
    }
  });

  it('a key that only looks forbidden inside a text is fine', () => {
    expect(parseStrictJson('{"text":"\\"__proto__\\": {","__proto":1,"more":["constructor"]}').isGood).toBe(
      true,
    );
    expect(parseStrictJson('[{"a":1},{"a":2}]').isGood).toBe(true);
  });

  it('a bomb of five million levels is refused within a moment', () => {
    const started = performance.now();
    expect(parseStrictJson('['.repeat(5_000_000)).isGood).toBe(false);
    expect(parseStrictJson(`"${'\\'.repeat(1_000_000)}`).isGood).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
