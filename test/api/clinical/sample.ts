// The sample data for tests of the clinical rules: R4 as it is, by type, and short makers for made-up resources.
import { readFileSync } from 'node:fs';
import type {
  AllergyIntolerance,
  Condition,
  Coverage,
  Encounter,
  FhirResource,
  MedicationRequest,
  Observation,
  Patient,
} from 'fhir/r4';
import type { ClinicalContext } from '../../../api/clinical/context';
import { isRaw } from '../../../api/fhir/any-release/element';
import { belongsTo } from '../../../api/fhir/person.policy';

const root = new URL('../../fixtures/sample-data/', import.meta.url);

export const r4Sets = ['r4/synthea', 'r4/smart-converted-from-stu3', 'r4/hl7-examples'] as const;

/** Every line of one file, as it came. */
export function readLines(set: string, type: string): unknown[] {
  let text: string;
  try {
    text = readFileSync(new URL(`${set}/${type}.ndjson`, root), 'utf8');
  } catch {
    return []; // not every set has every type
  }
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

type TypeName = FhirResource['resourceType'];
type OfType<T extends TypeName> = Extract<FhirResource, { resourceType: T }>;

function isOfType<T extends TypeName>(type: T, resource: unknown): resource is OfType<T> {
  return typeof resource === 'object' && resource !== null && Reflect.get(resource, 'resourceType') === type;
}

export function readR4<T extends TypeName>(type: T, sets: readonly string[] = r4Sets): OfType<T>[] {
  return sets.flatMap((set) =>
    readLines(set, type).filter((line): line is OfType<T> => isOfType(type, line)),
  );
}

export function getR4<T extends TypeName>(type: T, id: string, set = 'r4/hl7-examples'): OfType<T> {
  const found = readR4(type, [set]).find((resource) => resource.id === id);
  if (!found) throw new Error(`no ${type} ${id} in ${set}`);
  return found;
}

/** By the same check as at the edge. */
export function isAbout(resource: FhirResource, patientId: string | undefined): boolean {
  return isRaw(resource) && belongsTo(resource, patientId ?? '', 'https://ehr.example/fhir');
}

export const context: ClinicalContext = {
  server: 'Seaview EHR',
  now: new Date('2026-11-22T07:02:11Z'),
  zone: 'UTC',
};

export const absentReasons = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';

const subject = { reference: 'Patient/p1' };

export function makePatient(parts: Partial<Patient> = {}): Patient {
  return { resourceType: 'Patient', id: 'p1', ...parts };
}

export function makeEncounter(id: string, parts: Partial<Encounter> = {}): Encounter {
  return { resourceType: 'Encounter', id, status: 'in-progress', class: { code: 'IMP' }, subject, ...parts };
}

export function makeCondition(id: string, parts: Partial<Condition> = {}): Condition {
  return {
    resourceType: 'Condition',
    id,
    subject,
    clinicalStatus: coded('active'),
    code: { text: id },
    ...parts,
  };
}

export function makeAllergy(id: string, parts: Partial<AllergyIntolerance> = {}): AllergyIntolerance {
  return {
    resourceType: 'AllergyIntolerance',
    id,
    patient: subject,
    clinicalStatus: coded('active'),
    code: { text: id },
    ...parts,
  };
}

export function makeVital(id: string, loinc: string, parts: Partial<Observation> = {}): Observation {
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    subject,
    category: [coded('vital-signs')],
    code: { coding: [{ system: 'http://loinc.org', code: loinc, display: loinc }] },
    ...parts,
  };
}

export function makeMedication(id: string, parts: Partial<MedicationRequest> = {}): MedicationRequest {
  return {
    resourceType: 'MedicationRequest',
    id,
    status: 'active',
    intent: 'order',
    subject,
    medicationCodeableConcept: { text: id },
    ...parts,
  };
}

export function makeCoverage(id: string, parts: Partial<Coverage> = {}): Coverage {
  return {
    resourceType: 'Coverage',
    id,
    status: 'active',
    beneficiary: subject,
    payor: [{ display: id }],
    ...parts,
  };
}

export function coded(code: string): { coding: { code: string }[] } {
  return { coding: [{ code }] };
}

export function absentBecause(code: string): { extension: { url: string; valueCode: string }[] } {
  return {
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: code }],
  };
}
