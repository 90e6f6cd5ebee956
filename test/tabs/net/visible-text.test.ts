import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseVisible, toVisible, withVisibleTexts } from '../../../tabs/net/visible-text';

test('T15: a name can’t be turned around or hidden: what would do it is seen', () => {
  expect(toVisible('SMITH\u202e, anaD')).toBe('SMITH⟨U+202E⟩, anaD');
  expect(toVisible('a\u0000b\u200bc\u2066d\ufeffe')).toBe('a⟨U+0000⟩b⟨U+200B⟩c⟨U+2066⟩d⟨U+FEFF⟩e');
});

test('what people write stays as it is: lines, tabs, accents, ideographs, joined scripts, emoji', () => {
  for (const text of ['a\tb\nc\r\n', 'Müller-Gómez', '山田 太郎', 'می\u200cخواهم', '👩\u200d⚕️'])
    expect(toVisible(text)).toBe(text);
});

test('in JSON they are found raw and escaped, in keys nobody looks', () => {
  const value = { name: ['x\u202ey'], at: { note: '\u0007' }, n: 1, no: null };
  const seen = { name: ['x⟨U+202E⟩y'], at: { note: '⟨U+0007⟩' }, n: 1, no: null };
  expect(parseVisible(JSON.stringify(value))).toEqual(seen);
  expect(parseVisible('{"name":["x\\u202Ey"],"at":{"note":"\\u0007"},"n":1,"no":null}')).toEqual(seen);
  expect(() => parseVisible('{')).toThrow(SyntaxError);
});

test('any JSON: parsing it for the screen is parsing it and making every text visible', () => {
  fc.assert(
    fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
      expect(parseVisible(json)).toEqual(withVisibleTexts(JSON.parse(json)));
    }),
  );
});
