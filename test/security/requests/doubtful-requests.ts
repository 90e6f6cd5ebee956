// Requests that two readers could understand as two different things: where one ends and whether another hides in it (T21). Byte
// by byte as they go over the wire; the hidden one asks for /hidden.

const hidden = 'GET /hidden HTTP/1.1\r\nHost: patients.test\r\n\r\n';
const post = (...headers: readonly string[]) =>
  `${['POST /outer HTTP/1.1', 'Host: patients.test', ...headers].join('\r\n')}\r\n\r\n`;
const length = (text: string) => `Content-Length: ${Buffer.byteLength(text)}`;
const chunked = 'Transfer-Encoding: chunked';
const lastChunk = '0\r\n\r\n';

/** How long the body is, said in two ways. */
const twoLengths: Readonly<Record<string, string>> = {
  'a length and chunks': post(length(lastChunk + hidden), chunked) + lastChunk + hidden,
  'chunks and a length': post(chunked, 'Content-Length: 4') + lastChunk + hidden,
  'two lengths': post('Content-Length: 0', length(hidden)) + hidden,
  'two lengths in one': post(`Content-Length: 0, ${hidden.length}`) + hidden,
  'a length with a sign': post(`Content-Length: +${hidden.length}`) + hidden,
  'a length below nothing': post('Content-Length: -1') + hidden,
  'a length in hexadecimal': post(`Content-Length: 0x${hidden.length.toString(16)}`) + hidden,
  'a length that is no number': post('Content-Length: zero') + hidden,
  'a length with a fraction': post('Content-Length: 0.5') + hidden,
  'a length beyond all numbers': post('Content-Length: 18446744073709551616') + hidden,
  'no length': post('Content-Length:') + hidden,
};

/** Whether the body comes in chunks, said unclearly. */
const maybeChunked: Readonly<Record<string, string>> = {
  'chunks by an unknown word': post('Transfer-Encoding: xchunked', length(hidden)) + hidden,
  'chunks that are not last': post('Transfer-Encoding: chunked, identity') + lastChunk + hidden,
  'chunks with a blank before the colon': post('Transfer-Encoding : chunked') + lastChunk + hidden,
  'chunks with a tab before the colon': post('Transfer-Encoding\t: chunked') + lastChunk + hidden,
  'chunks on a folded line': post('X-A: b\r\n Transfer-Encoding: chunked', 'Content-Length: 0') + hidden,
  'chunks behind a bare line feed':
    post('X-A: b\nTransfer-Encoding: chunked', length(lastChunk + hidden)) + lastChunk + hidden,
  'chunks behind a bare carriage return': post('X-A: b\rTransfer-Encoding: chunked', length(hidden)) + hidden,
  'chunks twice and a length':
    post(chunked, 'Transfer-Encoding: identity', 'Content-Length: 4') + lastChunk + hidden,
  'chunks in the old protocol': `POST /outer HTTP/1.0\r\nHost: patients.test\r\n${chunked}\r\n${length(hidden)}\r\n\r\n${lastChunk}${hidden}`,
};

/** Where a chunk ends. */
const oddChunks: Readonly<Record<string, string>> = {
  'a chunk without an end': `${post(chunked)}3\r\nabcX${lastChunk}${hidden}`,
  'a chunk that is longer than it says': `${post(chunked)}1\r\nabc\r\n${lastChunk}${hidden}`,
  'a chunk in hexadecimal with 0x': `${post(chunked)}0x3\r\nabc\r\n${lastChunk}${hidden}`,
  'a chunk below nothing': `${post(chunked)}-1\r\n${lastChunk}${hidden}`,
  'a chunk beyond all numbers': `${post(chunked)}fffffffffffffffff\r\nabc\r\n${lastChunk}${hidden}`,
  'a chunk with a line feed alone': `${post(chunked)}3\nabc\n0\n\n${hidden}`,
  'a chunk with a line feed in its extension': `${post(chunked)}3;a=\n\r\nabc\r\n${lastChunk}${hidden}`,
  'a chunk with a blank before its size': `${post(chunked)} 3\r\nabc\r\n${lastChunk}${hidden}`,
};

/** What is not the protocol. */
const malformed: Readonly<Record<string, string>> = {
  'lines that end with a line feed alone': `POST /outer HTTP/1.1\nHost: patients.test\n${length(hidden)}\n\n${hidden}`,
  'a zero byte in a header': `${post('X-A: b\0c', 'Content-Length: 0')}${hidden}`,
  'a blank in the name of a header': `${post('X A: b', 'Content-Length: 0')}${hidden}`,
  'a header without a colon': `${post('Nothing', 'Content-Length: 0')}${hidden}`,
  'no host': 'POST /outer HTTP/1.1\r\nContent-Length: 0\r\n\r\n',
  'another protocol': `POST /outer HTTQ/1.1\r\nHost: a\r\n\r\n${hidden}`,
  'another version': `POST /outer HTTP/3.7\r\nHost: a\r\n\r\n${hidden}`,
  'a blank in the path': `POST /outer /more HTTP/1.1\r\nHost: a\r\n\r\n${hidden}`,
  'the preface of HTTP/2': `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${hidden}`,
  'an unknown method': `SMUGGLE /outer HTTP/1.1\r\nHost: a\r\n\r\n${hidden}`,
  'a first line that never ends': `POST /${'a'.repeat(20_000)}`,
  'headers without end': `GET /outer HTTP/1.1\r\nHost: a\r\n${'X-A: b\r\n'.repeat(4_000)}`,
};

export const doubtfulRequests: Readonly<Record<string, string>> = {
  ...twoLengths,
  ...maybeChunked,
  ...oddChunks,
  ...malformed,
};
