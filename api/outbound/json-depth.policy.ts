// Refuses JSON that is nested too deeply or has too many parts, before it is parsed: a parser takes seconds for it, recursion
// overflows, and an empty object takes twenty times the memory of its two bytes.

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;

export interface JsonLimits {
  readonly jsonDepth: number;
  /** Objects, lists and commas in all: what memory and time of the parser go by. */
  readonly jsonParts: number;
}

/** One pass over the bytes without recursion. UTF-8 never has these bytes inside another character. */
export function findExcess(
  bytes: Uint8Array,
  { jsonDepth, jsonParts }: JsonLimits,
): 'depth' | 'parts' | undefined {
  const end = bytes.length;
  let depth = 0;
  let parts = 0;
  for (let i = 0; i < end; i++) {
    let byte = bytes[i] ?? 0;
    if (byte === quote) {
      byte = bytes[++i] ?? quote;
      // Letters come after the backslash and are most of any text.
      while (byte > backslash || byte !== quote) {
        if (byte === backslash) i++;
        byte = bytes[++i] ?? quote;
      }
    } else if (byte === comma) parts++;
    else {
      // 0x20 makes "[" and "{" the same byte, and "]" and "}" too.
      const bracket = byte | 0x20;
      if (bracket === 0x7b) {
        depth++;
        parts++;
        if (depth > jsonDepth) return 'depth';
      } else if (bracket === 0x7d) depth--;
    }
  }
  return parts > jsonParts ? 'parts' : undefined;
}
