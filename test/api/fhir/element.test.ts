// Single elements of an answer whose shape nobody guarantees.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toId } from '../../../api/fhir/any-release/element';

it('an id is one to 64 letters, digits, dots and hyphens, as FHIR says', () => {
  const anything = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[A-Za-z0-9.@[`{/:-]{1,66}$/),
  );
  fc.assert(
    fc.property(anything, (text) => {
      expect(toId(text)).toBe(/^[A-Za-z0-9.-]{1,64}$/.test(text) ? text : undefined);
    }),
    { numRuns: 2_000 },
  );
  expect([toId(7), toId(undefined), toId('a\n')]).toEqual([undefined, undefined, undefined]);
});
