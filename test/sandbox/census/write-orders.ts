// Medications and coverages of the made-up census as resources.
import type { JsonObject, Resource } from '../resource';
import { toConcept, toPeriod, toReference } from './elements';
import type { CoverageFact } from './facts';
import type { Terms } from './release-terms';
import type { Writer } from './writer';

const rxnorm = 'http://www.nlm.nih.gov/research/umls/rxnorm';

function createMedicationWriter({ pick, subject, stay }: Terms): Pick<Writer, 'medication'> {
  return {
    medication: (fact) => ({
      resourceType: pick({ DSTU2: 'MedicationOrder', STU3: 'MedicationRequest', R4: 'MedicationRequest' }),
      id: fact.id,
      status: fact.status,
      ...pick<JsonObject>({ DSTU2: {}, STU3: { intent: 'order' }, R4: { intent: 'order' } }),
      medicationCodeableConcept: toConcept(rxnorm, fact.rxnorm, fact.text),
      ...subject(fact.patient),
      ...stay(fact.stay),
      ...pick<JsonObject>({
        DSTU2: { dateWritten: fact.authored, prescriber: { display: fact.prescriber } },
        STU3: { authoredOn: fact.authored, requester: { agent: { display: fact.prescriber } } },
        R4: { authoredOn: fact.authored, requester: { display: fact.prescriber } },
      }),
      dosageInstruction: [{ text: fact.dose }],
    }),
  };
}

/** No two releases agree on what a coverage is made of, or in which order. */
function toCoverageBody(terms: Terms, fact: CoverageFact): JsonObject {
  const { plan, group, subscriberId } = fact;
  const person = toReference('Patient', fact.patient);
  const payor = { display: fact.payor };
  const period = toPeriod(fact.start, fact.end);
  const rank = fact.end === undefined ? 1 : 2;
  const toClass = (kind: string, value: string) => ({
    type: terms.concept('coverage-class', kind),
    value,
    name: value,
  });
  return terms.pick<JsonObject>({
    DSTU2: {
      issuer: payor,
      plan,
      group,
      subscriberId: { value: subscriberId },
      subscriber: person,
      period,
      sequence: rank,
    },
    STU3: {
      status: 'active',
      subscriber: person,
      subscriberId,
      beneficiary: person,
      period,
      payor: [payor],
      grouping: { group, groupDisplay: group, plan, planDisplay: plan },
      order: rank,
    },
    R4: {
      status: 'active',
      subscriberId,
      beneficiary: person,
      period,
      payor: [payor],
      class: [toClass('group', group), toClass('plan', plan)],
      order: rank,
    },
  });
}

export function createOrderWriter(terms: Terms): Pick<Writer, 'medication' | 'coverage'> {
  return {
    ...createMedicationWriter(terms),
    coverage: (fact): Resource => ({
      resourceType: 'Coverage',
      id: fact.id,
      ...toCoverageBody(terms, fact),
    }),
  };
}
