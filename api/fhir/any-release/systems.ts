// Addresses of code systems that were renamed for R4, and codes that changed their words.

const renamed: Readonly<Record<string, string>> = {
  'http://hl7.org/fhir/observation-category': 'http://terminology.hl7.org/CodeSystem/observation-category',
  'http://hl7.org/fhir/condition-category': 'http://terminology.hl7.org/CodeSystem/condition-category',
  'http://hl7.org/fhir/data-absent-reason': 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
  'http://hl7.org/fhir/discharge-disposition': 'http://terminology.hl7.org/CodeSystem/discharge-disposition',
  'http://hl7.org/fhir/location-physical-type':
    'http://terminology.hl7.org/CodeSystem/location-physical-type',
  'http://hl7.org/fhir/diagnosis-role': 'http://terminology.hl7.org/CodeSystem/diagnosis-role',
  'http://hl7.org/fhir/encounter-type': 'http://terminology.hl7.org/CodeSystem/encounter-type',
  'http://hl7.org/fhir/coverage-class': 'http://terminology.hl7.org/CodeSystem/coverage-class',
  'http://hl7.org/fhir/v2/0078': 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
  'http://terminology.hl7.org/CodeSystem/v2-0078':
    'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation',
  'http://unitsofmeasure.org/': 'http://unitsofmeasure.org',
};

export const absentReasonSystem = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';

const older = 'http://hl7.org/fhir/';
const v2 = `${older}v2/`;
const v3 = `${older}v3/`;
const ucumWithSlash = 'http://unitsofmeasure.org/';
const interpretationV2 = 'http://terminology.hl7.org/CodeSystem/v2-0078';

/** Called for every coding: what needs no new name must be seen at once. */
export function toSystem(system: string | undefined): string | undefined {
  if (system === undefined) return undefined;
  if (!system.startsWith(older)) {
    return system === ucumWithSlash || system === interpretationV2 ? renamed[system] : system;
  }
  const known = renamed[system];
  if (known !== undefined) return known;
  if (system.startsWith(v2)) return `http://terminology.hl7.org/CodeSystem/v2-${system.slice(v2.length)}`;
  if (system.startsWith(v3)) return `http://terminology.hl7.org/CodeSystem/v3-${system.slice(v3.length)}`;
  return system;
}

/** Neither renamed for R4 nor one whose codes changed their words. */
export function isR4System(system: string | undefined): boolean {
  if (system === undefined) return true;
  return (
    !system.startsWith(older) &&
    system !== ucumWithSlash &&
    system !== interpretationV2 &&
    system !== absentReasonSystem
  );
}

const absentReasons: Readonly<Record<string, string>> = {
  asked: 'asked-unknown',
  temp: 'temp-unknown',
  astext: 'as-text',
  NaN: 'not-a-number',
};

export function toCodeIn(system: string | undefined, code: string | undefined): string | undefined {
  return system === absentReasonSystem && code !== undefined ? (absentReasons[code] ?? code) : code;
}
