// One HTTP request and its answer, as the sandbox's servers handle them.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Json } from './resource';

export interface Answer {
  status: number;
  headers?: Readonly<Record<string, string>>;
  type: string;
  body: string | Buffer;
}
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  /** The path's segments, decoded. */
  path: readonly string[];
}

const mostBytes = 32 * 1024 * 1024;

export function toExchange(request: IncomingMessage, response: ServerResponse): Exchange {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const path = url.pathname
    .split('/')
    .filter((part) => part !== '')
    .map(toDecoded);
  return { request, response, url, path };
}

function toDecoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export async function readBody({ request }: Exchange): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > mostBytes) throw new Error('The body is too large for the sandbox.');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

export function toHeader({ request }: Exchange, name: string): string {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

export function send({ response }: Exchange, answer: Answer): void {
  if (response.destroyed) return;
  response.writeHead(answer.status, {
    'content-type': answer.type,
    'content-length': Buffer.byteLength(answer.body),
    ...answer.headers,
  });
  response.end(answer.body);
}

export function toJsonAnswer(status: number, value: Json): Answer {
  return { status, type: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}

export function toHtmlAnswer(status: number, title: string): Answer {
  const body = `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1><p>This is a page, not FHIR.</p></html>`;
  return { status, type: 'text/html; charset=utf-8', body };
}
