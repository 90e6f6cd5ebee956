// The made-up census in FHIR STU3 3.0.1.
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
const classes = {
  inpatient: { code: 'IMP', display: 'inpatient encounter' },
  emergency: { code: 'EMER', display: 'emergency' },
  ambulatory: { code: 'AMB', display: 'ambulatory' },
} as const;

const toSubject = (patient: string) => ({ subject: toReference('Patient', patient) });
const toContext = (stay?: string) => (stay === undefined ? {} : { context: toReference('Encounter', stay) });

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
      ...toPersonBody(fact, false),
      ...(fact.practitioner === undefined ? {} : { generalPractitioner: [{ display: fact.practitioner }] }),
      ...(fact.replacedBy === undefined
        ? {}
        : { link: [{ other: toReference('Patient', fact.replacedBy), type: 'replaced-by' }] }),
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
      class: { system: `${hl7}/v3/ActCode`, ...classes[fact.kind] },
      type: [toConcept(snomed, fact.type.code, fact.type.text)],
      ...toSubject(fact.patient),
      period: toPeriod(fact.start, fact.end),
      ...(fact.diagnosis === undefined
        ? {}
        : {
            diagnosis: [
              {
                condition: toReference('Condition', fact.diagnosis),
                role: toConcept(`${hl7}/diagnosis-role`, 'AD'),
                rank: 1,
              },
            ],
          }),
      ...(fact.leftTo === undefined
        ? {}
        : { hospitalization: { dischargeDisposition: { text: fact.leftTo } } }),
    }),
  };
}

function createRecordWriter(): Pick<Writer, 'problem' | 'allergy' | 'vital'> {
  return {
    problem: (fact) => ({
      resourceType: 'Condition',
      id: fact.id,
      clinicalStatus: 'active',
      verificationStatus: fact.verification,
      category: [
        toConcept(
          `${hl7}/condition-category`,
          fact.isDiagnosis ? 'encounter-diagnosis' : 'problem-list-item',
        ),
      ],
      ...(fact.severity === undefined ? {} : { severity: { text: fact.severity } }),
      code: toConcept(snomed, fact.code, fact.text),
      ...toSubject(fact.patient),
      ...toContext(fact.stay),
      onsetDateTime: fact.onset,
      assertedDate: fact.recorded,
    }),
    allergy: (fact) => ({
      resourceType: 'AllergyIntolerance',
      id: fact.id,
      ...(fact.verification === 'entered-in-error' ? {} : { clinicalStatus: 'active' }),
      verificationStatus: fact.verification,
      ...(fact.type === undefined ? {} : { type: fact.type, criticality: fact.isHigh ? 'high' : 'low' }),
      code: toConcept(snomed, fact.code, fact.text),
      patient: toReference('Patient', fact.patient),
      assertedDate: fact.recorded,
      ...(fact.note === undefined ? {} : { note: [{ text: fact.note }] }),
      ...(fact.reaction === undefined ? {} : { reaction: [{ manifestation: [{ text: fact.reaction }] }] }),
    }),
    vital: (fact) => ({
      ...toVitalBody(fact),
      resourceType: 'Observation',
      id: fact.id,
      category: [toConcept(`${hl7}/observation-category`, 'vital-signs', 'Vital Signs')],
      ...toContext(fact.stay),
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
      resourceType: 'MedicationRequest',
      id: fact.id,
      status: fact.status,
      intent: 'order',
      medicationCodeableConcept: toConcept(rxnorm, fact.rxnorm, fact.text),
      ...toSubject(fact.patient),
      ...toContext(fact.stay),
      authoredOn: fact.authored,
      requester: { agent: { display: fact.prescriber } },
      dosageInstruction: [{ text: fact.dose }],
    }),
    coverage: (fact) => ({
      resourceType: 'Coverage',
      id: fact.id,
      status: 'active',
      subscriber: toReference('Patient', fact.patient),
      subscriberId: fact.subscriberId,
      beneficiary: toReference('Patient', fact.patient),
      period: toPeriod(fact.start, fact.end),
      payor: [{ display: fact.payor }],
      grouping: { group: fact.group, groupDisplay: fact.group, plan: fact.plan, planDisplay: fact.plan },
      order: fact.end === undefined ? 1 : 2,
    }),
  };
}

export function createStu3Writer(options: WriterOptions): Writer {
  return {
    ...createPeopleWriter(options),
    ...createStayWriter(options),
    ...createRecordWriter(),
    ...createOrderWriter(),
  };
}
