// UTF-8 to text. Answers of FHIR servers are ASCII but for a name here and there, and ASCII can be copied in a third of the
// time that decoding takes.
import { isAscii } from 'node:buffer';

/** Small enough that a name spoils little, large enough that looking costs nothing. */
const blockBytes = 2048;

/** The same text as decoding it whole: a block ends before an ASCII byte, which no character of UTF-8 goes across. */
export function toUtf8Text(bytes: Buffer, from = 0): string {
  const end = bytes.length;
  let text = '';
  let plainFrom = from;
  for (let at = from; at < end; ) {
    let next = Math.min(at + blockBytes, end);
    if (!isAscii(bytes.subarray(at, next))) {
      while (next < end && (bytes[next] ?? 0) > 0x7f) next++;
      if (at > plainFrom) text += bytes.toString('latin1', plainFrom, at);
      text += bytes.toString('utf8', at, next);
      plainFrom = next;
    }
    at = next;
  }
  const rest = bytes.toString('latin1', plainFrom, end);
  return text === '' ? rest : text + rest;
}
