// Refuses JSON that is nested too deeply, before it is parsed: a parser takes seconds for it and recursion overflows.

const quote = 0x22;
const backslash = 0x5c;

/** One pass over the bytes without recursion. UTF-8 never has these bytes inside another character. */
export function isTooDeep(bytes: Uint8Array, most: number): boolean {
  const end = bytes.length;
  let depth = 0;
  for (let i = 0; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte === quote) {
      i++;
      while (i < end && bytes[i] !== quote) i += bytes[i] === backslash ? 2 : 1;
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
