// How long what was deleted or removed can be brought back. Pure.
import { limits } from '../contract/limits';

const dayMs = 86_400_000;

/** What left before this instant stays away. */
export function toRestorableSince(now: Date): string {
  return new Date(now.getTime() - limits.removedKeptDays * dayMs).toISOString();
}
