// How old a value is, in words and as a judgement that go on with the clock: only what asks is drawn again, and only when it
// has become another.
import { createContext, useContext, useSyncExternalStore } from 'react';
import { limits } from '../../../api/contract/limits';
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

/** Hours after which a vital sign of this team's EHR is shown as old. */
export const OldAfterContext = createContext<number>(limits.vitalsOldAfterHours);

export function useIsOld(item: Pick<VitalItem, 'effective'>): boolean {
  const oldAfterHours = useContext(OldAfterContext);
  const judge = () => isOldVital(item, Date.now(), oldAfterHours);
  return useSyncExternalStore(onTick, judge, judge);
}
