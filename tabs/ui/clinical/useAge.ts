// How old a value is, in words and as a judgement that go on with the clock: only what asks is drawn again, and only when it
// has become another.
import { useSyncExternalStore } from 'react';
import type { FhirTime, VitalItem } from '../../../api/contract/values';
import { onTick } from './clock';
import { useClinicalWords } from './useClinicalWords';
import { isOldVital } from './vital-age';

const minuteMs = 60_000;
const toMinute = (): number => Math.floor(Date.now() / minuteMs);

/** "5 min ago"; where an age says nothing, the day. */
export function useAge(): (time: FhirTime) => string {
  const say = useClinicalWords();
  useSyncExternalStore(onTick, toMinute, toMinute);
  return (time) => say.ago(time) ?? say.day(time);
}

export function useIsOld(item: Pick<VitalItem, 'effective'>): boolean {
  const judge = () => isOldVital(item);
  return useSyncExternalStore(onTick, judge, judge);
}
