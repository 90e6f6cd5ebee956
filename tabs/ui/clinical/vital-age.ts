// When vital signs were taken and count as old, and the sign of the server's own interpretation. No limits of ours.
import { limits } from '../../../api/contract/limits';
import type { FhirTime, VitalItem } from '../../../api/contract/values';
import { clockSkewMs, toMoment } from './instants';

const hourMs = 3_600_000;

/** A value without a time is as good as old, and so is one whose time lies ahead: nobody knows when it was taken. */
export function isOldVital(
  item: Pick<VitalItem, 'effective'>,
  now = Date.now(),
  oldAfterHours: number = limits.vitalsOldAfterHours,
): boolean {
  const age = now - toMoment(item.effective);
  return !(age >= -clockSkewMs && age <= oldAfterHours * hourMs);
}

export interface Flag {
  readonly sign: string;
  readonly isCritical: boolean;
}

const flags: Readonly<Record<string, Flag>> = {
  H: { sign: '↑', isCritical: false },
  HH: { sign: '‼↑', isCritical: true },
  L: { sign: '↓', isCritical: false },
  LL: { sign: '‼↓', isCritical: true },
  A: { sign: '!', isCritical: false },
  AA: { sign: '‼', isCritical: true },
};

export function toFlag(item: Pick<VitalItem, 'interpretation'>): Flag | undefined {
  return item.interpretation ? flags[item.interpretation] : undefined;
}

export interface Ages {
  readonly newest: FhirTime | undefined;
  readonly oldest: FhirTime | undefined;
  /** Some of them, or all, were taken nobody knows when. */
  readonly hasUnknown: boolean;
}

/** By the moment itself: "+09:00" and "Z" don't sort as text. What is no time stands in only where there is nothing better. */
export function toAges(items: readonly Pick<VitalItem, 'effective'>[]): Ages {
  const times = items.flatMap(({ effective }) => effective ?? []);
  const known = times
    .filter((time) => !Number.isNaN(toMoment(time)))
    .sort((a, b) => toMoment(a) - toMoment(b));
  if (known.length === 0)
    return { newest: times[0], oldest: times[0], hasUnknown: times.length < items.length };
  return { newest: known.at(-1), oldest: known[0], hasUnknown: known.length < items.length };
}
