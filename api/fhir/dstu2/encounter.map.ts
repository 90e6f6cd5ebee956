// How DSTU2 spells what differs between the releases in an Encounter.
import { isRaw, type Raw, toList } from '../any-release/element';
import type { EncounterParts } from '../any-release/encounter.map';

export function toEncounterParts(raw: Raw): EncounterParts {
  return {
    subject: raw.patient,
    class: raw.class,
    reasonCode: raw.reason,
    diagnosis: toDiagnoses(raw),
  };
}

const roles = 'http://terminology.hl7.org/CodeSystem/diagnosis-role';

/** Admitting and discharge diagnoses stand in the hospitalization, others are called indication. */
function toDiagnoses(raw: Raw): readonly Raw[] | undefined {
  const stay: Raw = isRaw(raw.hospitalization) ? raw.hospitalization : {};
  const found = [
    ...toRole(stay.dischargeDiagnosis, 'DD'),
    ...toRole(stay.admittingDiagnosis, 'AD'),
    ...toRole(raw.indication, undefined),
  ];
  return found.length === 0 ? undefined : found;
}

function toRole(conditions: unknown, code: string | undefined): readonly Raw[] {
  const use = code === undefined ? undefined : { coding: [{ system: roles, code }] };
  return toList<Raw>(conditions, (condition) => ({ condition, use })) ?? [];
}
