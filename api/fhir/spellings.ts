// The release part of every map, by release: the same names three times.
import type { AllergyParts } from './any-release/allergy.map';
import type { ConditionParts } from './any-release/condition.map';
import type { CoverageParts } from './any-release/coverage.map';
import type { Spelling } from './any-release/element';
import type { EncounterParts } from './any-release/encounter.map';
import type { LocationParts } from './any-release/location.map';
import type { RequestParts, StatementParts } from './any-release/medication.map';
import type { ObservationParts } from './any-release/observation.map';
import type { PatientParts } from './any-release/patient.map';
import * as dstu2Allergy from './dstu2/allergy.map';
import * as dstu2Condition from './dstu2/condition.map';
import * as dstu2Coverage from './dstu2/coverage.map';
import * as dstu2Encounter from './dstu2/encounter.map';
import * as dstu2Location from './dstu2/location.map';
import * as dstu2Medication from './dstu2/medication.map';
import * as dstu2Observation from './dstu2/observation.map';
import * as dstu2Patient from './dstu2/patient.map';
import * as r4Allergy from './r4/allergy.map';
import * as r4Condition from './r4/condition.map';
import * as r4Coverage from './r4/coverage.map';
import * as r4Encounter from './r4/encounter.map';
import * as r4Location from './r4/location.map';
import * as r4Medication from './r4/medication.map';
import * as r4Observation from './r4/observation.map';
import * as r4Patient from './r4/patient.map';
import * as stu3Allergy from './stu3/allergy.map';
import * as stu3Condition from './stu3/condition.map';
import * as stu3Coverage from './stu3/coverage.map';
import * as stu3Encounter from './stu3/encounter.map';
import * as stu3Location from './stu3/location.map';
import * as stu3Medication from './stu3/medication.map';
import * as stu3Observation from './stu3/observation.map';
import * as stu3Patient from './stu3/patient.map';

export interface ReleaseSpellings {
  readonly patient: Spelling<PatientParts>;
  readonly encounter: Spelling<EncounterParts>;
  readonly condition: Spelling<ConditionParts>;
  readonly allergy: Spelling<AllergyParts>;
  readonly observation: Spelling<ObservationParts>;
  readonly request: Spelling<RequestParts>;
  readonly statement: Spelling<StatementParts>;
  readonly coverage: Spelling<CoverageParts>;
  readonly location: Spelling<LocationParts>;
}

export const dstu2: ReleaseSpellings = {
  patient: dstu2Patient.toPatientParts,
  encounter: dstu2Encounter.toEncounterParts,
  condition: dstu2Condition.toConditionParts,
  allergy: dstu2Allergy.toAllergyParts,
  observation: dstu2Observation.toObservationParts,
  request: dstu2Medication.toRequestParts,
  statement: dstu2Medication.toStatementParts,
  coverage: dstu2Coverage.toCoverageParts,
  location: dstu2Location.toLocationParts,
};

export const stu3: ReleaseSpellings = {
  patient: stu3Patient.toPatientParts,
  encounter: stu3Encounter.toEncounterParts,
  condition: stu3Condition.toConditionParts,
  allergy: stu3Allergy.toAllergyParts,
  observation: stu3Observation.toObservationParts,
  request: stu3Medication.toRequestParts,
  statement: stu3Medication.toStatementParts,
  coverage: stu3Coverage.toCoverageParts,
  location: stu3Location.toLocationParts,
};

export const r4: ReleaseSpellings = {
  patient: r4Patient.toPatientParts,
  encounter: r4Encounter.toEncounterParts,
  condition: r4Condition.toConditionParts,
  allergy: r4Allergy.toAllergyParts,
  observation: r4Observation.toObservationParts,
  request: r4Medication.toRequestParts,
  statement: r4Medication.toStatementParts,
  coverage: r4Coverage.toCoverageParts,
  location: r4Location.toLocationParts,
};
