// The one switch between the releases: a resource as the server sent it becomes R4, or undefined if it is none of ours.
import type { FhirResource, Organization, Practitioner, Resource } from 'fhir/r4';
import { toAllergy } from './any-release/allergy.map';
import { conditions } from './any-release/condition.map';
import { toCoverage } from './any-release/coverage.map';
import { isRaw, type Raw, toList, toText } from './any-release/element';
import { encounters } from './any-release/encounter.map';
import { toLocation } from './any-release/location.map';
import { toMedication, toMedicationRequest, toMedicationStatement } from './any-release/medication.map';
import { hasUnknownModifier } from './any-release/modifier.policy';
import { observations } from './any-release/observation.map';
import { toHumanName, toPatient } from './any-release/patient.map';
import type { FhirRelease } from './ehr';
import { dstu2, type ReleaseSpellings, r4, stu3 } from './spellings';

/**
 * Undefined for a type that the product doesn't read, for what has no valid id, and for what a modifier extension changes in
 * a way that nobody here knows.
 */
export type Convert = (resource: unknown) => FhirResource | undefined;

const orders: Readonly<Record<FhirRelease, readonly [ReleaseSpellings, ReleaseSpellings, ReleaseSpellings]>> =
  {
    DSTU2: [dstu2, stu3, r4],
    STU3: [stu3, r4, dstu2],
    R4: [r4, stu3, dstu2],
  };

type Three<T> = readonly [T, T, T];

/**
 * `onDemand`: of encounters, conditions and observations, which a list has by the thousand, each element is converted when it is
 * looked at. The elements are the same. `base`: of the server, without a slash at its end; what is pointed to by its address there
 * becomes relative.
 */
export function createConvert(
  release: FhirRelease,
  reading: 'whole' | 'onDemand' = 'whole',
  base = '',
): Convert {
  const [a, b, c] = orders[release];
  const pick = <K extends keyof ReleaseSpellings>(key: K): Three<ReleaseSpellings[K]> => [
    a[key],
    b[key],
    c[key],
  ];
  const patient = pick('patient');
  const encounter = pick('encounter');
  const condition = pick('condition');
  const allergy = pick('allergy');
  const observation = pick('observation');
  const request = pick('request');
  const statement = pick('statement');
  const coverage = pick('coverage');
  const location = pick('location');

  function toR4(raw: Raw): FhirResource | undefined {
    switch (raw.resourceType) {
      case 'Patient':
        return toPatient(raw, patient, base);
      case 'Encounter':
        return encounters[reading](raw, encounter, base);
      case 'Condition':
        return conditions[reading](raw, condition, base);
      case 'AllergyIntolerance':
        return toAllergy(raw, allergy);
      case 'Observation':
        return observations[reading](raw, observation, base);
      case 'MedicationRequest':
      case 'MedicationOrder':
        return toMedicationRequest(raw, request, base);
      case 'MedicationStatement':
        return toMedicationStatement(raw, statement, base);
      case 'Coverage':
        return toCoverage(raw, coverage);
      case 'Location':
        return toLocation(raw, location, base);
      case 'Medication':
        return toMedication(raw);
      default:
        return undefined;
    }
  }

  return (value) => {
    if (!isRaw(value) || hasUnknownModifier(value)) return undefined;
    const resource = toR4(value);
    if (resource?.id === undefined) return undefined;
    const contained = value.contained === undefined ? undefined : toContained(value.contained, toR4);
    return contained === undefined ? resource : Object.assign(resource, { contained });
  };
}

const containedTypes: ReadonlySet<unknown> = new Set(['Location', 'Medication']);

/** Who pays for a coverage is often contained in it, and the general practitioner in the patient: of both the name is read. */
function toNamed(raw: Raw): Organization | Practitioner | undefined {
  if (raw.resourceType === 'Organization') return { resourceType: 'Organization', name: toText(raw.name) };
  // A list of names since STU3, a single one before.
  return raw.resourceType === 'Practitioner'
    ? { resourceType: 'Practitioner', name: toList(raw.name, toHumanName) }
    : undefined;
}

/** One level only: what is contained in something contained is not looked at, so that nothing can go in circles. */
function toContained(value: unknown, toR4: (raw: Raw) => FhirResource | undefined): Resource[] | undefined {
  return toList<Resource>(value, (one) => {
    if (!isRaw(one) || hasUnknownModifier(one)) return undefined;
    const resource = containedTypes.has(one.resourceType) ? toR4(one) : toNamed(one);
    // Some servers write the hash into the id.
    const id = typeof one.id === 'string' ? one.id.replace(/^#/, '') : undefined;
    return resource && id ? { ...resource, id } : undefined;
  });
}
