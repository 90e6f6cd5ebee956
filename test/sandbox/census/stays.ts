// Encounters of the made-up census: who lies where since when, who left, who has no bed or never came.

import { type Draft, daysAgo, hoursAgo, type Subject } from './draft';
import type { PlaceFact, StayFact, StayPlace } from './facts';
import { toPlaceText } from './hospital';
import { cast } from './roles';

const admission = { code: '32485007', text: 'Hospital admission' };
const emergency = { code: '50849002', text: 'Emergency room admission' };
const dialysis = { code: '265764009', text: 'Renal dialysis' };
const checkUp = { code: '185349003', text: 'Encounter for check up' };

function takeBed(draft: Draft): PlaceFact {
  const bed = draft.freeBeds.pop();
  if (bed === undefined) throw new Error('The made-up hospital has no bed left.');
  return bed;
}

function toStayPlace(draft: Draft, place: PlaceFact, start: string): StayPlace {
  return { place, text: toPlaceText(place, draft.places), status: 'active', start };
}

function toBase(draft: Draft, subject: Subject, days: number): StayFact {
  return {
    id: `stay-${subject.id}`,
    patient: subject.id,
    kind: 'inpatient',
    status: 'in-progress',
    type: admission,
    start: daysAgo(draft, days),
    places: [],
  };
}

/** The defect of a real bridge: a date that is no FHIR date. */
function toOddDate(instant: string): string {
  const date = new Date(instant);
  const hours = date.getUTCHours();
  const two = (value: number) => String(value).padStart(2, '0');
  const time = `${hours % 12 || 12}:${two(date.getUTCMinutes())}:00 ${hours < 12 ? 'AM' : 'PM'}`;
  return `${two(date.getUTCMonth() + 1)}/${two(date.getUTCDate())}/${date.getUTCFullYear()} ${time}`;
}

function toTransferred(draft: Draft, stay: StayFact): StayFact {
  const moved = hoursAgo(draft, 20);
  const before = toStayPlace(draft, takeBed(draft), stay.start);
  const ward = draft.places.get('ward-4');
  if (ward === undefined) throw new Error('The made-up hospital has no fourth ward.');
  return {
    ...stay,
    places: [
      { ...before, status: 'completed', end: moved },
      { ...toStayPlace(draft, ward, moved), status: 'active' },
      toStayPlace(draft, takeBed(draft), moved),
    ],
  };
}

/** Three sessions a week for half a year: more encounters than one page of any server holds. */
function toSessions(draft: Draft, subject: Subject): StayFact[] {
  return Array.from({ length: 80 }, (_, session) => {
    const days = 3 + session * 2.3;
    return {
      id: `dialysis-${subject.id}-${session}`,
      patient: subject.id,
      kind: 'ambulatory' as const,
      status: 'finished' as const,
      type: dialysis,
      start: daysAgo(draft, days),
      end: daysAgo(draft, days - 0.2),
      places: [],
    };
  });
}

function toLeft(draft: Draft, subject: Subject): StayFact {
  const stay = toBase(draft, subject, 6);
  const end = hoursAgo(draft, 26);
  const place = toStayPlace(draft, takeBed(draft), stay.start);
  const leftTo = subject.id === cast.deceased ? 'Expired' : 'Home';
  return { ...stay, status: 'finished', end, leftTo, places: [{ ...place, status: 'completed', end }] };
}

function toPlanned(draft: Draft, subject: Subject): StayFact[] {
  const visit: StayFact = {
    ...toBase(draft, subject, 40),
    id: `visit-${subject.id}`,
    kind: 'ambulatory',
    status: 'finished',
    type: checkUp,
    end: daysAgo(draft, 39.98),
  };
  return [{ ...toBase(draft, subject, -5), status: 'planned' }, visit];
}

/** The encounters of one person, by their story. */
export function toStays(draft: Draft, subject: Subject): StayFact[] {
  const young = subject.id === cast.newborn ? 4 : undefined;
  const stay = toBase(draft, subject, young ?? draft.random.decimal(0.2, 16, 3));
  const inBed = () => ({ ...stay, places: [toStayPlace(draft, takeBed(draft), stay.start)] });
  switch (subject.story.stay) {
    case 'none':
      return [];
    case 'noPlace':
      return [stay];
    case 'left':
      return [toLeft(draft, subject)];
    case 'transferred':
      return [toTransferred(draft, toBase(draft, subject, 9))];
    case 'planned':
      return toPlanned(draft, subject);
    case 'dialysis':
      return [...toSessions(draft, subject), inBed()];
    case 'containedPlace':
      return [{ ...stay, places: inBed().places.map((place) => ({ ...place, isContained: true })) }];
    case 'oddDate':
      return [{ ...inBed(), start: toOddDate(stay.start) }];
    case 'emergency':
      return [{ ...inBed(), kind: 'emergency', type: emergency, start: hoursAgo(draft, 5) }];
    case 'inpatient':
      return [inBed()];
  }
}
