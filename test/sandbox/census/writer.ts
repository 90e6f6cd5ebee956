// Turns the facts of a census into resources of one release: what differs between releases stands in release-terms.ts or,
// release beside release, where it is written.
import type { JsonObject, Resource } from '../resource';
import type {
  AllergyFact,
  Census,
  CoverageFact,
  MedicationFact,
  PersonFact,
  PlaceFact,
  ProblemFact,
  StayFact,
  VitalFact,
} from './facts';
import { createTerms, type WriterOptions } from './release-terms';
import { createOrderWriter } from './write-orders';
import { createPeopleWriter } from './write-people';
import { createRecordWriter } from './write-records';
import { createStayWriter } from './write-stay';

export interface Writer {
  person(fact: PersonFact): Resource;
  place(fact: PlaceFact): Resource;
  stay(fact: StayFact): Resource;
  problem(fact: ProblemFact): Resource;
  allergy(fact: AllergyFact): Resource;
  vital(fact: VitalFact): Resource;
  medication(fact: MedicationFact): Resource;
  coverage(fact: CoverageFact): Resource;
  mrn(value: string): JsonObject;
}

export function createWriter(options: WriterOptions): Writer {
  const terms = createTerms(options);
  return {
    ...createPeopleWriter(terms),
    ...createStayWriter(terms),
    ...createRecordWriter(terms),
    ...createOrderWriter(terms),
  };
}

/** Every fact of a census as a resource, patients first. */
export function writeCensus(census: Census, writer: Writer): Resource[] {
  return [
    ...census.persons.map(writer.person),
    ...census.places.map(writer.place),
    ...census.stays.map(writer.stay),
    ...census.problems.map(writer.problem),
    ...census.allergies.map(writer.allergy),
    ...census.vitals.map(writer.vital),
    ...census.medications.map(writer.medication),
    ...census.coverages.map(writer.coverage),
  ];
}
