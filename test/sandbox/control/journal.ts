// What each persona was asked, for tests to look at: above all that no secret and no token went where it shouldn't.

export interface JournalEntry {
  method: string;
  /** Whom the client believed to ask: host and port. */
  host: string;
  path: string;
  query: string;
  /** Bytes of the body. */
  bodySize: number;
  /** The body itself where it is short and holds no secret. */
  body?: string;
  accept: string;
  prefer: string;
  contentType: string;
  hasBearer: boolean;
  /** A client secret came along, in the body or as Basic credentials. */
  hasSecret: boolean;
  /** Tenant in the token's scope, where the token was valid. */
  tokenScope?: string;
  /** Entries of a batch. */
  entries?: number;
  status?: number;
}

export interface Journal {
  readonly entries: readonly JournalEntry[];
  add(entry: JournalEntry): void;
  clear(): void;
}

const kept = 5_000;

export function createJournal(): Journal {
  const entries: JournalEntry[] = [];
  return {
    entries,
    add(entry) {
      entries.push(entry);
      if (entries.length > kept) entries.shift();
    },
    clear() {
      entries.length = 0;
    },
  };
}
