// How severe a condition is said to be, as a number to sort by. Reads the server's code or word, judges nothing.
import type { CodeableConcept } from 'fhir/r4';

const rankByCode: Readonly<Record<string, number>> = {
  // SNOMED CT, the value set condition-severity and its neighbours
  '399166001': 7, // fatal
  '442452003': 6, // life threatening
  '24484000': 5, // severe
  '371924009': 4, // moderate to severe
  '6736007': 3, // moderate
  '371923003': 2, // mild to moderate
  '255604002': 1, // mild
};

const rankByWord: Readonly<Record<string, number>> = { severe: 5, moderate: 3, mild: 1 };

/** 7 fatal … 1 mild, 0 where nothing is said. */
export function toSeverityRank(severity: CodeableConcept | undefined): number {
  if (!severity) return 0;
  for (const coding of severity.coding ?? []) {
    const rank = coding.code === undefined ? undefined : rankByCode[coding.code];
    if (rank !== undefined) return rank;
  }
  const word = severity.text ?? severity.coding?.[0]?.display;
  return word === undefined ? 0 : (rankByWord[word.trim().toLowerCase()] ?? 0);
}
