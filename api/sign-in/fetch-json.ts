// What sign-in needs of the door to other servers. compose.ts hands it over; it must not know how the call is made.
export interface JsonAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface JsonRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as application/x-www-form-urlencoded by POST; without it the call is a GET. */
  readonly form?: Readonly<Record<string, string>>;
}

/** Throws when no answer came; any status is an answer. */
export type FetchJson = (url: string, request?: JsonRequest) => Promise<JsonAnswer>;
