// The made-up census in FHIR DSTU2 1.0.2.
import {
  interpretations,
  snomed,
  toConcept,
  toPeriod,
  toPersonBody,
  toPlaceBody,
  toReference,
  toStayPlaces,
  toVitalBody,
  type Writer,
  type WriterOptions,
} from './writer';

const hl7 = 'http://hl7.org/fhir';
const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';

const toPatient = (patient: string) => ({ patient: toReference('Patient', patient) });
const toStayLink = (stay?: string) =>
  stay === undefined ? {} : { encounter: toReference('Encounter', stay) };

function createPeopleWriter(options: WriterOptions): Pick<Writer, 'person' | 'place' | 'mrn'> {
  const mrn = (value: string) => ({
    use: 'usual',
    type: toConcept(`${hl7}/v2/0203`, 'MR', 'Medical record number'),
    system: options.mrnSystem,
    value,
  });
  return {
    mrn,
    place: (fact) => toPlaceBody(fact, `${hl7}/location-physical-type`),
    person: (fact) => ({
      resourceType: 'Patient',
      id: fact.id,
      ...(fact.mrn === undefined ? {} : { identifier: [mrn(fact.mrn)] }),
      ...toPersonBody(fact, true),
      ...(fact.practitioner === undefined ? {} : { careProvider: [{ display: fact.practitioner }] }),
      ...(fact.replacedBy === undefined
        ? {}
        : { link: [{ other: toReference('Patient', fact.replacedBy), type: 'replace' }] }),
    }),
  };
}

function createStayWriter(options: WriterOptions): Pick<Writer, 'stay'> {
  return {
    stay: (fact) => ({
      resourceType: 'Encounter',
      id: fact.id,
      ...toStayPlaces(fact, options, () => ({})),
      status: fact.status,
      class: fact.kind,
      type: [toConcept(snomed, fact.type.code, fact.type.text)],
      ...toPatient(fact.patient),
      period: toPeriod(fact.start, fact.end),
      ...(fact.diagnosis === undefined ? {} : { indication: [toReference('Condition', fact.diagnosis)] }),
      ...(fact.leftTo === undefined
        ? {}
        : { hospitalization: { dischargeDisposition: { text: fact.leftTo } } }),
    }),
  };
}

/** DSTU2 has one status for "is it so" and "is it sure". */
function toAllergyStatus(verification: string): string {
  return verification === 'confirmed' ? 'active' : verification;
}

function createRecordWriter(): Pick<Writer, 'problem' | 'allergy' | 'vital'> {
  return {
    problem: (fact) => ({
      resourceType: 'Condition',
      id: fact.id,
      clinicalStatus: 'active',
      verificationStatus: fact.verification,
      category: toConcept(`${hl7}/condition-category`, fact.isDiagnosis ? 'diagnosis' : 'complaint'),
      ...(fact.severity === undefined ? {} : { severity: { text: fact.severity } }),
      code: toConcept(snomed, fact.code, fact.text),
      ...toPatient(fact.patient),
      ...toStayLink(fact.stay),
      onsetDateTime: fact.onset,
      dateRecorded: fact.recorded.slice(0, 10),
    }),
    allergy: (fact) => ({
      resourceType: 'AllergyIntolerance',
      id: fact.id,
      status: toAllergyStatus(fact.verification),
      ...(fact.type === undefined ? {} : { type: fact.type, criticality: fact.isHigh ? 'CRITH' : 'CRITL' }),
      substance: toConcept(snomed, fact.code, fact.text),
      ...toPatient(fact.patient),
      recordedDate: fact.recorded,
      ...(fact.note === undefined ? {} : { note: { text: fact.note } }),
      ...(fact.reaction === undefined ? {} : { reaction: [{ manifestation: [{ text: fact.reaction }] }] }),
    }),
    vital: (fact) => ({
      ...toVitalBody(fact),
      resourceType: 'Observation',
      id: fact.id,
      category: toConcept(`${hl7}/observation-category`, 'vital-signs', 'Vital Signs'),
      ...toStayLink(fact.stay),
      ...(fact.interpretation === undefined
        ? {}
        : {
            interpretation: toConcept(
              `${hl7}/v2/0078`,
              fact.interpretation,
              interpretations[fact.interpretation],
            ),
          }),
      ...(fact.absent === undefined
        ? {}
        : { dataAbsentReason: toConcept(`${hl7}/data-absent-reason`, fact.absent) }),
    }),
  };
}

function createOrderWriter(): Pick<Writer, 'medication' | 'coverage'> {
  return {
    medication: (fact) => ({
      resourceType: 'MedicationOrder',
      id: fact.id,
      status: fact.status,
      medicationCodeableConcept: toConcept(rxnorm, fact.rxnorm, fact.text),
      ...toPatient(fact.patient),
      ...toStayLink(fact.stay),
      dateWritten: fact.authored,
      prescriber: { display: fact.prescriber },
      dosageInstruction: [{ text: fact.dose }],
    }),
    coverage: (fact) => ({
      resourceType: 'Coverage',
      id: fact.id,
      issuer: { display: fact.payor },
      plan: fact.plan,
      group: fact.group,
      subscriberId: { value: fact.subscriberId },
      subscriber: toReference('Patient', fact.patient),
      period: toPeriod(fact.start, fact.end),
      sequence: fact.end === undefined ? 1 : 2,
    }),
  };
}

export function createDstu2Writer(options: WriterOptions): Writer {
  return {
    ...createPeopleWriter(options),
    ...createStayWriter(options),
    ...createRecordWriter(),
    ...createOrderWriter(),
  };
}
