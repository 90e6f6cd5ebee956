// Allergies: a list, the record's own statement that none are known, or nothing recorded. These never look alike, and
// none of them is said where the section couldn't be read.
import type { AllergyIntolerance, FhirResource } from 'fhir/r4';
import type { AllergiesValue, AllergyItem } from '../contract/values';
import { findAbsentReason } from './absent';
import { firstCodeOf, toConceptText, toConceptTexts, trimmed } from './codings';
import { type ClinicalContext, toSource } from './context';
import { compareIds } from './encounters';
import { compareNaturally } from './where-order';

const excluded: readonly string[] = ['entered-in-error', 'refuted'];

/** SNOMED's general statement and those about one kind of thing (drugs, food, environment, latex, animals, insects). */
const noKnownAtAll = '716186003';
const noKnownOfKind: readonly string[] = [
  '409137002',
  '429625007',
  '428607008',
  '716184000',
  '716220001',
  '428197003',
  '1003774007',
];
const noKnownWords =
  /^(no known\b.*\ballerg|nka\b|nkda\b|no known drug|no allergies known|no known allergies)/i;

type Statement = 'none at all' | 'none of a kind';

export function toAllergies(resources: readonly FhirResource[], context: ClinicalContext): AllergiesValue {
  const real: AllergyIntolerance[] = [];
  const negative: { resource: AllergyIntolerance; statement: Statement }[] = [];
  for (const resource of resources) {
    if (resource.resourceType !== 'AllergyIntolerance' || !isShown(resource)) continue;
    const statement = findStatement(resource);
    if (statement) negative.push({ resource, statement });
    else real.push(resource);
  }
  if (real.length === 0 && negative.length === 0) return { kind: 'notRecorded' };
  const items = toSorted(real).map((resource) => toAllergyItem(resource, context));
  // "No known allergies" beside an allergy is contradicted by it; "no known drug allergy" isn't, and stands last.
  const statements = negative.filter(({ statement }) => items.length === 0 || statement === 'none of a kind');
  const said = toSorted(statements.map(({ resource }) => resource)).map((resource) =>
    toAllergyItem(resource, context),
  );
  return items.length === 0 ? { kind: 'noKnown', items: said } : { kind: 'list', items: [...items, ...said] };
}

function isShown(allergy: AllergyIntolerance): boolean {
  const verification = firstCodeOf(allergy.verificationStatus);
  if (verification !== undefined && excluded.includes(verification)) return false;
  const status = firstCodeOf(allergy.clinicalStatus);
  // Without a status an allergy is shown: to hide it is the greater danger.
  return status === undefined || status === 'active';
}

function findStatement(allergy: AllergyIntolerance): Statement | undefined {
  for (const coding of allergy.code?.coding ?? []) {
    if (coding.code === noKnownAtAll) return 'none at all';
    if (coding.code !== undefined && noKnownOfKind.includes(coding.code)) return 'none of a kind';
  }
  const text = toConceptText(allergy.code);
  const first = text?.charCodeAt(0);
  // "n" or "N": spares the regular expression for nearly all names
  if (!text || (first !== 78 && first !== 110) || !noKnownWords.test(text)) return undefined;
  return /^(nka\b|no known allerg|no allergies)/i.test(text) ? 'none at all' : 'none of a kind';
}

function toSorted(allergies: readonly AllergyIntolerance[]): AllergyIntolerance[] {
  if (allergies.length < 2) return [...allergies];
  return [...allergies].sort(
    (a, b) =>
      Number(isHigh(b)) - Number(isHigh(a)) ||
      Number(a.type === 'intolerance') - Number(b.type === 'intolerance') ||
      compareNaturally(toText(a), toText(b)) ||
      compareIds(a, b),
  );
}

function isHigh(allergy: AllergyIntolerance): boolean {
  return allergy.criticality === 'high';
}

function toText(allergy: AllergyIntolerance): string {
  const named = toConceptText(allergy.code);
  if (named) return named;
  for (const reaction of allergy.reaction ?? []) {
    const substance = toConceptText(reaction.substance);
    if (substance) return substance;
  }
  return findAbsentReason(allergy.code) ?? '?';
}

function toAllergyItem(allergy: AllergyIntolerance, context: ClinicalContext): AllergyItem {
  const verification = firstCodeOf(allergy.verificationStatus);
  const isUnsure = verification === 'unconfirmed' || verification === 'provisional';
  return {
    source: toSource(context, allergy),
    effective: allergy.onsetDateTime ?? allergy.onsetPeriod?.start,
    text: toText(allergy),
    isHigh: isHigh(allergy),
    type: allergy.type === 'allergy' || allergy.type === 'intolerance' ? allergy.type : undefined,
    qualifier: isUnsure ? verification : undefined,
    recorded: allergy.recordedDate,
    reactions: toReactions(allergy),
    note: toNote(allergy),
  };
}

function toReactions(allergy: AllergyIntolerance): readonly string[] {
  const reactions = allergy.reaction;
  if (!reactions) return noReactions;
  const texts: string[] = [];
  for (const reaction of reactions) {
    for (const text of toConceptTexts(reaction.manifestation)) if (!texts.includes(text)) texts.push(text);
    const description = trimmed(reaction.description);
    if (texts.length === 0 && description) texts.push(description);
  }
  return texts;
}

const noReactions: readonly string[] = [];

function toNote(allergy: AllergyIntolerance): string | undefined {
  if (!allergy.note) return undefined;
  return trimmed(allergy.note.map((note) => note.text).join('\n'));
}
