// Two patients on one list whom a tired person could mix up: the same name or the same birth date.
import type { FhirTime } from '../contract/values';

export interface NamedRow {
  readonly id: string;
  /** As shown: "FAMILY, Given". */
  readonly name?: string | undefined;
  readonly birthDate?: FhirTime | undefined;
}

export type SameNameMark = 'name' | 'birthDate' | 'both';

/** The marks by row id; a row that can't be mixed up isn't in it. */
export function sameNameMarks(rows: readonly NamedRow[]): ReadonlyMap<string, SameNameMark> {
  const names = countBy(rows, (row) => toComparableName(row.name));
  const birthDates = countBy(rows, (row) => toComparableDate(row.birthDate));
  const marks = new Map<string, SameNameMark>();
  for (const row of rows) {
    const hasName = isShared(names, toComparableName(row.name));
    const hasDate = isShared(birthDates, toComparableDate(row.birthDate));
    if (hasName) marks.set(row.id, hasDate ? 'both' : 'name');
    else if (hasDate) marks.set(row.id, 'birthDate');
  }
  return marks;
}

function countBy(
  rows: readonly NamedRow[],
  toKey: (row: NamedRow) => string | undefined,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const key = toKey(row);
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function isShared(counts: ReadonlyMap<string, number>, key: string | undefined): boolean {
  return key !== undefined && (counts.get(key) ?? 0) > 1;
}

/** Family and first given name, without case, accents and width: "SOLO, Jaina M." and "Solo, Jaina" are the same. */
function toComparableName(name: string | undefined): string | undefined {
  if (!name) return undefined;
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
  const comma = plain.indexOf(',');
  if (comma < 0) return plain.replace(/\s+/g, ' ');
  const given = plain.slice(comma + 1).trim();
  return `${plain.slice(0, comma).trim()},${given.split(/\s+/)[0] ?? ''}`;
}

/** Only a whole date: half a ward may be born in "1957". */
function toComparableDate(birthDate: FhirTime | undefined): string | undefined {
  return birthDate && birthDate.length >= 10 ? birthDate.slice(0, 10) : undefined;
}
