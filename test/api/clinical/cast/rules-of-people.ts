// What the rules say that each of the cast shows, whichever release their server speaks. Written from the rules and from what
// the census says of them; where a release can't say a thing, that stands beside it with the reason.
import { cast } from '../../../sandbox/census/roles';
import { hoursAgo, lastPlaceOf, partsOf, stayOf, toDayOfStay } from './census';
import { more } from './records';
import type { Rule } from './rule';

const years = (value: number, isAtDeath = false) => ({ value, unit: 'year', isAbout: false, isAtDeath });

export const patientRules: readonly Rule[] = [
  {
    who: cast.japanese,
    rule: 'an ideographic name stands in its own order, the phonetic one beneath, not the alphabetic one',
    shows: {
      patient: {
        name: { display: '山田 花子', family: '山田', given: '花子', beneath: 'ヤマダ ハナコ' },
        otherNames: ['YAMADA, Hanako'],
        birthDate: '1948-03-14',
        age: years(78),
        gender: 'female',
        mrn: { value: 'SV900100' },
      },
    },
  },
  {
    who: cast.chinese,
    rule: 'the alphabetic name is beneath where there is no phonetic one',
    shows: {
      patient: {
        name: { display: '陳 志明', beneath: 'CHEN, Zhiming' },
        otherNames: [],
        birthDate: '1961-11-02',
        age: years(65),
        gender: 'male',
        mrn: { value: 'SV900101' },
      },
    },
  },
  {
    who: cast.infant,
    rule: 'the age of a child under two is in months',
    shows: { patient: { birthDate: '2026-03-22', age: { value: 8, unit: 'month', isAbout: false } } },
  },
  {
    who: cast.newborn,
    rule: 'the age of a child under a month is in days',
    shows: {
      patient: { birthDate: '2026-11-18', age: { value: 4, unit: 'day' } },
      lengthOfStay: { days: 5 },
    },
  },
  {
    who: cast.sameName1,
    rule: 'a former name is another name, the official one is shown',
    shows: { patient: { name: { display: 'OKAFOR, Grace' }, otherNames: ['ADEYEMI, Grace'] } },
  },
  {
    who: more.names,
    rule: 'a usual name goes before an official one that has ended, and before a maiden name',
    shows: { patient: { name: { display: 'NOW, Ann' }, otherNames: ['THEN, Ann', 'GIRL, Ann'] } },
  },
  {
    who: cast.accented,
    rule: 'letters keep their accents',
    shows: { patient: { name: { display: 'MÜLLER-GÓMEZ, José' }, age: years(51) } },
  },
  {
    who: cast.masked,
    rule: 'a family name that is masked is no value and not empty',
    shows: {
      patient: { name: { display: 'Protected', family: undefined }, absent: { family: 'masked' } },
    },
  },
  {
    who: cast.noMrn,
    rule: 'without an MRN there is none, and no other number in its place',
    shows: { patient: { name: { display: 'UNVERIFIED, John' }, mrn: undefined, absent: undefined } },
  },
  {
    who: cast.deceased,
    rule: 'a death has its date, and the age is the one at death',
    shows: {
      patient: { deceased: { date: hoursAgo(48) }, birthDate: '1939-09-21', age: years(87, true) },
      bed: { kind: 'left', leftTo: 'Expired' },
    },
  },
  {
    who: cast.replaced,
    rule: 'a record that was replaced names the other one and stays who it is',
    shows: {
      patient: { id: cast.replaced, name: { display: 'IVANOVA, Darya' }, replacedBy: cast.replacement },
    },
  },
];

const nowhere = { hospital: undefined, ward: undefined, room: undefined, bed: undefined };

export const placeRules: readonly Rule[] = [
  {
    who: cast.japanese,
    rule: 'bed, room, ward and hospital are those that the places are part of',
    shows: {
      bed: { kind: 'in', ...partsOf(cast.japanese), text: lastPlaceOf(cast.japanese).text },
      encounterStatus: 'in-progress',
      lengthOfStay: { days: toDayOfStay(stayOf(cast.japanese).start), start: stayOf(cast.japanese).start },
    },
    but: {
      harbor: {
        because:
          'made from HL7 v2 messages, it names a bed by reference only: the text is the name of the bed',
        shows: { bed: { kind: 'in', ...partsOf(cast.japanese), text: partsOf(cast.japanese).bed } },
      },
    },
  },
  {
    who: cast.transferred,
    rule: 'who was moved is in the active place that is the most specific, not where they were',
    shows: {
      bed: { kind: 'in', ...partsOf(cast.transferred), effective: hoursAgo(20) },
      lengthOfStay: { days: 10 },
    },
  },
  {
    who: cast.dialysis,
    rule: 'the stay in progress is chosen out of eighty sessions',
    shows: {
      bed: { kind: 'in', ...partsOf(cast.dialysis), encounterType: 'Hospital admission' },
      lengthOfStay: { days: toDayOfStay(stayOf(cast.dialysis).start) },
    },
  },
  {
    who: cast.containedPlace,
    rule: 'a place inside the stay has its name, out of which no bed is guessed',
    shows: { bed: { kind: 'in', ...nowhere, text: lastPlaceOf(cast.containedPlace).text } },
    but: {
      open: {
        because:
          'since R4 the stay itself says what kind of place it is: a bed, and that is the name of the bed',
        shows: { bed: { ...nowhere, bed: lastPlaceOf(cast.containedPlace).text } },
      },
    },
  },
  {
    who: cast.oddDate,
    rule: 'a start like "09/17/2018 1:00:00 PM", which is no FHIR time, is read all the same and stands as it came',
    shows: {
      // The place has the same start as an instant.
      lengthOfStay: { days: toDayOfStay(lastPlaceOf(cast.oddDate).start), start: stayOf(cast.oddDate).start },
      bed: { kind: 'in', ...partsOf(cast.oddDate) },
    },
  },
  {
    who: cast.emergency,
    rule: 'an emergency is a stay too, and today is its first day',
    shows: {
      bed: { kind: 'in', encounterType: 'Emergency room admission' },
      lengthOfStay: { days: 1, start: hoursAgo(5) },
    },
  },
  {
    who: cast.left,
    rule: 'who left is in no bed: it says when, and where to',
    shows: {
      bed: { kind: 'left', leftOn: hoursAgo(26), leftTo: 'Home', encounterStatus: 'finished' },
      lengthOfStay: 'empty',
      encounterStatus: 'finished',
    },
  },
  {
    who: cast.noPlace,
    rule: 'a stay without a place is "no bed recorded", and a stay',
    shows: {
      bed: { kind: 'noBed', effective: stayOf(cast.noPlace).start },
      lengthOfStay: { days: toDayOfStay(stayOf(cast.noPlace).start) },
    },
  },
  {
    who: cast.noEncounter,
    rule: 'without an encounter there is no stay',
    shows: { bed: { kind: 'noEncounter' }, lengthOfStay: 'empty', encounterStatus: 'empty' },
  },
  {
    who: more.planned,
    rule: 'a stay that is only planned is none',
    shows: { bed: { kind: 'noEncounter' }, lengthOfStay: 'empty', encounterStatus: 'empty' },
  },
  {
    who: cast.planned,
    rule: 'beside a planned stay the last visit is where they were last',
    shows: {
      bed: { kind: 'left', leftOn: hoursAgo(24 * 39.98), encounterType: 'Encounter for check up' },
      lengthOfStay: 'empty',
    },
  },
];
