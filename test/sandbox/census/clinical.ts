// Problems, allergies, medications and insurance of the made-up census.
import { type Draft, daysAgo, hoursAgo, isUnderOne, type Subject } from './draft';
import type { AllergyFact, CoverageFact, MedicationFact, ProblemFact } from './facts';
import {
  diagnoses,
  diagnosesUnderOne,
  drugs,
  drugsUnderOne,
  highAllergens,
  lowAllergens,
  ongoing,
  payors,
} from './vocabulary';

/** The reason for the stay as its diagnosis for three of four people, and a problem or two of old. */
export function toProblems(draft: Draft, subject: Subject, stay: string | undefined): ProblemFact[] {
  const { random } = draft;
  const problems: ProblemFact[] = [];
  if (stay !== undefined && random.next() < 0.75) {
    const [code, text] = random.pick(isUnderOne(draft, subject) ? diagnosesUnderOne : diagnoses);
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

/** Refuted, entered in error, and not confirmed: only the last one may be shown. */
function toDoubtful(base: Pick<AllergyFact, 'patient' | 'recorded'>, id: string): AllergyFact[] {
  const high = { ...base, type: 'allergy' as const, isHigh: true };
  return [
    { ...high, id: `allergy-${id}-refuted`, code: '91936005', text: 'Penicillin', verification: 'refuted' },
    {
      ...high,
      id: `allergy-${id}-error`,
      code: '91935009',
      text: 'Peanut',
      verification: 'entered-in-error',
    },
    {
      ...high,
      id: `allergy-${id}-maybe`,
      code: '1003755004',
      text: 'Latex',
      isHigh: false,
      verification: 'unconfirmed',
    },
  ];
}

/** By story; "usual" is one allergy of low criticality, none known, or nothing recorded. */
export function toAllergies(draft: Draft, subject: Subject): AllergyFact[] {
  const base = {
    patient: subject.id,
    recorded: daysAgo(draft, 400),
    verification: 'confirmed' as const,
    isHigh: false,
  };
  const [code, text, reaction] = draft.random.pick(lowAllergens);
  const low: AllergyFact = {
    ...base,
    id: `allergy-${subject.id}-low`,
    code,
    text,
    reaction,
    type: 'intolerance',
  };
  const noKnown: AllergyFact = {
    ...base,
    id: `allergy-${subject.id}-none`,
    code: '716186003',
    text: 'No known allergies',
  };
  const dice = draft.random.next();
  switch (subject.story.allergies) {
    case 'none':
      return [];
    case 'noKnown':
      return [noKnown];
    case 'high': {
      const [highCode, highText, highReaction] = draft.random.pick(highAllergens);
      return [
        low,
        {
          ...base,
          id: `allergy-${subject.id}-high`,
          code: highCode,
          text: highText,
          reaction: highReaction,
          type: 'allergy',
          isHigh: true,
          note: 'Seen by the family doctor.',
        },
      ];
    }
    case 'excluded':
      return [low, ...toDoubtful(base, subject.id)];
    case 'usual':
      if (dice < 0.4) return [low];
      return dice < 0.75 ? [noKnown] : [];
  }
}

/** Two to four running orders; one story has one on hold and one stopped a few hours ago. */
export function toMedications(draft: Draft, subject: Subject, stay: string | undefined): MedicationFact[] {
  if (subject.story.medications === 'none') return [];
  const { random } = draft;
  const choices = isUnderOne(draft, subject) ? drugsUnderOne : drugs;
  const first = random.integer(0, choices.length - 1);
  const picked = [...choices.slice(first), ...choices.slice(0, first)].slice(0, random.integer(2, 4));
  const orders = picked.map(([rxnorm, text, dose], at): MedicationFact => {
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
