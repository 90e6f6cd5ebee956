// Sixty-odd ways in which a server answers wrongly, byte by byte on the socket: slow, broken off, endless, bombs, and lies in the body.
import type { Socket } from 'node:net';
import { brotliCompressSync, constants, deflateSync, gzipSync } from 'node:zlib';

export interface Say {
  readonly socket: Socket;
  /** What a good server would answer, as JSON. */
  readonly good: string;
  /** An address of somebody who must hear nothing. */
  readonly stranger: string;
}
export type HostileAnswer = (say: Say) => void;

const json = 'content-type: application/fhir+json';

function head(status: string, ...headers: readonly string[]): string {
  return `HTTP/1.1 ${status}\r\n${[...headers, 'connection: close'].join('\r\n')}\r\n\r\n`;
}

/** A whole answer with its length. */
export function whole(body: string | Buffer, ...headers: readonly string[]): HostileAnswer {
  return ({ socket }) => {
    socket.write(
      head(
        '200 OK',
        ...(headers.length === 0 ? [json] : headers),
        `content-length: ${Buffer.byteLength(body)}`,
      ),
    );
    socket.end(body);
  };
}

/** Writes a piece at a time for as long as anybody listens. */
function forever(socket: Socket, everyMs: number, piece: () => string | Buffer): void {
  const timer = setInterval(() => socket.write(piece()), everyMs);
  socket.once('close', () => clearInterval(timer));
}

/** As fast as the other side takes it. */
function flood(socket: Socket, piece: Buffer): void {
  const more = () => {
    while (!socket.destroyed && socket.write(piece));
  };
  socket.on('drain', more);
  more();
}

const spaces = Buffer.alloc(64 * 1024, ' ');
/** 64 MB of nothing, and hardly anything as long as they are packed. */
const bomb = Buffer.alloc(64 * 1024 * 1024, ' ');
const packed = {
  gzip: gzipSync(bomb),
  br: brotliCompressSync(bomb, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
  deflate: deflateSync(bomb),
};
const packedAs =
  (encoding: string, bytes: () => Buffer): HostileAnswer =>
  (say) =>
    whole(bytes(), json, `content-encoding: ${encoding}`)(say);

const slow: Readonly<Record<string, HostileAnswer>> = {
  'never answers': () => undefined,
  'ends at once': ({ socket }) => socket.end(),
  'resets at once': ({ socket }) => socket.resetAndDestroy(),
  'drips its status line': ({ socket }) => forever(socket, 10, () => 'H'),
  'stops after the status line': ({ socket }) => socket.write('HTTP/1.1 200 OK\r\n'),
  'drips headers': ({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    forever(socket, 10, () => 'x-a: b\r\n');
  },
  'stops after the headers': ({ socket }) => socket.write(head('200 OK', json, 'content-length: 100')),
  'drips its body': ({ socket }) => {
    socket.write(head('200 OK', json, 'content-length: 1000000'));
    forever(socket, 10, () => ' ');
  },
  'drips chunks': ({ socket }) => {
    socket.write(head('200 OK', json, 'transfer-encoding: chunked'));
    forever(socket, 10, () => '1\r\n \r\n');
  },
  'drips what is compressed': ({ socket }) => {
    socket.write(head('200 OK', json, 'content-encoding: gzip', 'transfer-encoding: chunked'));
    const bytes = gzipSync('{}');
    let at = 0;
    forever(socket, 10, () =>
      Buffer.concat([
        Buffer.from('1\r\n'),
        bytes.subarray(at % bytes.length, (at++ % bytes.length) + 1),
        Buffer.from('\r\n'),
      ]),
    );
  },
  'never sends the last chunk': ({ socket, good }) => {
    socket.write(head('200 OK', json, 'transfer-encoding: chunked'));
    socket.write(`${Buffer.byteLength(good).toString(16)}\r\n${good}\r\n`);
  },
  'says it is still at work': ({ socket }) => forever(socket, 10, () => 'HTTP/1.1 102 Processing\r\n\r\n'),
  'says to go on': ({ socket }) => forever(socket, 10, () => 'HTTP/1.1 100 Continue\r\n\r\n'),
  'floods with early hints': ({ socket, stranger }) =>
    flood(
      socket,
      Buffer.from(`HTTP/1.1 103 Early Hints\r\nlink: <${stranger}>; rel=preload\r\n\r\n`.repeat(500)),
    ),
};

const brokenOff: Readonly<Record<string, HostileAnswer>> = {
  'resets in the body': ({ socket }) => {
    socket.write(head('200 OK', json, 'content-length: 100'), () => socket.resetAndDestroy());
  },
  'ends in the body': ({ socket }) => socket.end(`${head('200 OK', json, 'content-length: 100')}{`),
  'ends in the headers': ({ socket }) => socket.end('HTTP/1.1 200 OK\r\ncontent-ty'),
  'ends in a chunk': ({ socket }) =>
    socket.end(`${head('200 OK', json, 'transfer-encoding: chunked')}ff\r\n{`),
  'says a length that is too short': ({ socket, good }) =>
    socket.end(head('200 OK', json, 'content-length: 5') + good),
  'says no length and breaks off': ({ socket, good }) => socket.end(head('200 OK', json) + good.slice(0, -5)),
  'is SSH': ({ socket }) => socket.write('SSH-2.0-OpenSSH_9.2\r\n'),
  'is mail': ({ socket }) => socket.write('220 mail.example ESMTP\r\n'),
  'is HTTP/2': ({ socket }) => socket.write(Buffer.from('000000040000000000', 'hex')),
  'is HTTP/0.9': ({ socket, good }) => socket.end(good),
  'is noise': ({ socket }) => socket.end(Buffer.alloc(5_000, 0xa7)),
};

const tooMuch: Readonly<Record<string, HostileAnswer>> = {
  'never ends its body': ({ socket }) => {
    socket.write(head('200 OK', json));
    flood(socket, spaces);
  },
  'never ends its chunks': ({ socket }) => {
    socket.write(head('200 OK', json, 'transfer-encoding: chunked'));
    flood(socket, Buffer.concat([Buffer.from('10000\r\n'), spaces, Buffer.from('\r\n')]));
  },
  'never ends its headers': ({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    flood(socket, Buffer.from(`x-a: ${'b'.repeat(1000)}\r\n`));
  },
  'has one endless header': ({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\nx-a: ');
    flood(socket, spaces);
  },
  'has 5,000 headers': whole('{}', json, ...Array.from({ length: 5_000 }, (_, i) => `x-${i}: y`)),
  'has an endless reason': ({ socket }) => {
    socket.write('HTTP/1.1 200 ');
    flood(socket, Buffer.alloc(65_536, 'O'));
  },
  'says 10 GB': ({ socket }) => socket.write(`${head('200 OK', json, 'content-length: 10000000000')}{`),
  'sends 9 MB': whole(Buffer.concat([Buffer.alloc(9 * 1024 * 1024, ' '), Buffer.from('{}')])),
  'is a gzip bomb': packedAs('gzip', () => packed.gzip),
  'is a brotli bomb': packedAs('br', () => packed.br),
  'is a deflate bomb': packedAs('deflate', () => packed.deflate),
  'is packed twice': packedAs('gzip, gzip', () => gzipSync(gzipSync('{}'))),
  'is packed five times': packedAs('gzip, br, gzip, br, deflate', () => gzipSync('{}')),
  'is packed in a way that nobody asked for': packedAs('zstd', () => Buffer.from('28b52ffd', 'hex')),
  'says packed and is not': whole('{}', json, 'content-encoding: gzip'),
  'breaks off while unpacking': packedAs('gzip', () => gzipSync('{"a":1}').subarray(0, -6)),
  'has a million entries': whole(`[${'{},'.repeat(1_000_000)}{}]`),
};

/** Valid, but of so many parts that they would take far more memory than their bytes. */
const wide: Readonly<Record<string, HostileAnswer>> = {
  'has four million zeros': whole(`{"a":[${'0,'.repeat(3_900_000)}0]}`),
  'has 600,000 names': whole(`{${Array.from({ length: 600_000 }, (_, i) => `"k${i}":1`).join(',')}}`),
};

const lies: Readonly<Record<string, HostileAnswer>> = {
  'says a negative length': ({ socket, good }) =>
    socket.end(head('200 OK', json, 'content-length: -1') + good),
  'says two lengths': ({ socket, good }) =>
    socket.end(head('200 OK', json, 'content-length: 5', 'content-length: 9') + good),
  'says a length and chunks': ({ socket, good }) =>
    socket.end(head('200 OK', json, 'content-length: 5', 'transfer-encoding: chunked') + good),
  'says a chunk of 2^64': ({ socket }) =>
    socket.write(`${head('200 OK', json, 'transfer-encoding: chunked')}ffffffffffffffff1\r\n{`),
  'says a chunk of zz': ({ socket }) =>
    socket.write(`${head('200 OK', json, 'transfer-encoding: chunked')}zz\r\n{`),
  'breaks a header': ({ socket, good }) => socket.end(head('200 OK', json, 'x-a: b\rset-cookie: c') + good),
  'has NUL in a header': ({ socket, good }) => socket.end(head('200 OK', json, 'x-a: \u0000') + good),
  'has a header without a name': ({ socket, good }) => socket.end(head('200 OK', json, ': x') + good),
  'has status 999': ({ socket, good }) => socket.end(head('999 What', json) + good),
  'has status 000': ({ socket, good }) => socket.end(head('000 Nothing', json) + good),
  'is HTML': whole('<!doctype html><html></html>', 'content-type: text/html'),
  'is XML': whole('<Bundle/>', 'content-type: application/fhir+xml'),
  'says nothing of its type': whole('{}', 'x-a: b'),
  'is empty': whole(''),
  'is cut off JSON': ({ socket, good }) =>
    whole(good.slice(0, Math.floor(good.length / 2)))({ socket, good, stranger: '' }),
  'is null': whole('null'),
  'is a list': whole('[]'),
  'is a number': whole('1e999'),
  'is 100,000 levels deep': whole('['.repeat(100_000) + ']'.repeat(100_000)),
  'is three million levels deep': whole('['.repeat(3_000_000)),
  'is deep where nobody looks': whole(
    `{"resourceType":"Bundle","a":${'[{"b":'.repeat(20_000)}1${'}]'.repeat(20_000)}}`,
  ),
  'is UTF-16': whole(Buffer.from('\ufeff{"a":1}', 'utf16le')),
  'is no UTF-8': whole(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d, 0x00])),
  'is the prototype': whole(
    '{"__proto__":{"resourceType":"Bundle","access_token":"x"},"constructor":{"prototype":{}}}',
  ),
  'is something else': whole('{"hello":"world"}'),
  'has nothing to say': ({ socket }) => socket.end(head('204 No Content')),
  'is a part of it': ({ socket, good }) =>
    socket.end(head('206 Partial Content', json, 'content-range: bytes 0-4/99') + good.slice(0, 5)),
  'has not changed': ({ socket }) => socket.end(head('304 Not Modified')),
  'redirects to a stranger': ({ socket, stranger }) =>
    socket.end(head('307 Temporary Redirect', `location: ${stranger}`)),
  'switches protocols': ({ socket }) =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n'),
  'wants a proxy': ({ socket }) =>
    socket.end(head('407 Proxy Authentication Required', 'proxy-authenticate: Basic realm="x"')),
  'says 401 for ever': ({ socket }) => socket.end(head('401 Unauthorized', json, 'www-authenticate: Bearer')),
  'is busy until next year': ({ socket }) =>
    socket.end(head('429 Too Many Requests', json, 'retry-after: 31536000')),
  'is broken with a page': ({ socket }) =>
    socket.end(`${head('500 Oops', 'content-type: text/html')}<h1>at Object.&lt;anonymous&gt;</h1>`),
  'fails with status 200': whole(
    '{"resourceType":"OperationOutcome","issue":[{"severity":"fatal","code":"exception"}],"error":"server_error"}',
  ),
};

export const hostileAnswers: Readonly<Record<string, HostileAnswer>> = {
  ...slow,
  ...brokenOff,
  ...tooMuch,
  ...wide,
  ...lies,
};

const heavy = new Set([...Object.values(tooMuch), ...Object.values(wide)]);

/** Meant to fill the memory of whoever reads it and to keep them busy: none of it may be read to its end. */
export function isHeavy(answer: HostileAnswer): boolean {
  return heavy.has(answer);
}
