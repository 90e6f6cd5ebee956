// People and places of the made-up census as resources.
import type { Json, JsonObject } from '../resource';
import { dataAbsent, toReference, whenTold } from './elements';
import type { NameFact } from './facts';
import type { Terms } from './release-terms';
import type { Writer } from './writer';

const representationUrl = 'http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation';

export const placeKinds = {
  hospital: { code: 'si', display: 'Site' },
  ward: { code: 'wa', display: 'Ward' },
  room: { code: 'ro', display: 'Room' },
  bed: { code: 'bd', display: 'Bed' },
} as const;

/** `family` is a list in DSTU2 and one string after it. */
function toName(terms: Terms, fact: NameFact): JsonObject {
  const masked: JsonObject = { extension: [{ url: dataAbsent, valueCode: 'masked' }] };
  return {
    ...whenTold(fact.representation, (code) => ({
      extension: [{ url: representationUrl, valueCode: code }],
    })),
    use: fact.use,
    ...whenTold(fact.family, (family) => ({
      family: terms.pick<Json>({ DSTU2: [family], STU3: family, R4: family }),
    })),
    ...(fact.isFamilyMasked === true
      ? terms.pick<JsonObject>({
          DSTU2: { family: [null], _family: [masked] },
          STU3: { _family: masked },
          R4: { _family: masked },
        })
      : {}),
    given: fact.given,
  };
}

export function createPeopleWriter(terms: Terms): Pick<Writer, 'person' | 'place' | 'mrn'> {
  const doctorField = terms.pick({
    DSTU2: 'careProvider',
    STU3: 'generalPractitioner',
    R4: 'generalPractitioner',
  });
  const replaced = terms.pick({ DSTU2: 'replace', STU3: 'replaced-by', R4: 'replaced-by' });
  const mrn = (value: string) => ({
    use: 'usual',
    type: terms.concept('mrnType', 'MR', 'Medical record number'),
    system: terms.mrnSystem,
    value,
  });
  return {
    mrn,
    person: (fact) => ({
      resourceType: 'Patient',
      id: fact.id,
      ...whenTold(fact.mrn, (value) => ({ identifier: [mrn(value)] })),
      active: fact.replacedBy === undefined,
      name: fact.names.map((name) => toName(terms, name)),
      ...whenTold(fact.phone, (value) => ({ telecom: [{ system: 'phone', value, use: 'home' }] })),
      gender: fact.gender,
      birthDate: fact.birthDate,
      ...whenTold(fact.deceasedAt, (at) => ({ deceasedDateTime: at })),
      ...whenTold(fact.practitioner, (display) => ({ [doctorField]: [{ display }] })),
      ...whenTold(fact.replacedBy, (id) => ({
        link: [{ other: toReference('Patient', id), type: replaced }],
      })),
    }),
    place: (fact) => ({
      resourceType: 'Location',
      id: fact.id,
      status: 'active',
      name: fact.name,
      mode: 'instance',
      identifier: [{ value: fact.id.toUpperCase() }],
      physicalType: {
        coding: [{ system: terms.system('location-physical-type'), ...placeKinds[fact.kind] }],
      },
      ...whenTold(fact.partOf, (id) => ({ partOf: toReference('Location', id) })),
    }),
  };
}
