// The matrix: one row per system, one short word per cell. Made from findings alone.
import type { Finding, QuestionId } from './finding';

export interface RowOf {
  readonly name: string;
  readonly release: string | undefined;
  readonly findings: readonly Finding[];
}

const columns: readonly [QuestionId, title: string][] = [
  ['connect', 'connects'],
  ['token', 'token'],
  ['byName', 'by name'],
  ['byMrn', 'by MRN'],
  ['byBirthDate', 'by birth date'],
  ['batch', 'batch'],
  ['sorting', 'newest first'],
  ['bed', 'bed'],
  ['problems', 'problems'],
  ['allergies', 'allergies'],
  ['vitals', 'vital signs'],
  ['medications', 'medications'],
  ['coverage', 'coverage'],
  ['total', 'total'],
  ['ehrLists', 'EHR lists'],
];

const signs = { works: '✓', otherwise: '(✓)', absent: '–', wrong: '✗' } as const;

function toCell(findings: readonly Finding[], id: QuestionId): string {
  const found = findings.find((one) => one.id === id);
  if (found === undefined) return '';
  return found.verdict === 'wrong' ? signs.wrong : (found.short ?? signs[found.verdict]);
}

export const matrixHead = [
  `| system | release | ${columns.map(([, title]) => title).join(' | ')} |`,
  `|---|---|${'---|'.repeat(columns.length)}`,
].join('\n');

export function toRow({ name, release = '', findings }: RowOf): string {
  return `| ${name} | ${release} | ${columns.map(([id]) => toCell(findings, id)).join(' | ')} |`;
}
