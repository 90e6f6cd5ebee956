// Problems, allergies and vital signs of the made-up census as resources.
import type { Json, JsonObject } from '../resource';
import { snomed, toConcept, toLoinc, toPeriod, toQuantity, toReference, whenTold } from './elements';
import type { AllergyFact, ProblemFact, VitalFact } from './facts';
import type { Terms } from './release-terms';
import type { Writer } from './writer';

const interpretations = { H: 'High', HH: 'Critical high', L: 'Low', LL: 'Critical low' } as const;

function toProblemCategory(terms: Terms, { isDiagnosis }: ProblemFact): JsonObject {
  const later = isDiagnosis ? 'encounter-diagnosis' : 'problem-list-item';
  const code = terms.pick({ DSTU2: isDiagnosis ? 'diagnosis' : 'complaint', STU3: later, R4: later });
  return terms.concept('condition-category', code);
}

function createProblemWriter(terms: Terms): Pick<Writer, 'problem'> {
  return {
    problem: (fact) => ({
      resourceType: 'Condition',
      id: fact.id,
      clinicalStatus: terms.status('condition-clinical', 'active'),
      verificationStatus: terms.status('condition-ver-status', fact.verification),
      category: terms.many(toProblemCategory(terms, fact)),
      ...whenTold(fact.severity, (text) => ({ severity: { text } })),
      code: toConcept(snomed, fact.code, fact.text),
      ...terms.subject(fact.patient),
      ...terms.stay(fact.stay),
      onsetDateTime: fact.onset,
      ...terms.pick<JsonObject>({
        DSTU2: { dateRecorded: fact.recorded.slice(0, 10) },
        STU3: { assertedDate: fact.recorded },
        R4: { recordedDate: fact.recorded },
      }),
    }),
  };
}

/** DSTU2 has one status for "is it so" and "is it sure". */
function toAllergyStatus(terms: Terms, { verification }: AllergyFact): JsonObject {
  const later: JsonObject = {
    ...(verification === 'entered-in-error'
      ? {}
      : { clinicalStatus: terms.status('allergyintolerance-clinical', 'active') }),
    verificationStatus: terms.status('allergyintolerance-verification', verification),
  };
  return terms.pick<JsonObject>({
    DSTU2: { status: verification === 'confirmed' ? 'active' : verification },
    STU3: later,
    R4: later,
  });
}

function toCriticality(terms: Terms, isHigh: boolean): string {
  const later = isHigh ? 'high' : 'low';
  return terms.pick({ DSTU2: isHigh ? 'CRITH' : 'CRITL', STU3: later, R4: later });
}

function createAllergyWriter(terms: Terms): Pick<Writer, 'allergy'> {
  const substanceField = terms.pick({ DSTU2: 'substance', STU3: 'code', R4: 'code' });
  const recordedField = terms.pick({ DSTU2: 'recordedDate', STU3: 'assertedDate', R4: 'recordedDate' });
  return {
    allergy: (fact) => ({
      resourceType: 'AllergyIntolerance',
      id: fact.id,
      ...toAllergyStatus(terms, fact),
      ...whenTold(fact.type, (type) => ({ type, criticality: toCriticality(terms, fact.isHigh) })),
      [substanceField]: toConcept(snomed, fact.code, fact.text),
      patient: toReference('Patient', fact.patient),
      [recordedField]: fact.recorded,
      ...whenTold(fact.note, (text) => ({ note: terms.many({ text }) })),
      ...whenTold(fact.reaction, (text) => ({ reaction: [{ manifestation: [{ text }] }] })),
    }),
  };
}

function toTime({ at, until }: VitalFact): JsonObject {
  if (at === undefined) return {};
  return until === undefined ? { effectiveDateTime: at } : { effectivePeriod: toPeriod(at, until) };
}

function createVitalWriter(terms: Terms): Pick<Writer, 'vital'> {
  const toInterpretation = (code: keyof typeof interpretations) => {
    const concept = terms.concept('interpretation', code, interpretations[code]);
    return terms.pick<Json>({ DSTU2: concept, STU3: concept, R4: [concept] });
  };
  return {
    vital: (fact) => ({
      resourceType: 'Observation',
      id: fact.id,
      status: fact.status,
      code: toLoinc(fact.code, fact.text),
      subject: toReference('Patient', fact.patient),
      ...toTime(fact),
      issued: fact.issued,
      ...whenTold(fact.quantity, (quantity) => ({ valueQuantity: toQuantity(quantity) })),
      ...whenTold(fact.components, (parts) => ({
        component: parts.map(({ code, text, quantity }) => ({
          code: toLoinc(code, text),
          valueQuantity: toQuantity(quantity),
        })),
      })),
      category: terms.many(terms.concept('observation-category', 'vital-signs', 'Vital Signs')),
      ...terms.stay(fact.stay),
      ...whenTold(fact.interpretation, (code) => ({ interpretation: toInterpretation(code) })),
      ...whenTold(fact.absent, (code) => ({ dataAbsentReason: terms.concept('data-absent-reason', code) })),
    }),
  };
}

export function createRecordWriter(terms: Terms): Pick<Writer, 'problem' | 'allergy' | 'vital'> {
  return { ...createProblemWriter(terms), ...createAllergyWriter(terms), ...createVitalWriter(terms) };
}
