// MADE UP. The sample data has no ward census, so this invents one for its synthetic patients and for a cast of made-up people:
// wards, rooms, beds, stays in progress and fresh vital signs. Nobody in it is real. Same seed, same "now", same census.
import { type Story, toCast, usualStory } from './census/cast';
import { toAllergies, toCoverages, toMedications, toProblems } from './census/clinical';
import type { Draft, Subject } from './census/draft';
import type { Census, PlaceFact, StayFact } from './census/facts';
import { type Hospital, toPlaces } from './census/hospital';
import { createRandom, type Random } from './census/random';
import { toStays } from './census/stays';
import { toVitals } from './census/vitals';

/** A synthetic patient of the sample data who is to be put on a ward. */
export interface SamplePerson {
  id: string;
  birthDate: string;
  isDeceased: boolean;
  hasAllergies: boolean;
  hasCoverage: boolean;
}

function toSampleStory(person: SamplePerson, at: number): Story {
  if (person.isDeceased) return { stay: 'none', vitals: 'none', allergies: 'none', medications: 'none' };
  const allergies = person.hasAllergies ? 'none' : (['noKnown', 'high', 'none', 'usual'] as const)[at % 4];
  const stay = at % 23 === 5 ? 'none' : at % 17 === 3 ? 'left' : at % 19 === 4 ? 'noPlace' : 'inpatient';
  return { ...usualStory, stay, allergies: allergies ?? 'none' };
}

function shuffle(places: PlaceFact[], random: Random): PlaceFact[] {
  const shuffled = [...places];
  for (let at = shuffled.length - 1; at > 0; at -= 1) {
    const other = random.integer(0, at);
    const [here, there] = [shuffled[at], shuffled[other]];
    if (here !== undefined && there !== undefined) [shuffled[at], shuffled[other]] = [there, here];
  }
  return shuffled;
}

function addSubject(draft: Draft, subject: Subject, hasCoverage: boolean): void {
  const { census } = draft;
  const stays = toStays(draft, subject);
  const current = stays.find((stay) => stay.id === `stay-${subject.id}`)?.id;
  const problems = toProblems(draft, subject, current);
  const diagnosis = problems.find((problem) => problem.isDiagnosis)?.id;
  const withDiagnosis = (stay: StayFact) =>
    stay.id === current && diagnosis !== undefined ? { ...stay, diagnosis } : stay;
  census.stays.push(...stays.map(withDiagnosis));
  census.problems.push(...problems);
  census.allergies.push(...toAllergies(draft, subject));
  census.vitals.push(...toVitals(draft, subject, current));
  census.medications.push(...toMedications(draft, subject, current));
  if (!hasCoverage) census.coverages.push(...toCoverages(draft, subject));
  if (subject.person !== undefined) census.persons.push(subject.person);
}

export interface CensusOptions {
  hospital: Hospital;
  samples: readonly SamplePerson[];
  now: Date;
  seed: number;
}

/** The census of one hospital at "now". */
export function makeCensus({ hospital, samples, now, seed }: CensusOptions): Census {
  const random = createRandom(seed + hospital.id.length);
  const places = toPlaces(hospital);
  const draft: Draft = {
    now,
    random,
    hospital,
    places: new Map(places.map((place) => [place.id, place])),
    freeBeds: shuffle(
      places.filter((place) => place.kind === 'bed'),
      random,
    ),
    census: {
      persons: [],
      places,
      stays: [],
      problems: [],
      allergies: [],
      vitals: [],
      medications: [],
      coverages: [],
    },
  };
  for (const { person, story } of toCast(hospital, now)) {
    const practitioner = random.pick(hospital.doctors);
    addSubject(
      draft,
      { id: person.id, birthDate: person.birthDate, story, person: { ...person, practitioner } },
      false,
    );
  }
  samples.forEach((sample, at) => {
    addSubject(
      draft,
      { id: sample.id, birthDate: sample.birthDate, story: toSampleStory(sample, at) },
      sample.hasCoverage,
    );
  });
  return draft.census;
}
