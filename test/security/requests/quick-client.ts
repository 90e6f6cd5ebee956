// A client that costs little beside the server: kept connections, answers as text. Who is not answered in time is told so.
import { Pool } from 'undici';
import type { Method } from '../every-route';

export interface QuickAnswer {
  readonly status: number;
  readonly text: string;
  /** undefined if the answer isn't JSON. */
  readonly json: unknown;
}

export interface QuickAsk {
  readonly method: Method;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface QuickClient {
  /** Rejects if the answer, or the next part of it, takes longer than `longestMs`. */
  ask(asked: QuickAsk): Promise<QuickAnswer>;
  close(): Promise<void>;
}

export function createQuickClient(url: string, connections: number, longestMs: number): QuickClient {
  const pool = new Pool(url, { connections, headersTimeout: longestMs, bodyTimeout: longestMs });
  return {
    async ask({ method, path, headers, body }) {
      const sent = body === undefined ? {} : { body };
      // Checked: undici takes any token as a method; its type names those in capitals.
      const capitals = method.toUpperCase() as Uppercase<Method>;
      const answer = await pool.request({ method: capitals, path, headers, ...sent });
      const text = await answer.body.text();
      const isJson = /[/+]json/.test(String(answer.headers['content-type']));
      return {
        status: answer.statusCode,
        text,
        json: isJson && text !== '' ? JSON.parse(text) : undefined,
      };
    },
    close: () => pool.close(),
  };
}
