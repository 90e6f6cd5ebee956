// A text that a spreadsheet would take for a formula, made harmless (T18). Pure.

/** In half and full width, whatever white space or control characters stand before it. */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]/u;
const startsOddly = /^[\t\r\n\0]/;
const plainNumber = /^-?\d+(\.\d+)?$/;

/** A leading apostrophe makes it text; a number stays a number: a base excess of -2 is -2. */
export function toSafeCell(value: string | number): string {
  const text = String(value);
  return startsOddly.test(text) || (formula.test(text) && !plainNumber.test(text)) ? `'${text}` : text;
}
