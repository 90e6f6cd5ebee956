// When a vital sign counts as old, and the sign that the server's own interpretation gets. No limits of ours.
import type { VitalItem } from '../../../api/contract/values';

const oldAfterMs = 24 * 3_600_000;

/** A value without a time is as good as old. */
export function isOldVital(item: Pick<VitalItem, 'effective'>, now = Date.now()): boolean {
  if (!item.effective) return true;
  const at = Date.parse(item.effective);
  return Number.isNaN(at) || now - at > oldAfterMs;
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
