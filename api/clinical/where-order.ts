// The order of a ward round: hospital, ward, room, bed, "Bed 2" before "Bed 10". Those without a bed first, since
// somebody has to ask; those who left last.
import type { WhereValue } from '../contract/values';

const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const kindOrder: Readonly<Record<WhereValue['kind'], number>> = { noBed: 0, in: 1, noEncounter: 2, left: 3 };

/** No encounter is among those that were read, and not all were: nobody knows whether there is none. */
export function isPlaceUnread({ kind, mayBeIncomplete }: WhereValue): boolean {
  return kind === 'noEncounter' && mayBeIncomplete === true;
}

export function compareNaturally(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  return natural.compare(a, b);
}

export function compareWhere(a: WhereValue, b: WhereValue): number {
  if (a.kind !== b.kind) return kindOrder[a.kind] - kindOrder[b.kind];
  if (a.kind !== 'in') return Number(isPlaceUnread(a)) - Number(isPlaceUnread(b));
  return (
    compareNaturally(a.hospital, b.hospital) ||
    // A place that is known by its text only stands among the wards of that name.
    compareNaturally(a.ward ?? a.text, b.ward ?? b.text) ||
    compareNaturally(a.room, b.room) ||
    compareNaturally(a.bed, b.bed) ||
    compareNaturally(a.text, b.text)
  );
}
