// Lengths of stay of typed dates, which may be "2019", "2019-03" or "2019-03-05". Calendar days, never shifted by a zone.

const dayMs = 86_400_000;

interface Parts {
  readonly year: number;
  readonly month: number | undefined;
  readonly day: number | undefined;
}

function toParts(date: string): Parts | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(date);
  if (!match?.[1]) return undefined;
  return {
    year: Number(match[1]),
    month: match[2] ? Number(match[2]) : undefined,
    day: match[3] ? Number(match[3]) : undefined,
  };
}

const daysBetween = (a: Date, b: Date): number => Math.round((b.getTime() - a.getTime()) / dayMs);
const today = (now: Date): Date => new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()));

/** Day 1 is the day of admission. undefined: not a whole date, or in the future. */
export function daysSince(date: string, now: Date): number | undefined {
  const parts = toParts(date);
  if (!parts?.month || !parts.day) return undefined;
  const days = daysBetween(new Date(Date.UTC(parts.year, parts.month - 1, parts.day)), today(now)) + 1;
  return days >= 1 ? days : undefined;
}
