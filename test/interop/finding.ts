// What is asked of every system, and how an answer is told: one word for machines, one plain sentence for people. Types only.

export const questionIds = [
  'connect',
  'token',
  'byName',
  'byNameAndBirthDate',
  'byMrn',
  'byBirthDate',
  'nobody',
  'total',
  'patientPages',
  'unknownParameter',
  'unknownPatient',
  'person',
  'problems',
  'allergies',
  'vitals',
  'medications',
  'coverage',
  'stays',
  'bed',
  'batch',
  'sorting',
  'chartPages',
  'ehrLists',
] as const;
export type QuestionId = (typeof questionIds)[number];

/**
 * works: as the product wants it · otherwise: the server can't, and the product does without · absent: not to be had there ·
 * wrong: the answer can't be right, or none came.
 */
export type Verdict = 'works' | 'otherwise' | 'absent' | 'wrong';

export interface Finding {
  readonly id: QuestionId;
  readonly verdict: Verdict;
  /** One sentence without a name, an MRN or a token. */
  readonly words: string;
  /** The short form for the matrix, where the verdict's own sign doesn't say enough. */
  readonly short?: string;
  /** A code of the contract where one is behind it. */
  readonly because?: string;
}
