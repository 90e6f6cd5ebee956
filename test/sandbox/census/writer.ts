// The shape that each release's writer has, and the parts that are the same in all of them.
import type { Json, JsonObject, Resource } from '../resource';
import type {
  AllergyFact,
  Census,
  CoverageFact,
  MedicationFact,
  NameFact,
  PersonFact,
  PlaceFact,
  ProblemFact,
  Quantity,
  StayFact,
  StayPlace,
  VitalFact,
} from './facts';

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

/** How a partner's server words things that the release leaves open. */
export interface WriterOptions {
  mrnSystem: string;
  /** Servers of HL7 v2 origin name the place by reference only: it has to be read. */
  hasPlaceText: boolean;
}

export const snomed = 'http://snomed.info/sct';
export const dataAbsent = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';
const loinc = 'http://loinc.org';
const ucumSystem = 'http://unitsofmeasure.org';
const representationUrl = 'http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation';

export const placeKinds = {
  hospital: { code: 'si', display: 'Site' },
  ward: { code: 'wa', display: 'Ward' },
  room: { code: 'ro', display: 'Room' },
  bed: { code: 'bd', display: 'Bed' },
} as const;
export const interpretations = {
  H: 'High',
  HH: 'Critical high',
  L: 'Low',
  LL: 'Critical low',
} as const;

export function toReference(type: string, id: string, display?: string): JsonObject {
  return { reference: `${type}/${id}`, ...(display === undefined ? {} : { display }) };
}

export function toConcept(system: string, code: string, text?: string): JsonObject {
  return text === undefined
    ? { coding: [{ system, code }] }
    : { coding: [{ system, code, display: text }], text };
}

export function toLoinc(code: string, text: string): JsonObject {
  return toConcept(loinc, code, text);
}

export function toQuantity({ value, unit, ucum }: Quantity): JsonObject {
  return { value, unit, system: ucumSystem, code: ucum };
}

export function toPeriod(start: string, end?: string): JsonObject {
  return { start, ...(end === undefined ? {} : { end }) };
}

/** Value or components, time and the reason why there is none: the same in every release. */
export function toVitalBody(fact: VitalFact): JsonObject {
  const components: Json[] | undefined = fact.components?.map((part) => ({
    code: toLoinc(part.code, part.text),
    valueQuantity: toQuantity(part.quantity),
  }));
  return {
    resourceType: 'Observation',
    id: fact.id,
    status: fact.status,
    code: toLoinc(fact.code, fact.text),
    subject: toReference('Patient', fact.patient),
    ...(fact.at === undefined
      ? {}
      : fact.until === undefined
        ? { effectiveDateTime: fact.at }
        : { effectivePeriod: toPeriod(fact.at, fact.until) }),
    issued: fact.issued,
    ...(fact.quantity === undefined ? {} : { valueQuantity: toQuantity(fact.quantity) }),
    ...(components === undefined ? {} : { component: components }),
  };
}

/** Name parts; `family` is a list in DSTU2 and one string after it. */
export function toName(fact: NameFact, isFamilyList: boolean): JsonObject {
  const masked: JsonObject = { extension: [{ url: dataAbsent, valueCode: 'masked' }] };
  const representation: JsonObject =
    fact.representation === undefined
      ? {}
      : { extension: [{ url: representationUrl, valueCode: fact.representation }] };
  return {
    ...representation,
    use: fact.use,
    ...(fact.family === undefined ? {} : { family: isFamilyList ? [fact.family] : fact.family }),
    ...(fact.isFamilyMasked === true
      ? isFamilyList
        ? { family: [null], _family: [masked] }
        : { _family: masked }
      : {}),
    given: fact.given,
  };
}

export function toPersonBody(fact: PersonFact, isFamilyList: boolean): JsonObject {
  return {
    active: fact.replacedBy === undefined,
    name: fact.names.map((name) => toName(name, isFamilyList)),
    ...(fact.phone === undefined ? {} : { telecom: [{ system: 'phone', value: fact.phone, use: 'home' }] }),
    gender: fact.gender,
    birthDate: fact.birthDate,
    ...(fact.deceasedAt === undefined ? {} : { deceasedDateTime: fact.deceasedAt }),
  };
}

export function toPlaceBody(fact: PlaceFact, kindSystem: string): Resource {
  const kind = placeKinds[fact.kind];
  return {
    resourceType: 'Location',
    id: fact.id,
    status: 'active',
    name: fact.name,
    mode: 'instance',
    identifier: [{ value: fact.id.toUpperCase() }],
    physicalType: { coding: [{ system: kindSystem, ...kind }] },
    ...(fact.partOf === undefined ? {} : { partOf: toReference('Location', fact.partOf) }),
  };
}

/** Encounter.location, and the Locations that the encounter carries inside itself. */
export function toStayPlaces(
  stay: StayFact,
  options: WriterOptions,
  toExtra: (place: StayPlace) => JsonObject,
): JsonObject {
  if (stay.places.length === 0) return {};
  const contained = stay.places.filter((place) => place.isContained === true);
  return {
    ...(contained.length === 0
      ? {}
      : {
          contained: contained.map(({ place, text }) => ({
            resourceType: 'Location',
            id: place.id,
            name: text,
          })),
        }),
    location: stay.places.map((entry) => ({
      location:
        entry.isContained === true
          ? { reference: `#${entry.place.id}` }
          : toReference('Location', entry.place.id, options.hasPlaceText ? entry.text : undefined),
      ...(entry.status === undefined ? {} : { status: entry.status }),
      period: toPeriod(entry.start, entry.end),
      ...toExtra(entry),
    })),
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
