// So many at once and so many a second for each name: a bucket that refills by a clock that is handed in.
const mostNames = 20_000;

export interface Budget {
  /** 0 if it was spent, else the seconds until there is some again; nothing is spent then. */
  spend(name: string): number;
}

export function createBudget(deps: { atOnce: number; perSecond: number; now: () => number }): Budget {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    spend(name) {
      const now = deps.now();
      const before = buckets.get(name);
      const grown = before ? before.left + ((now - before.at) / 1000) * deps.perSecond : deps.atOnce;
      const left = Math.min(deps.atOnce, grown);
      const oldest = !before && buckets.size >= mostNames ? buckets.keys().next().value : undefined;
      if (oldest !== undefined) buckets.delete(oldest);
      // Set anew, so that the order of the map is the order of last use.
      buckets.delete(name);
      buckets.set(name, { left: left < 1 ? left : left - 1, at: now });
      return left < 1 ? Math.ceil((1 - left) / deps.perSecond) : 0;
    },
  };
}
