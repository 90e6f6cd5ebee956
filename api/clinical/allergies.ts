// Allergies: a list, the record's own statement that none are known, or nothing recorded. These never look alike, and
// none of them is said where the section couldn't be read.
import type { AllergyIntolerance, FhirResource } from 'fhir/r4';
import type { AllergiesValue, AllergyItem } from '../contract/values';
import { findConceptAbsentReason } from './absent';
import { type AllergyStatement, findAllergyStatement } from './allergy-statement';
import { findCodeAmong, toConceptText, toConceptTexts, trimmed } from './codings';
import { type ClinicalContext, toSource } from './context';
import { compareIds } from './encounters';
import { compareNaturally } from './where-order';

const excluded = ['entered-in-error', 'refuted'] as const;
const over = ['inactive', 'resolved'] as const;
const unsure = ['unconfirmed', 'provisional'] as const;

export function toAllergies(resources: readonly FhirResource[], context: ClinicalContext): AllergiesValue {
  const real: AllergyIntolerance[] = [];
  const negative: { resource: AllergyIntolerance; statement: AllergyStatement }[] = [];
  for (const resource of resources) {
    if (resource.resourceType !== 'AllergyIntolerance' || !isShown(resource)) continue;
    const statement = findAllergyStatement(resource);
    if (statement === 'unasked') continue;
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

/** Without a status, or with one that nobody knows, an allergy is shown: to hide it is the greater danger. */
function isShown({ verificationStatus, clinicalStatus }: AllergyIntolerance): boolean {
  return !findCodeAmong(verificationStatus, excluded) && !findCodeAmong(clinicalStatus, over);
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
  return findNamed(allergy) ?? findConceptAbsentReason(allergy.code) ?? '?';
}

/** The words of what it is an allergy to, else of what the reaction was to. */
function findNamed({ code, reaction: reactions }: AllergyIntolerance): string | undefined {
  const named = toConceptText(code);
  if (named) return named;
  for (const reaction of reactions ?? []) {
    const substance = toConceptText(reaction.substance);
    if (substance) return substance;
  }
  return undefined;
}

function toAllergyItem(allergy: AllergyIntolerance, context: ClinicalContext): AllergyItem {
  return {
    source: toSource(context, allergy),
    effective: allergy.onsetDateTime ?? allergy.onsetPeriod?.start,
    text: toText(allergy),
    absent: findNamed(allergy) ? undefined : findConceptAbsentReason(allergy.code),
    isHigh: isHigh(allergy),
    type: allergy.type === 'allergy' || allergy.type === 'intolerance' ? allergy.type : undefined,
    qualifier: findCodeAmong(allergy.verificationStatus, unsure),
    recorded: allergy.recordedDate,
    reactions: toReactions(allergy),
    note: toNote(allergy),
  };
}

/** What happened; to which substance, where that is another one than the allergy names. */
function toReactions(allergy: AllergyIntolerance): readonly string[] {
  const reactions = allergy.reaction;
  if (!reactions) return noReactions;
  const named = findNamed(allergy);
  const texts: string[] = [];
  for (const reaction of reactions) {
    const substance = toConceptText(reaction.substance);
    const to = substance && substance !== named ? `${substance}: ` : '';
    const manifestations = toConceptTexts(reaction.manifestation);
    const description = trimmed(reaction.description);
    const told = manifestations.length === 0 && description ? [description] : manifestations;
    for (const each of told) {
      const text = to + each;
      if (!texts.includes(text)) texts.push(text);
    }
  }
  return texts;
}

const noReactions: readonly string[] = [];

function toNote(allergy: AllergyIntolerance): string | undefined {
  if (!allergy.note) return undefined;
  return trimmed(allergy.note.map((note) => note.text).join('\n'));
}
