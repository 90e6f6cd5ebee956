// Text of others on its way into the log: nothing in it may end a line, colour a terminal or turn the writing round (T34). Pure.

/** C0, DEL, C1, line and paragraph separators, and the marks that embed or override the direction of writing. */
const unseen = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu;

/** What can't be seen becomes the sign for "not a character"; longer text is cut. */
export function toSafeText(text: string, longest: number): string {
  return text.slice(0, longest).replace(unseen, '\u{fffd}');
}
