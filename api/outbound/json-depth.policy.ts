// Refuses JSON that is nested too deeply, before it is parsed: a parser takes seconds for it and recursion overflows.

const quote = 0x22;
const backslash = 0x5c;

/** One pass over the bytes without recursion. UTF-8 never has these bytes inside another character. */
export function isTooDeep(bytes: Uint8Array, most: number): boolean {
  const end = bytes.length;
  let depth = 0;
  for (let i = 0; i < end; i++) {
    let byte = bytes[i] ?? 0;
    if (byte === quote) {
      byte = bytes[++i] ?? quote;
      // Letters come after the backslash and are most of any text.
      while (byte > backslash || byte !== quote) {
        if (byte === backslash) i++;
        byte = bytes[++i] ?? quote;
      }
    } else {
      // 0x20 makes "[" and "{" the same byte, and "]" and "}" too.
      const bracket = byte | 0x20;
      if (bracket === 0x7b) {
        depth++;
        if (depth > most) return true;
      } else if (bracket === 0x7d) depth--;
    }
  }
  return false;
}
