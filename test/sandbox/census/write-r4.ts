// The made-up census in FHIR R4 4.0.1.
import {
  interpretations,
  placeKinds,
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

const hl7 = 'http://terminology.hl7.org/CodeSystem';
const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const kindSystem = `${hl7}/location-physical-type`;
const classes = {
  inpatient: { code: 'IMP', display: 'inpatient encounter' },
  emergency: { code: 'EMER', display: 'emergency' },
  ambulatory: { code: 'AMB', display: 'ambulatory' },
} as const;

const toStatus = (list: string, code: string) => toConcept(`${hl7}/${list}`, code);
const toSubject = (patient: string) => ({ subject: toReference('Patient', patient) });
const toStayLink = (stay?: string) =>
  stay === undefined ? {} : { encounter: toReference('Encounter', stay) };

function createPeopleWriter(options: WriterOptions): Pick<Writer, 'person' | 'place' | 'mrn'> {
  const mrn = (value: string) => ({
    use: 'usual',
    type: toConcept(`${hl7}/v2-0203`, 'MR', 'Medical record number'),
    system: options.mrnSystem,
    value,
  });
  return {
    mrn,
    place: (fact) => toPlaceBody(fact, kindSystem),
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
      ...toStayPlaces(fact, options, ({ place }) => ({
        physicalType: { coding: [{ system: kindSystem, ...placeKinds[place.kind] }] },
      })),
      status: fact.status,
      class: { system: `${hl7}/v3-ActCode`, ...classes[fact.kind] },
      type: [toConcept(snomed, fact.type.code, fact.type.text)],
      ...toSubject(fact.patient),
      period: toPeriod(fact.start, fact.end),
      ...(fact.diagnosis === undefined
        ? {}
        : {
            diagnosis: [
              {
                condition: toReference('Condition', fact.diagnosis),
                use: toStatus('diagnosis-role', 'AD'),
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
      clinicalStatus: toStatus('condition-clinical', 'active'),
      verificationStatus: toStatus('condition-ver-status', fact.verification),
      category: [
        toStatus('condition-category', fact.isDiagnosis ? 'encounter-diagnosis' : 'problem-list-item'),
      ],
      ...(fact.severity === undefined ? {} : { severity: { text: fact.severity } }),
      code: toConcept(snomed, fact.code, fact.text),
      ...toSubject(fact.patient),
      ...toStayLink(fact.stay),
      onsetDateTime: fact.onset,
      recordedDate: fact.recorded,
    }),
    allergy: (fact) => ({
      resourceType: 'AllergyIntolerance',
      id: fact.id,
      ...(fact.verification === 'entered-in-error'
        ? {}
        : { clinicalStatus: toStatus('allergyintolerance-clinical', 'active') }),
      verificationStatus: toStatus('allergyintolerance-verification', fact.verification),
      ...(fact.type === undefined ? {} : { type: fact.type, criticality: fact.isHigh ? 'high' : 'low' }),
      code: toConcept(snomed, fact.code, fact.text),
      patient: toReference('Patient', fact.patient),
      recordedDate: fact.recorded,
      ...(fact.note === undefined ? {} : { note: [{ text: fact.note }] }),
      ...(fact.reaction === undefined ? {} : { reaction: [{ manifestation: [{ text: fact.reaction }] }] }),
    }),
    vital: (fact) => ({
      ...toVitalBody(fact),
      resourceType: 'Observation',
      id: fact.id,
      category: [toConcept(`${hl7}/observation-category`, 'vital-signs', 'Vital Signs')],
      ...toStayLink(fact.stay),
      ...(fact.interpretation === undefined
        ? {}
        : {
            interpretation: [
              toConcept(
                `${hl7}/v3-ObservationInterpretation`,
                fact.interpretation,
                interpretations[fact.interpretation],
              ),
            ],
          }),
      ...(fact.absent === undefined ? {} : { dataAbsentReason: toStatus('data-absent-reason', fact.absent) }),
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
      ...toStayLink(fact.stay),
      authoredOn: fact.authored,
      requester: { display: fact.prescriber },
      dosageInstruction: [{ text: fact.dose }],
    }),
    coverage: (fact) => ({
      resourceType: 'Coverage',
      id: fact.id,
      status: 'active',
      subscriberId: fact.subscriberId,
      beneficiary: toReference('Patient', fact.patient),
      period: toPeriod(fact.start, fact.end),
      payor: [{ display: fact.payor }],
      class: [
        { type: toStatus('coverage-class', 'group'), value: fact.group, name: fact.group },
        { type: toStatus('coverage-class', 'plan'), value: fact.plan, name: fact.plan },
      ],
      order: fact.end === undefined ? 1 : 2,
    }),
  };
}

export function createR4Writer(options: WriterOptions): Writer {
  return {
    ...createPeopleWriter(options),
    ...createStayWriter(options),
    ...createRecordWriter(),
    ...createOrderWriter(),
  };
}
