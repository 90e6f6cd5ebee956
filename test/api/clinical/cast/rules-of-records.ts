// What the rules say of problems, allergies, vital signs, medications and coverage, whichever release their server speaks.
// Written from the rules and from what the census says; where a release can't say a thing, the reason stands beside it.
import { cast } from '../../../sandbox/census/roles';
import { allergiesOf, diagnosisOf, hoursAgo, ordersOf, vitalOf } from './census';
import { more } from './records';
import type { Rule } from './rule';

const problem = (text: string, more: object = {}) => ({
  text,
  isActive: true,
  qualifier: undefined,
  category: 'problem-list-item',
  ...more,
});

export const problemRules: readonly Rule[] = [
  {
    who: more.problems,
    rule: 'active, recurred and relapsed ones first, by severity, then as recorded; refuted and mistaken ones nowhere',
    shows: {
      problems: [
        problem('Gout', { severity: 'Severe', onset: '2019-03', recorded: '2026-02-05' }),
        problem('Heart failure', { severity: 'Severe', onset: undefined, recorded: '2026-01-05' }),
        problem('Asthma', { severity: 'Moderate', onset: '12 years', recorded: '2026-11-21' }),
        problem('Sepsis', { qualifier: 'provisional', category: 'encounter-diagnosis' }),
        problem('Stroke', { qualifier: 'differential', category: 'encounter-diagnosis' }),
        problem('Lives alone', { category: 'other' }),
        problem('Broken leg', { isActive: false }),
      ],
      mainProblem: { main: problem('Gout', { onset: '2019-03' }), rule: 'severity', more: 5 },
    },
  },
  {
    who: more.latest,
    rule: 'without severities the latest recorded is the main problem, of one day the latest onset',
    shows: {
      mainProblem: { main: problem('Chills', { recorded: '2026-11-21' }), rule: 'latest', more: 2 },
    },
  },
  {
    who: cast.chinese,
    rule: 'the admitting diagnosis of the stay goes before a severe problem',
    shows: {
      mainProblem: {
        main: {
          text: diagnosisOf(cast.chinese).text,
          category: 'encounter-diagnosis',
          qualifier: undefined,
          onset: hoursAgo(72),
        },
        rule: 'encounter-diagnosis',
        more: 1,
      },
      problems: [{ severity: 'severe', onset: '2014' }, { text: diagnosisOf(cast.chinese).text }],
    },
  },
  {
    who: cast.absentVital,
    rule: 'a provisional diagnosis is called so',
    shows: {
      mainProblem: {
        main: { text: diagnosisOf(cast.absentVital).text, qualifier: 'provisional' },
        rule: 'encounter-diagnosis',
      },
    },
  },
  {
    who: cast.noEncounter,
    rule: 'nobody’s problem is made up',
    shows: { mainProblem: 'empty', problems: [] },
  },
];

const [lowAllergy, highAllergy] = allergiesOf(cast.highAllergy);

export const allergyRules: readonly Rule[] = [
  {
    who: more.allergies,
    rule: 'those of high criticality first, then an allergy before an intolerance, then by name',
    shows: {
      allergies: {
        kind: 'list',
        items: [
          { text: 'Bee venom', isHigh: true, type: 'allergy' },
          { text: 'Wasp venom', isHigh: true, type: 'allergy' },
          { text: 'Zinc', isHigh: true, type: 'intolerance' },
          { text: 'Aspirin', isHigh: false, type: 'allergy' },
          { text: 'Apple', isHigh: false, type: 'intolerance' },
        ],
      },
    },
  },
  {
    who: cast.highAllergy,
    rule: 'reactions, note and what was recorded when go with it',
    shows: {
      allergies: {
        kind: 'list',
        items: [
          {
            text: highAllergy?.text,
            isHigh: true,
            qualifier: undefined,
            reactions: [highAllergy?.reaction],
            note: 'Seen by the family doctor.',
            recorded: highAllergy?.recorded,
          },
          { text: lowAllergy?.text, isHigh: false, reactions: [lowAllergy?.reaction], note: undefined },
        ],
      },
    },
  },
  {
    who: cast.excludedAllergies,
    rule: 'refuted and mistaken ones are none, an unconfirmed one says so',
    shows: {
      allergies: {
        kind: 'list',
        items: [
          { text: 'Latex', isHigh: false, type: 'allergy', qualifier: 'unconfirmed' },
          { text: allergiesOf(cast.excludedAllergies)[0]?.text, type: 'intolerance', qualifier: undefined },
        ],
      },
    },
  },
  {
    who: cast.noKnownAllergies,
    rule: 'no known allergies where the record says so',
    shows: { allergies: { kind: 'noKnown' } },
  },
  {
    who: cast.noAllergyRecord,
    rule: 'nothing is "not recorded", and not "none known"',
    shows: { allergies: { kind: 'notRecorded' } },
  },
];

const perMinute = (value: number | undefined) => ({ value, unit: '/min' });
const fahrenheit = vitalOf(cast.fahrenheit, '8310-5').quantity?.value ?? 0;
const justNow = hoursAgo(0.2);

export const vitalRules: readonly Rule[] = [
  {
    who: cast.criticalVital,
    rule: 'critically high and low are the server’s words',
    shows: {
      heartRate: { quantity: perMinute(148), interpretation: 'HH', effective: justNow },
      oxygenSaturation: { quantity: { value: 81, unit: '%' }, interpretation: 'LL', effective: justNow },
      respiration: { interpretation: undefined },
    },
  },
  {
    who: cast.absentVital,
    rule: 'why there is no value stands in its place, and no older value does',
    shows: { heartRate: { quantity: undefined, absent: 'not-asked', effective: justNow } },
  },
  {
    who: cast.enteredInErrorVital,
    rule: 'a mistaken value is none: the one before it is the latest',
    shows: {
      heartRate: {
        quantity: perMinute(vitalOf(cast.enteredInErrorVital, '8867-4').quantity?.value),
        effective: vitalOf(cast.enteredInErrorVital, '8867-4').at,
      },
    },
  },
  {
    who: cast.noTimeVital,
    rule: 'a value that nobody dated has no time, not that of its report',
    shows: { weight: { quantity: { value: 61.4, unit: 'kg' }, effective: undefined } },
  },
  {
    who: cast.twoSingles,
    rule: 'two single pressures of one instant are one blood pressure',
    shows: {
      bloodPressure: {
        systolic: { value: vitalOf(cast.twoSingles, '8480-6').quantity?.value, unit: 'mmHg' },
        diastolic: { value: vitalOf(cast.twoSingles, '8462-4').quantity?.value, unit: 'mmHg' },
        effective: vitalOf(cast.twoSingles, '8480-6').at,
      },
    },
  },
  {
    who: cast.fahrenheit,
    rule: 'Fahrenheit is shown as Celsius, with what the server has',
    shows: {
      temperature: {
        quantity: {
          value: Number(((fahrenheit - 32) / 1.8).toFixed(1)),
          unit: '°C',
          original: { value: fahrenheit, unit: '°F' },
        },
      },
    },
  },
  {
    who: more.vitals,
    rule: 'a measurement over a time is of its end; a preliminary one says so; pounds are kilograms',
    shows: {
      heartRate: { quantity: perMinute(91), effective: hoursAgo(0.5) },
      respiration: { quantity: perMinute(14), qualifier: 'preliminary' },
      weight: { quantity: { unit: 'kg', original: { value: 150, unit: 'lb' } } },
      temperature: 'empty',
    },
  },
  {
    who: cast.staleVitals,
    rule: 'old values are shown with their own time',
    shows: { heartRate: { effective: hoursAgo(31) }, bloodPressure: { effective: hoursAgo(31) } },
  },
  {
    who: cast.replaced,
    rule: 'nothing measured is empty',
    shows: { vitals: 'empty', heartRate: 'empty', medications: 'empty' },
  },
];

const [onHold, stopped] = ordersOf(cast.onHold);
const medicine = (text: string | undefined, qualifier?: string, rest: object = {}) => ({
  text,
  qualifier,
  isActive: qualifier === undefined,
  ...rest,
});

export const orderRules: readonly Rule[] = [
  {
    who: cast.onHold,
    rule: 'what is on hold, then what was ordered today and is over, though no end is told',
    shows: {
      medications: {
        items: [
          medicine(onHold?.text, 'on-hold', { dose: onHold?.dose, prescriber: onHold?.prescriber }),
          medicine(stopped?.text, 'stopped', { authored: hoursAgo(9), ended: undefined }),
        ],
      },
    },
  },
  {
    who: more.orders,
    rule: 'active, on hold, planned, ended in the last 24 hours, each by name; longer ago or mistaken not at all',
    shows: {
      medications: {
        items: [
          medicine('Aspirin'),
          medicine('Zinc'),
          medicine('Warfarin', 'on-hold'),
          medicine('Potassium', 'planned'),
          medicine('Amiodarone', 'stopped', { ended: hoursAgo(3) }),
          medicine('Cefazolin', 'stopped', { ended: hoursAgo(5) }),
        ],
      },
    },
    but: {
      harbor: {
        because: 'an order of DSTU2 has no intent: what is only planned is a draft, which is no order yet',
        shows: {
          medications: {
            items: [
              medicine('Aspirin'),
              medicine('Zinc'),
              medicine('Warfarin', 'on-hold'),
              medicine('Amiodarone', 'stopped', { ended: hoursAgo(3) }),
              medicine('Cefazolin', 'stopped', { ended: hoursAgo(5) }),
            ],
          },
        },
      },
    },
  },
];

/** Read from a server that has statements and no orders. */
export const reportedRules: readonly Rule[] = [
  {
    who: more.reported,
    rule: 'what is reported to be taken says so; what is not taken isn’t listed',
    shows: {
      medications: {
        items: [
          { text: 'Ibuprofen', isActive: true, qualifier: 'reported', effective: '2026-10' },
          medicine('Melatonin', 'stopped', { ended: hoursAgo(3) }),
        ],
      },
    },
  },
];

export const coverageRules: readonly Rule[] = [
  {
    who: more.coverages,
    rule: 'those that run today, by their order, then by their start; ended, cancelled and later ones are none',
    shows: {
      coverage: {
        items: [
          { payor: 'First', plan: 'First plan', group: 'Everybody', start: '2021-01-01' },
          { payor: 'Later', plan: 'Later plan' },
          { payor: 'Second', plan: 'Second plan' },
        ],
      },
    },
    but: {
      harbor: {
        because: 'DSTU2 has no way to search coverage by a person',
        shows: { coverage: 'notOffered' },
      },
    },
  },
];
