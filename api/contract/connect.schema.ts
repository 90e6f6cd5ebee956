// Connecting a team to an EHR: what is sent, and the checks that are told one by one.
import { z } from 'zod';
import { type ErrorCode, errorCodes } from './error-codes';
import { limits } from './limits';
import type { ConnectionView } from './session.schema';

export const connect = z.strictObject({
  link: z.string().trim().min(1, 'Paste the link of your FHIR server.').max(limits.link),
  name: z.string().trim().min(1, 'Name the connection.').max(limits.connectionName),
});

/** What a server can or can't do for us: each has a sentence in the tab. */
export const abilityIds = [
  'batch',
  'oneByOne',
  'sorted',
  'unsorted',
  'demanding',
  'fuzzy',
  'totals',
  'guessedTotals',
  'noTotals',
  'noCoverage',
  'ehrLists',
  'noEhrLists',
] as const;
export type AbilityId = (typeof abilityIds)[number];

/** In the order in which they run; a failed one ends the run. */
export const checkIds = [
  'address',
  'reachable',
  'metadata',
  'release',
  'partner',
  'token',
  'system',
  'resources',
  'search',
  'columns',
] as const;
export type CheckId = (typeof checkIds)[number];

export interface Check {
  readonly id: CheckId;
  readonly status: 'running' | 'ok' | 'warning' | 'failed' | 'skipped';
  /** For `failed` and `warning`: why, as a stable code; the tab has the words and the next step. */
  readonly code?: ErrorCode | undefined;
  /** Facts for the sentence: {host}, {release}, {partner}, {count}, {seconds}, {offered}, {missing}, … Never a secret or token. */
  readonly facts?: Readonly<Record<string, string | number | readonly string[]>> | undefined;
  readonly ms?: number | undefined;
}

/** `POST connection` answers `application/x-ndjson`: checks as they finish, then one of the last two. */
export type ConnectLine =
  | { readonly type: 'check'; readonly check: Check }
  | { readonly type: 'connected'; readonly connection: ConnectionView }
  | { readonly type: 'refused'; readonly code: ErrorCode };

/** How the team's link is, as the watcher last saw it. */
export const linkHealth = z.strictObject({
  failing: z.strictObject({ since: z.string(), code: z.enum(errorCodes) }).nullable(),
  checkedAt: z.string().nullable().describe('null: not looked at yet'),
});
export type LinkHealth = z.infer<typeof linkHealth>;
