// How many files a person and a team may ask for, and when the next one is free (T19). Pure.
import { limits } from '../contract/limits';
import { KnownError } from '../errors/known-error';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Instants at which files were asked for within the window, oldest first. */
export interface Asked {
  readonly byPersonInHour: readonly string[];
  readonly byTeamInDay: readonly string[];
}

/** Throws exports_used_up with the seconds until one more is free. */
export function assertQuota({ byPersonInHour, byTeamInDay }: Asked, now: Date): void {
  const waits = [
    toWait(byPersonInHour, limits.exportsPerHourPerPerson, hourMs, now),
    toWait(byTeamInDay, limits.exportsPerDayPerTeam, dayMs, now),
  ];
  const wait = Math.max(...waits);
  if (wait <= 0) return;
  throw new KnownError('exports_used_up', {
    status: 429,
    detail: `A person may ask for ${limits.exportsPerHourPerPerson} files an hour, a team for ${limits.exportsPerDayPerTeam} a day.`,
    retryAfterSeconds: Math.ceil(wait / 1_000),
  });
}

/** Milliseconds until the window holds one less than `most`. */
function toWait(asked: readonly string[], most: number, windowMs: number, now: Date): number {
  const freedBy = asked.at(-most);
  return freedBy === undefined ? 0 : Date.parse(freedBy) + windowMs - now.getTime();
}
