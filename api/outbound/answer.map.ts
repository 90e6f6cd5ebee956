// From the bytes of an answer to JSON: one encoding, capped on the wire and after it, depth checked. Knows no FHIR.
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import { outboundFault } from './faults';
import { findExcess, type JsonLimits } from './json-depth.policy';
import { toUtf8Text } from './utf8-text.map';

const decoders = new Map([
  ['gzip', promisify(gunzip)],
  ['x-gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['br', promisify(brotliDecompress)],
]);

export interface AnswerLimits extends JsonLimits {
  readonly answerBytes: number;
  readonly unscannedBytes: number;
}

const jsonTypes = new Set([
  'application/json',
  'application/fhir+json',
  'application/json+fhir',
  'text/json',
]);

export function isJson(contentType: string | undefined): boolean {
  const [essence] = (contentType ?? '').split(';', 1);
  return jsonTypes.has((essence ?? '').trim().toLowerCase());
}

/** Throws server_answer_broken and server_answer_too_large. */
export async function decode(
  bytes: Uint8Array,
  encoding: string | undefined,
  limits: AnswerLimits,
): Promise<Uint8Array> {
  const name = (encoding ?? 'identity').trim().toLowerCase();
  if (name === 'identity' || name === '') return bytes;
  const decoder = decoders.get(name);
  if (decoder === undefined) throw outboundFault('server_answer_broken');
  return decoder(bytes, { maxOutputLength: limits.answerBytes });
}

/**
 * Throws server_answer_broken and server_answer_too_large. `isShallowReader`: the caller reads the elements that it knows and never recurses, so depth
 * can only cost the parser's time, and only a large answer is scanned.
 */
export function parseJson(bytes: Uint8Array, limits: AnswerLimits, isShallowReader = false): unknown {
  const isScanned = !isShallowReader || bytes.length > limits.unscannedBytes;
  const excess = isScanned ? findExcess(bytes, limits) : undefined;
  if (excess !== undefined)
    throw outboundFault(excess === 'depth' ? 'server_answer_broken' : 'server_answer_too_large');
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const text = toUtf8Text(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), hasMark ? 3 : 0);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's message quotes the answer: it is not kept as a cause.
    throw outboundFault('server_answer_broken');
  }
}
