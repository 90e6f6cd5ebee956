// Reads a request's body: the type that was declared, 256 KB at the most, never compressed, strict JSON or a plain form.
import { type Request, type Response, raw } from 'express';
import { limits } from '../contract/limits';
import { bodyTooLarge, invalidInput, unsupportedMediaType } from '../errors/known-errors';
import { parseStrictJson } from './strict-json';

const mediaTypes = { json: 'application/json', form: 'application/x-www-form-urlencoded' } as const;
const readRaw = raw({ type: () => true, limit: limits.bodyBytes, inflate: false });
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Throws unsupported_media_type, body_too_large or invalid_input. */
export async function readBody(
  request: Request,
  response: Response,
  kind: 'json' | 'form',
): Promise<unknown> {
  const expected = mediaTypes[kind];
  const given = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (given !== expected || hasEncoding(request)) throw unsupportedMediaType(expected);
  const text = toText(await readBytes(request, response));
  return kind === 'form' ? toForm(text) : toJson(text);
}

function hasEncoding(request: Request): boolean {
  return (request.headers['content-encoding'] ?? 'identity') !== 'identity';
}

function readBytes(request: Request, response: Response): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    readRaw(request, response, (error?: unknown) => {
      if (error === undefined || error === null) {
        resolve(Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0));
      } else if (error instanceof Error && 'status' in error && error.status === 413) reject(bodyTooLarge());
      else reject(invalidInput([{ path: '', message: 'The request broke off.' }]));
    });
  });
}

function toText(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw invalidInput([{ path: '', message: 'This is not UTF-8 text.' }]);
  }
}

function toJson(text: string): unknown {
  const parsed = parseStrictJson(text);
  if (!parsed.isGood) throw invalidInput([{ path: '', message: parsed.why }]);
  return parsed.value;
}

function toForm(text: string): unknown {
  const pairs = [...new URLSearchParams(text)];
  const form = Object.fromEntries(pairs);
  if (Object.keys(form).length !== pairs.length) {
    throw invalidInput([{ path: '', message: 'A field is in here twice.' }]);
  }
  return form;
}
