// How a matching EHR looks for people: every criterion adds to a score, names may only sound alike, and more criteria can find more.
import type { Filter } from './search-request';
import type { Stored } from './store';
import { toPlainText } from './values';

const weights: Readonly<Record<string, number>> = {
  birthdate: 40,
  family: 30,
  given: 20,
  phone: 20,
  email: 20,
  gender: 5,
};
/** A person with less is no candidate. */
const enough = 50;
const kept = 0.6;

const soundGroups = ['aeiouyhw', 'bfpv', 'cgjkqsxz', 'dt', 'l', 'mn', 'r'];

/** Soundex without its padding: Okafor and Okafour sound alike. */
export function toSound(text: string): string {
  const letters = [...toPlainText(text)].filter((letter) => letter >= 'a' && letter <= 'z');
  const codes = letters.map((letter) => soundGroups.findIndex((group) => group.includes(letter)));
  const sounds = codes.filter((code, at) => at > 0 && code > 0 && code !== codes[at - 1]);
  return `${letters[0] ?? toPlainText(text)}${sounds.join('').slice(0, 3)}`;
}

function soundsAlike({ param, values }: Filter, { resource }: Stored): boolean {
  const sounds = new Set(values.map(toSound));
  return param.values(resource).some((value) => typeof value === 'string' && sounds.has(toSound(value)));
}

function toScore(
  filter: Filter,
  stored: Stored,
  isMatch: (filter: Filter, stored: Stored) => boolean,
): number {
  const weight = weights[filter.name] ?? 0;
  if (isMatch(filter, stored)) return weight;
  const isName = filter.name === 'family' || filter.name === 'given';
  return isName && soundsAlike(filter, stored) ? weight * kept : 0;
}

/** Ids and identifiers are exact; `name` isn't heard beside its parts; the best score comes first. */
export function findMatches(
  candidates: readonly Stored[],
  filters: readonly Filter[],
  isMatch: (filter: Filter, stored: Stored) => boolean,
): readonly Stored[] {
  const exact = filters.filter(({ name }) => name === '_id' || name === 'identifier');
  if (exact.length > 0) return candidates.filter((one) => exact.every((filter) => isMatch(filter, one)));
  const heard = filters.filter(({ name }) => name !== 'name');
  return candidates
    .map((one) => ({ one, score: heard.reduce((sum, filter) => sum + toScore(filter, one, isMatch), 0) }))
    .filter(({ score }) => score >= enough)
    .sort((a, b) => b.score - a.score)
    .map(({ one }) => one);
}
