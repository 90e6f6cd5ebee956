// What the server says of a measured value: high, low, abnormal, critical. Limits of our own never make one.
import type { CodeableConcept } from 'fhir/r4';
import { findCodeAmong, firstCodeOf, trimmed } from './codings';

/** The worst first. */
const marks = ['AA', 'HH', 'LL', 'H', 'L', 'A'] as const;

/** Finer codes of the same code system and the words of servers that send no code, as the mark that they imply. */
const implied: ReadonlyMap<string, string> = new Map([
  ['hu', 'H'],
  ['lu', 'L'],
  ['h>', 'H'],
  ['l<', 'L'],
  ['hx', 'H'],
  ['lx', 'L'],
  ['high', 'H'],
  ['low', 'L'],
  ['abnormal', 'A'],
  ['critical', 'AA'],
  ['critical high', 'HH'],
  ['critically high', 'HH'],
  ['critical low', 'LL'],
  ['critically low', 'LL'],
]);

/** Undefined for "normal", which says nothing worth a mark. */
export function toInterpretation(concepts: readonly CodeableConcept[] | undefined): string | undefined {
  return concepts && toWorst(concepts.map(toMark));
}

function toMark(concept: CodeableConcept): string | undefined {
  const known = findCodeAmong(concept, marks);
  if (known) return known;
  const word = trimmed(firstCodeOf(concept));
  return word && (implied.get(word.toLowerCase()) ?? word);
}

export function toWorst(codes: readonly (string | undefined)[]): string | undefined {
  for (const code of marks) if (codes.includes(code)) return code;
  return codes.find((code) => code !== undefined && !/^(n|normal)$/i.test(code));
}
