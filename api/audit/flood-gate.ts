// So many refusals of one kind by one person within a minute get a row each; the rest are counted and told in one (T34): a flood
// can neither fill the log nor bury what else is in it.

const windowMs = 60_000;
const rowsPerWindow = 20;
const mostKept = 10_000;

export interface FloodGate<T> {
  /** Does this one get a row? If not it is counted. */
  admit(key: string, sample: T): boolean;
  /** Kinds whose minute is over, or all, with what was not written of them. They are forgotten. */
  drain(isAll?: boolean): readonly { readonly sample: T; readonly missed: number }[];
}

interface Kind<T> {
  readonly since: number;
  readonly sample: T;
  rows: number;
  missed: number;
}

export function createFloodGate<T>(now: () => number): FloodGate<T> {
  const kinds = new Map<string, Kind<T>>();
  return {
    admit(key, sample) {
      const kind = kinds.get(key);
      if (!kind) {
        // More kinds than can be counted are written down one by one: the log forgets nothing for want of memory.
        if (kinds.size < mostKept) kinds.set(key, { since: now(), sample, rows: 1, missed: 0 });
        return true;
      }
      if (kind.rows < rowsPerWindow) {
        kind.rows += 1;
        return true;
      }
      kind.missed += 1;
      return false;
    },
    drain(isAll = false) {
      const over = [...kinds].filter(([, kind]) => isAll || now() - kind.since >= windowMs);
      for (const [key] of over) kinds.delete(key);
      return over.map(([, kind]) => kind).filter(({ missed }) => missed > 0);
    },
  };
}
