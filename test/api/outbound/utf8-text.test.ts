import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toUtf8Text } from '../../../api/outbound/utf8-text.map';

/** Long ASCII with characters of every length in it, now and then broken ones: as answers are, and as they should not be. */
const parts = fc.oneof(
  fc.nat(5000).map((length) => Buffer.alloc(length, '{"code":"8867-4"}')),
  fc.constantFrom('é', 'ß', '患者', '🩺', '\u0000', 'x').map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
);

describe('text of an answer', () => {
  it('is what decoding it whole gives, whatever stands where', () => {
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), fc.nat(3), (pieces, from) => {
        const bytes = Buffer.concat(pieces);
        expect(toUtf8Text(bytes, Math.min(from, bytes.length))).toBe(bytes.toString('utf8', from));
      }),
      { numRuns: 300 },
    );
  });

  it('keeps a character whole that lies across the end of a block', () => {
    for (let before = 2040; before <= 2050; before++) {
      const text = `${'a'.repeat(before)}患者🩺${'b'.repeat(5000)}`;
      expect(toUtf8Text(Buffer.from(text))).toBe(text);
    }
  });
});
