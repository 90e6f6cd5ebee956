// The next page of a search as an opaque text: the server's own link stays with us (T6). It opens only for the person, team and
// connection that it was made for, and for ten minutes.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { KnownError } from '../errors/known-error';
import type { Scope } from '../sign-in/scope';

const lifetimeMs = 10 * 60_000;
const ivBytes = 12;
const tagBytes = 16;
const content = z.strictObject({ next: z.string(), query: z.string(), until: z.number() });

export interface CursorContent {
  readonly next: string;
  /** The search that it goes on with, for the audit row of the page. */
  readonly query: string;
}

export interface Cursors {
  seal(scope: Scope, connectionId: string, content: CursorContent): string;
  /** Throws cursor_invalid, as 404: whose it is or was is nobody's business. */
  open(scope: Scope, connectionId: string, cursor: string): CursorContent;
}

export function createCursors(deps: { masterKey: Uint8Array; now: () => number }): Cursors {
  const key = Buffer.from(hkdfSync('sha256', deps.masterKey, '', 'patients:cursor', 32));
  return {
    seal(scope, connectionId, { next, query }) {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      cipher.setAAD(toBinding(scope, connectionId));
      const plain = JSON.stringify({ next, query, until: deps.now() + lifetimeMs });
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, body, cipher.getAuthTag()]).toString('base64url');
    },
    open(scope, connectionId, cursor) {
      const opened = decrypt(key, toBinding(scope, connectionId), Buffer.from(cursor, 'base64url'));
      if (!opened || opened.until < deps.now()) throw cursorInvalid();
      return { next: opened.next, query: opened.query };
    },
  };
}

function toBinding(scope: Scope, connectionId: string): Buffer {
  return Buffer.from(
    JSON.stringify([scope.tid, scope.teamId, scope.channelId, scope.principal.oid, connectionId]),
  );
}

function decrypt(key: Buffer, binding: Buffer, bytes: Buffer) {
  if (bytes.length <= ivBytes + tagBytes) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, ivBytes));
    decipher.setAAD(binding);
    decipher.setAuthTag(bytes.subarray(bytes.length - tagBytes));
    const body = bytes.subarray(ivBytes, bytes.length - tagBytes);
    const plain = Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    return content.safeParse(JSON.parse(plain)).data;
  } catch {
    return undefined;
  }
}

function cursorInvalid(): KnownError {
  return new KnownError('cursor_invalid', {
    status: 404,
    detail: 'This page of results is no longer there. Search again.',
  });
}
