// Which of the places that an encounter names is the one where somebody is now: the same in the row and in the panel.
import type { Encounter, EncounterLocation } from 'fhir/r4';
import { findLocation, type LocationIndex, toSpecificity } from './locations';
import { type Clock, isAhead } from './periods';
import { compareEpochs, toEpoch } from './times';

/** Active, or without status, begun and without an end. Planned, reserved and completed places are not where somebody is. */
export function isCurrent(entry: EncounterLocation, clock: Clock): boolean {
  return entry.status === undefined ? isOpen(entry, clock) : entry.status === 'active';
}

function isOpen({ period }: EncounterLocation, clock: Clock): boolean {
  return period?.end === undefined && !isAhead(period, clock);
}

/** Still open, then the most specific (bed, then room, then ward), then the latest start. */
export function findCurrentPlace(
  encounter: Encounter,
  index: LocationIndex,
  clock: Clock,
): EncounterLocation | undefined {
  let best: EncounterLocation | undefined;
  let bestRank = -1;
  for (const entry of encounter.location ?? []) {
    if (!isCurrent(entry, clock)) continue;
    const location = findLocation(encounter, entry.location?.reference, index);
    // Servers call places "active" that have an end or are still to come: one of those counts only where no other is open.
    const rank = toSpecificity(entry, location) + (isOpen(entry, clock) ? 10 : 0);
    if (!best || rank > bestRank || (rank === bestRank && isLater(entry, best))) {
      best = entry;
      bestRank = rank;
    }
  }
  return best;
}

function isLater(a: EncounterLocation, b: EncounterLocation): boolean {
  return compareEpochs(toEpoch(a.period?.start), toEpoch(b.period?.start)) > 0;
}
