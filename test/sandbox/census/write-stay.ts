// Stays of the made-up census as resources.
import type { Json, JsonObject } from '../resource';
import { snomed, toConcept, toPeriod, toReference, whenTold } from './elements';
import type { StayFact, StayPlace } from './facts';
import type { Terms } from './release-terms';
import { placeKinds } from './write-people';
import type { Writer } from './writer';

const classes = {
  inpatient: { code: 'IMP', display: 'inpatient encounter' },
  emergency: { code: 'EMER', display: 'emergency' },
  ambulatory: { code: 'AMB', display: 'ambulatory' },
} as const;

/** The kind of a place is told by the stay since R4; before, the place has to be read. */
function toKind(terms: Terms, { place }: StayPlace): JsonObject {
  const coding = { system: terms.system('location-physical-type'), ...placeKinds[place.kind] };
  return terms.pick<JsonObject>({ DSTU2: {}, STU3: {}, R4: { physicalType: { coding: [coding] } } });
}

function toPlace(terms: Terms, entry: StayPlace): JsonObject {
  return {
    location:
      entry.isContained === true
        ? { reference: `#${entry.place.id}` }
        : toReference('Location', entry.place.id, terms.hasPlaceText ? entry.text : undefined),
    ...whenTold(entry.status, (status) => ({ status })),
    period: toPeriod(entry.start, entry.end),
    ...toKind(terms, entry),
  };
}

/** Encounter.location, and the Locations that the encounter carries inside itself. */
function toPlaces(terms: Terms, { places }: StayFact): JsonObject {
  if (places.length === 0) return {};
  const contained = places
    .filter((entry) => entry.isContained === true)
    .map(({ place, text }) => ({ resourceType: 'Location', id: place.id, name: text }));
  return {
    ...(contained.length === 0 ? {} : { contained }),
    location: places.map((entry) => toPlace(terms, entry)),
  };
}

/** Why they were admitted and where they left to: of one element in DSTU2, of two since. */
function toAdmission(terms: Terms, { diagnosis, leftTo }: StayFact): JsonObject {
  const left = whenTold(leftTo, (text) => ({ dischargeDisposition: { text } }));
  const since = leftTo === undefined ? {} : { hospitalization: left };
  if (diagnosis === undefined) return since;
  const condition = toReference('Condition', diagnosis);
  const role = terms.concept('diagnosis-role', 'AD');
  return terms.pick<JsonObject>({
    DSTU2: { hospitalization: { admittingDiagnosis: [condition], ...left } },
    STU3: { diagnosis: [{ condition, role, rank: 1 }], ...since },
    R4: { diagnosis: [{ condition, use: role, rank: 1 }], ...since },
  });
}

export function createStayWriter(terms: Terms): Pick<Writer, 'stay'> {
  return {
    stay: (fact) => {
      const coded = { system: terms.system('stayClass'), ...classes[fact.kind] };
      return {
        resourceType: 'Encounter',
        id: fact.id,
        ...toPlaces(terms, fact),
        status: fact.status,
        class: terms.pick<Json>({ DSTU2: fact.kind, STU3: coded, R4: coded }),
        type: [toConcept(snomed, fact.type.code, fact.type.text)],
        ...terms.subject(fact.patient),
        period: toPeriod(fact.start, fact.end),
        ...toAdmission(terms, fact),
      };
    },
  };
}
