// The shape of a route: declared as data, mounted on Express by mount.middleware.ts, told in OpenAPI by openapi.ts.
import type { ZodType } from 'zod';
import type { AuditOperation } from '../contract/audit.schema';
import type { Principal, Scope } from '../sign-in/scope';

export interface Reply {
  readonly body?: unknown;
  /** Row version: sent as a strong ETag `"7"`. */
  readonly version?: number;
  readonly contentType?: string;
  /** Instead of `body`: lines of `application/x-ndjson`, each flushed as it is written. */
  readonly lines?: (write: (line: unknown) => void, signal: AbortSignal) => Promise<void>;
}

/** A line that is JSON already. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export interface RouteInput<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** From `If-Match: "7"`; undefined if the header was not sent. */
  readonly ifMatch: number | undefined;
  readonly accepts: (contentType: string) => boolean;
  readonly requestId: string;
  /** Throws if the rule of this route no longer lets the person in: for work that takes a while, just before it changes anything. */
  readonly confirm: () => Promise<void>;
  /** Aborted when the client goes away. */
  readonly signal: AbortSignal;
}

interface RouteParts<P, Q, B> {
  /** An audited operation's id is its audit name. */
  readonly operationId: string;
  /** The audit name of a second way to the same operation: OpenAPI wants an id of its own for each. */
  readonly auditedAs?: AuditOperation;
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below `/api` for `signedIn`, below the team's path for members and owners. OpenAPI spelling: `/lists/{listId}`. */
  readonly path: string;
  readonly summary: string;
  readonly params?: ZodType<P>;
  readonly query?: ZodType<Q>;
  readonly body?: ZodType<B>;
  /** `form`: application/x-www-form-urlencoded (FHIR _search). Default json. */
  readonly bodyKind?: 'json' | 'form';
  readonly response?: ZodType;
  /** Of an answer that is no error; 200 if not said. */
  readonly status?: 201 | 204;
  readonly needsIfMatch?: boolean;
  /** As so many searches for patients it counts, of those that a person, a team and a tenant have in an hour (T19). */
  readonly searches?: number;
  /** FHIR facade: errors are answered as OperationOutcome. */
  readonly isFhir?: boolean;
}

/** Anyone who is signed in. */
export interface SignedInRoute<P, Q, B> extends RouteParts<P, Q, B> {
  readonly who: 'signedIn';
  readonly handle: (principal: Principal, input: RouteInput<P, Q, B>) => Promise<Reply>;
}

/** A member (or owner) of the team or channel in the path; anybody else gets 404. `owner`: a member gets 403 owner_only. */
export interface TeamRoute<P, Q, B> extends RouteParts<P, Q, B> {
  readonly who: 'member' | 'owner';
  readonly handle: (scope: Scope, input: RouteInput<P, Q, B>) => Promise<Reply>;
}

// biome-ignore lint/suspicious/noExplicitAny: a table of routes holds routes of every input; each is checked where it is made.
export type Route = SignedInRoute<any, any, any> | TeamRoute<any, any, any>;

export function teamRoute<P = unknown, Q = unknown, B = unknown>(route: TeamRoute<P, Q, B>): Route {
  return route;
}

export function signedInRoute<P = unknown, Q = unknown, B = unknown>(route: SignedInRoute<P, Q, B>): Route {
  return route;
}
