// Fresh vital signs for the made-up census, in the spellings that servers use for the same thing.
import { type Draft, hoursAgo, isUnderOne, type Subject } from './draft';
import type { Quantity, VitalFact } from './facts';

interface Round {
  at: string;
  /** Counts from 0, the newest. */
  number: number;
}
type Body = Pick<VitalFact, 'code' | 'text' | 'quantity' | 'components'>;

const mmHg = (value: number): Quantity => ({ value, unit: 'mmHg', ucum: 'mm[Hg]' });
const perMinute = (value: number): Quantity => ({ value, unit: '/min', ucum: '/min' });
const systolic = { code: '8480-6', text: 'Systolic blood pressure' };
const diastolic = { code: '8462-4', text: 'Diastolic blood pressure' };

function toPressures(draft: Draft, subject: Subject): { high: Quantity; low: Quantity } {
  const { random } = draft;
  if (isUnderOne(draft, subject)) {
    return { high: mmHg(random.integer(68, 88)), low: mmHg(random.integer(38, 55)) };
  }
  const high = random.integer(102, 158);
  return { high: mmHg(high), low: mmHg(Math.round(high * 0.6) + random.integer(-4, 6)) };
}

/** Today's panel code and the one of 2017, both in use; for some servers two observations instead of a panel. */
function toBloodPressure(draft: Draft, subject: Subject): Body[] {
  const { high, low } = toPressures(draft, subject);
  if (subject.story.vitals === 'twoSingles') {
    return [
      { ...systolic, quantity: high },
      { ...diastolic, quantity: low },
    ];
  }
  const components = [
    { ...systolic, quantity: high },
    { ...diastolic, quantity: low },
  ];
  const isOld = subject.id.charCodeAt(subject.id.length - 1) % 3 === 0;
  return [
    isOld
      ? { code: '55284-4', text: 'Blood Pressure', components }
      : { code: '85354-9', text: 'Blood pressure panel with all children optional', components },
  ];
}

function toTemperature(draft: Draft, subject: Subject): Body {
  const celsius = draft.random.decimal(36.1, 38.2, 1);
  const quantity: Quantity =
    subject.story.vitals === 'fahrenheit'
      ? { value: Number((celsius * 1.8 + 32).toFixed(1)), unit: '°F', ucum: '[degF]' }
      : { value: celsius, unit: '°C', ucum: 'Cel' };
  return { code: '8310-5', text: 'Body temperature', quantity };
}

function toRound(draft: Draft, subject: Subject): Body[] {
  const { random } = draft;
  const isInfant = isUnderOne(draft, subject);
  const heartRate = isInfant ? random.integer(112, 148) : random.integer(56, 104);
  const breaths = isInfant ? random.integer(28, 44) : random.integer(12, 22);
  const saturation: Quantity = { value: random.integer(93, 99), unit: '%', ucum: '%' };
  const isPulseOximetry = random.next() < 0.5;
  return [
    ...toBloodPressure(draft, subject),
    { code: '8867-4', text: 'Heart rate', quantity: perMinute(heartRate) },
    { code: '9279-1', text: 'Respiratory rate', quantity: perMinute(breaths) },
    toTemperature(draft, subject),
    isPulseOximetry
      ? {
          code: '59408-5',
          text: 'Oxygen saturation in Arterial blood by Pulse oximetry',
          quantity: saturation,
        }
      : { code: '2708-6', text: 'Oxygen saturation in Arterial blood', quantity: saturation },
  ];
}

function toRounds(draft: Draft, subject: Subject): Round[] {
  const { vitals } = subject.story;
  if (vitals === 'none') return [];
  const newest = vitals === 'stale' ? 31 : draft.random.decimal(0.3, 7, 2);
  const count = vitals === 'many' ? 26 : 4;
  const apart = vitals === 'many' ? 4 : 6;
  return Array.from({ length: count }, (_, number) => ({
    number,
    at: hoursAgo(draft, newest + number * apart),
  }));
}

/** The things that go wrong with vital signs, one patient each; newer than the usual round, so that they'd win if taken at face value. */
function toOddVitals(draft: Draft, subject: Subject, base: Omit<VitalFact, 'id'>): Omit<VitalFact, 'id'>[] {
  const recent = { at: hoursAgo(draft, 0.2), issued: hoursAgo(draft, 0.2) };
  const heartRate = { code: '8867-4', text: 'Heart rate' };
  const saturation = { code: '59408-5', text: 'Oxygen saturation in Arterial blood by Pulse oximetry' };
  switch (subject.story.vitals) {
    case 'critical':
      return [
        { ...base, ...recent, ...heartRate, quantity: perMinute(148), interpretation: 'HH' },
        {
          ...base,
          ...recent,
          ...saturation,
          quantity: { value: 81, unit: '%', ucum: '%' },
          interpretation: 'LL',
        },
      ];
    case 'absent':
      return [{ ...base, ...recent, ...heartRate, absent: 'not-asked' }];
    case 'enteredInError':
      return [{ ...base, ...recent, ...heartRate, quantity: perMinute(9999), status: 'entered-in-error' }];
    case 'noTime': {
      const { at: _unknown, ...timeless } = base;
      const weight = { code: '29463-7', text: 'Body Weight' };
      return [{ ...timeless, ...weight, quantity: { value: 61.4, unit: 'kg', ucum: 'kg' } }];
    }
    case 'stale':
      return [];
    default:
      return [];
  }
}

/** The vital signs of one person: a few rounds of five, and the oddities of their story. */
export function toVitals(draft: Draft, subject: Subject, stay: string | undefined): VitalFact[] {
  const rounds = toRounds(draft, subject);
  const found: Omit<VitalFact, 'id'>[] = [];
  for (const round of rounds) {
    for (const body of toRound(draft, subject)) {
      const until =
        round.number === 1 && body.code === '8867-4' ? { until: round.at.replace(/\.\d+Z$/, '.999Z') } : {};
      const patient = { patient: subject.id, ...(stay === undefined ? {} : { stay }) };
      found.push({ ...patient, ...body, ...until, at: round.at, issued: round.at, status: 'final' });
    }
  }
  const base = found[0];
  if (base !== undefined) {
    const { components: _parts, quantity: _value, ...plain } = base;
    found.push(...toOddVitals(draft, subject, plain));
  }
  return found.map((vital, at) => ({ ...vital, id: `vital-${subject.id}-${at}` }));
}
