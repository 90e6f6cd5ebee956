// Problems, allergies, medications and insurance of the made-up census.
import { type Draft, daysAgo, hoursAgo, type Subject } from './draft';
import type { AllergyFact, CoverageFact, MedicationFact, ProblemFact } from './facts';

const diagnoses = [
  ['233604007', 'Pneumonia'],
  ['84114007', 'Heart failure'],
  ['22298006', 'Myocardial infarction'],
  ['5913000', 'Fracture of neck of femur'],
  ['68566005', 'Urinary tract infection'],
  ['195951007', 'Acute exacerbation of chronic obstructive airways disease'],
  ['128053003', 'Deep venous thrombosis'],
  ['230690007', 'Stroke'],
  ['76571007', 'Septic shock'],
  ['74400008', 'Appendicitis'],
] as const;

const ongoing = [
  ['38341003', 'Hypertensive disorder', 'moderate'],
  ['44054006', 'Diabetes mellitus type 2', 'severe'],
  ['49436004', 'Atrial fibrillation', 'severe'],
  ['396275006', 'Osteoarthritis', 'mild'],
] as const;

const highAllergens = [
  ['91936005', 'Penicillin', 'Anaphylaxis'],
  ['91935009', 'Peanut', 'Swelling of the throat'],
  ['293586001', 'Aspirin', 'Bronchospasm'],
] as const;

const drugs = [
  ['314076', 'Lisinopril 10 MG Oral Tablet', '1 tablet by mouth once a day'],
  ['855332', 'Warfarin Sodium 5 MG Oral Tablet', '1 tablet by mouth in the evening, by INR'],
  ['309362', 'Clopidogrel 75 MG Oral Tablet', '1 tablet by mouth once a day'],
  ['860975', 'Metformin 500 MG Oral Tablet', '1 tablet by mouth twice a day with meals'],
  ['1659149', 'Piperacillin 4 g / Tazobactam 0.5 g Injection', '4.5 g intravenously every 8 hours'],
  ['854228', 'Enoxaparin 40 MG Prefilled Syringe', '40 mg under the skin once a day'],
  ['313782', 'Acetaminophen 325 MG Oral Tablet', '2 tablets by mouth every 6 hours if needed for pain'],
] as const;

const payors = [
  ['Northern Mutual Health', 'Gold Care Plan', 'Harbour Port Authority'],
  ['State Health Insurance', 'Basic Plan', 'General Public'],
  ['Cooperative Sickness Fund', 'Family Plan 2', 'Teachers Union'],
] as const;

/** The reason for the stay as its diagnosis for three of four people, and a problem or two of old. */
export function toProblems(draft: Draft, subject: Subject, stay: string | undefined): ProblemFact[] {
  const { random } = draft;
  const problems: ProblemFact[] = [];
  if (stay !== undefined && random.next() < 0.75) {
    const [code, text] = random.pick(diagnoses);
    problems.push({
      id: `diagnosis-${subject.id}`,
      patient: subject.id,
      stay,
      code,
      text,
      isDiagnosis: true,
      verification: random.next() < 0.1 ? 'provisional' : 'confirmed',
      onset: daysAgo(draft, 3),
      recorded: daysAgo(draft, 2),
    });
  }
  const [code, text, severity] = random.pick(ongoing);
  if (subject.person !== undefined && subject.birthDate < '1990') {
    problems.push({
      id: `problem-${subject.id}`,
      patient: subject.id,
      code,
      text,
      severity,
      isDiagnosis: false,
      verification: 'confirmed',
      onset: '2014',
      recorded: daysAgo(draft, 900),
    });
  }
  return problems;
}

/** By story; "usual" is one allergy of low criticality. */
export function toAllergies(draft: Draft, subject: Subject): AllergyFact[] {
  const base = {
    patient: subject.id,
    recorded: daysAgo(draft, 400),
    verification: 'confirmed' as const,
    isHigh: false,
  };
  const low: AllergyFact = {
    ...base,
    id: `allergy-${subject.id}-low`,
    code: '300913006',
    text: 'Shellfish',
    type: 'intolerance',
    reaction: 'Rash',
  };
  switch (subject.story.allergies) {
    case 'none':
      return [];
    case 'noKnown':
      return [{ ...base, id: `allergy-${subject.id}-none`, code: '716186003', text: 'No known allergies' }];
    case 'high': {
      const [code, text, reaction] = draft.random.pick(highAllergens);
      return [
        low,
        {
          ...base,
          id: `allergy-${subject.id}-high`,
          code,
          text,
          reaction,
          type: 'allergy',
          isHigh: true,
          note: 'Seen by the family doctor.',
        },
      ];
    }
    case 'excluded':
      return [
        low,
        {
          ...base,
          id: `allergy-${subject.id}-refuted`,
          code: '91936005',
          text: 'Penicillin',
          isHigh: true,
          verification: 'refuted',
        },
        {
          ...base,
          id: `allergy-${subject.id}-error`,
          code: '91935009',
          text: 'Peanut',
          isHigh: true,
          verification: 'entered-in-error',
        },
        {
          ...base,
          id: `allergy-${subject.id}-maybe`,
          code: '1003755004',
          text: 'Latex',
          type: 'allergy',
          verification: 'unconfirmed',
        },
      ];
    case 'usual':
      return [low];
  }
}

/** Two to four running orders; one story has one on hold and one stopped a few hours ago. */
export function toMedications(draft: Draft, subject: Subject, stay: string | undefined): MedicationFact[] {
  if (subject.story.medications === 'none') return [];
  const { random } = draft;
  const first = random.integer(0, drugs.length - 1);
  const count = random.integer(2, 4);
  const orders = Array.from({ length: count }, (_, at): MedicationFact => {
    const [rxnorm, text, dose] = drugs[(first + at * 2) % drugs.length] ?? drugs[0];
    const ofStay = stay === undefined ? {} : { stay };
    return {
      id: `order-${subject.id}-${at}`,
      patient: subject.id,
      ...ofStay,
      rxnorm,
      text,
      dose,
      status: 'active',
      authored: daysAgo(draft, random.decimal(0.5, 4, 2)),
      prescriber: random.pick(draft.hospital.doctors),
    };
  });
  if (subject.story.medications === 'usual') return orders;
  return orders.map((order, at) => {
    if (at === 0) return { ...order, status: 'on-hold' };
    return at === 1 ? { ...order, status: 'stopped', authored: hoursAgo(draft, 9) } : order;
  });
}

/** One running insurance, and for some an ended one. */
export function toCoverages(draft: Draft, subject: Subject): CoverageFact[] {
  const { random } = draft;
  const [payor, plan, group] = random.pick(payors);
  const base = {
    patient: subject.id,
    payor,
    plan,
    group,
    subscriberId: `M${random.integer(100_000, 999_999)}`,
  };
  const running: CoverageFact = {
    ...base,
    id: `coverage-${subject.id}`,
    start: daysAgo(draft, 700).slice(0, 10),
  };
  if (random.next() > 0.2) return [running];
  const ended = { start: '2015-01-01', end: '2017-12-31', payor: 'Former Insurance Company' };
  return [running, { ...base, ...ended, id: `coverage-${subject.id}-ended` }];
}
