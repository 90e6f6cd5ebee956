// What can go wrong with another server, as known errors: one code, one sentence that helps. Knows no vendor.
import type { ErrorCode } from '../contract/error-codes';
import { KnownError } from '../errors/known-error';

interface Fault {
  readonly status: number;
  readonly detail: string;
}

const faults = {
  link_not_a_url: {
    status: 400,
    detail: 'The link is not a web address. It should look like https://fhir.example.org/r4',
  },
  link_not_https: { status: 400, detail: 'The link must start with https://' },
  link_has_extras: {
    status: 400,
    detail: 'The link must be the bare address of the FHIR server: without user name, question mark or hash.',
  },
  address_not_allowed: {
    status: 400,
    detail: 'This address may not be reached from here. An operator can allow private ranges.',
  },
  server_unreachable: {
    status: 502,
    detail: 'The server could not be reached. Check the address and whether it is up.',
  },
  server_timeout: { status: 504, detail: 'The server did not answer in time. Try again in a moment.' },
  server_error: {
    status: 502,
    detail: 'The server answered with an error. Try again, or tell its administrator.',
  },
  server_busy: { status: 503, detail: 'The server has too much to do. Try again in a moment.' },
  server_not_fhir: { status: 502, detail: 'What answers there is not a FHIR server.' },
  server_answer_broken: { status: 502, detail: 'The server sent an answer that cannot be read.' },
  server_answer_too_large: { status: 502, detail: 'The server sent more than can be read at once.' },
  server_redirects: {
    status: 502,
    detail:
      'The server sends us on to another address, which is not followed. Use the address of the FHIR server itself.',
  },
  server_certificate: {
    status: 502,
    detail: "The server's certificate is not valid. Tell its administrator.",
  },
} as const satisfies Partial<Record<ErrorCode, Fault>>;
export type OutboundFault = keyof typeof faults;

export function outboundFault(
  code: OutboundFault,
  more: { readonly cause?: unknown; readonly retryAfterSeconds?: number } = {},
): KnownError {
  return new KnownError(code, { ...faults[code], ...more });
}

const timeouts = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);
const broken = new Set(['Z_DATA_ERROR', 'Z_BUF_ERROR', 'Z_STREAM_ERROR', 'ERR__ERROR_FORMAT_PADDING_1']);
const tooLarge = new Set([
  'UND_ERR_RES_EXCEEDED_MAX_SIZE',
  'UND_ERR_HEADERS_OVERFLOW',
  'HPE_HEADER_OVERFLOW',
  'ERR_BUFFER_TOO_LARGE',
]);
const certificate =
  /^(CERT_|ERR_TLS_CERT|ERR_SSL|UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|INVALID_CA|PATH_LENGTH|HOSTNAME_MISMATCH|EPROTO)/;

/** The known error of what undici, TLS, DNS or zlib threw. */
export function toOutboundFault(error: unknown): KnownError {
  if (error instanceof KnownError) return error;
  const code = findCode(error);
  // The parser's errors carry the bytes that it stumbled over, and a token may be among them: they are not kept as a cause.
  if (error instanceof Error && error.name === 'HTTPParserError') {
    return outboundFault(tooLarge.has(code) ? 'server_answer_too_large' : 'server_answer_broken');
  }
  if (timeouts.has(code)) return outboundFault('server_timeout', { cause: error });
  if (tooLarge.has(code)) return outboundFault('server_answer_too_large', { cause: error });
  if (broken.has(code) || code.startsWith('ERR_BROTLI')) {
    return outboundFault('server_answer_broken', { cause: error });
  }
  if (certificate.test(code)) return outboundFault('server_certificate', { cause: error });
  return outboundFault('server_unreachable', { cause: error });
}

/** A connection that broke before the answer: the same question may be asked once more. */
export function isBrokenConnection(error: unknown): boolean {
  return ['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE'].includes(findCode(error));
}

function findCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? findCode(error.cause) : '';
}
