// "D4": how many days somebody has been in. Only for a stay in progress; day 1 is the day it began.
import type { Encounter } from 'fhir/r4';
import type { LengthOfStayValue } from '../contract/values';
import { countDays, type Day, toDay, toDayAtOffset, toWrittenDay } from './calendar';
import { type ClinicalContext, toSource } from './context';
import { isInProgress } from './encounters';
import { type ParsedTime, parseTime, toEpoch } from './times';

/** Stays, by the codes of v3-ActCode; a visit to a clinic or at home has no length of stay. */
const stayClasses: readonly string[] = ['IMP', 'ACUTE', 'NONAC', 'OBSENC', 'EMER', 'SS'];

export function toLengthOfStay(
  encounter: Encounter | undefined,
  context: ClinicalContext,
): LengthOfStayValue | undefined {
  const start = encounter?.period?.start;
  if (!encounter || !start || !isInProgress(encounter)) return undefined;
  if (!stayClasses.includes(encounter.class?.code ?? '')) return undefined;
  const began = parseTime(start);
  if (!began || began.precision === 'year' || began.precision === 'month') return undefined;
  const days = countDays(toStartDay(began, start, context), toToday(began, context)) + 1;
  if (days < 1) return undefined;
  return { source: toSource(context, encounter), effective: start, days, start };
}

/** In the hospital's zone; where that isn't configured, the day as written. A date is never shifted. */
function toStartDay(began: ParsedTime, start: string, context: ClinicalContext): Day {
  if (context.zone === undefined || began.offset === undefined) return toWrittenDay(began);
  return toDay(new Date(toEpoch(start)), context.zone);
}

/** Without a zone, today where the start was written: its own offset is the best that is known of the hospital. */
function toToday(began: ParsedTime, context: ClinicalContext): Day {
  if (context.zone === undefined && began.offset !== undefined) {
    return toDayAtOffset(context.now, began.offset);
  }
  return toDay(context.now, context.zone);
}
