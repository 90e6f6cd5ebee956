// Words for coded things, by one rule everywhere: text, else the coding that a person chose, else the first with a
// display, else the code with its system's short name. Never translates and never interprets.
import type { CodeableConcept, Coding } from 'fhir/r4';

const shortNames: Readonly<Record<string, string>> = {
  'http://snomed.info/sct': 'SNOMED',
  'http://loinc.org': 'LOINC',
  'http://www.nlm.nih.gov/research/umls/rxnorm': 'RxNorm',
  'http://hl7.org/fhir/sid/icd-10': 'ICD-10',
  'http://hl7.org/fhir/sid/icd-10-cm': 'ICD-10-CM',
  'http://hl7.org/fhir/sid/icd-9-cm': 'ICD-9-CM',
  'http://hl7.org/fhir/sid/ndc': 'NDC',
  'http://hl7.org/fhir/sid/cvx': 'CVX',
  'http://www.whocc.no/atc': 'ATC',
  'http://unitsofmeasure.org': 'UCUM',
};

/** "LOINC" for a known system, else the last part of its address; empty for none. */
export function toSystemShortName(system: string | undefined): string {
  if (!system) return '';
  const bare = system.endsWith('/') ? system.slice(0, -1) : system;
  const known = shortNames[bare];
  if (known) return known;
  const cut = Math.max(bare.lastIndexOf('/'), bare.lastIndexOf(':'));
  return bare.slice(cut + 1);
}

export function toCodingText(coding: Coding | undefined): string | undefined {
  if (!coding) return undefined;
  const display = trimmed(coding.display);
  if (display) return display;
  const code = trimmed(coding.code);
  if (!code) return undefined;
  const system = toSystemShortName(coding.system);
  return system ? `${system} ${code}` : code;
}

/** A coding that says why there is none: "masked" is no name of a disease. */
export function isAbsentCoding({ system }: Coding): boolean {
  return (
    system === 'http://terminology.hl7.org/CodeSystem/data-absent-reason' ||
    system === 'http://terminology.hl7.org/CodeSystem/v3-NullFlavor'
  );
}

/** Words of servers that say in their text once more why there is no code. */
const reasons: readonly string[] = [
  'unknown',
  'not known',
  'no information',
  'not asked',
  'asked but unknown',
  'asked but declined',
  'masked',
  'not applicable',
  'not performed',
  'not permitted',
  'temporarily unavailable',
  '不明',
  '未知',
];

/** "Not asked" beside the code for it is no name; "cat dander", for which no code was found, is one. */
function isReasonAmong(text: string, codings: readonly Coding[]): boolean {
  if (codings.length === 0) return false;
  const word = toPlainWords(text);
  return (
    reasons.some((reason) => reason === word) ||
    codings.some(({ code, display }) => word === toPlainWords(code) || word === toPlainWords(display))
  );
}

function toPlainWords(text: string | undefined): string | undefined {
  return trimmed(text)?.toLowerCase().replaceAll('-', ' ');
}

export function toConceptText(concept: CodeableConcept | undefined): string | undefined {
  if (!concept) return undefined;
  const text = trimmed(concept.text);
  const codings = concept.coding;
  if (text && !(codings?.every(isAbsentCoding) && isReasonAmong(text, codings))) return text;
  if (!codings) return undefined;
  let firstWithDisplay: string | undefined;
  for (const coding of codings) {
    if (isAbsentCoding(coding)) continue;
    const display = trimmed(coding.display);
    if (!display) continue;
    if (coding.userSelected) return display;
    firstWithDisplay ??= display;
  }
  if (firstWithDisplay) return firstWithDisplay;
  const present = codings.filter((coding) => !isAbsentCoding(coding));
  return toCodingText(present.find((coding) => coding.userSelected && coding.code)) ?? firstCode(present);
}

function firstCode(codings: readonly Coding[]): string | undefined {
  for (const coding of codings) {
    const text = toCodingText(coding);
    if (text) return text;
  }
  return undefined;
}

/** The words of several concepts, each once. */
export function toConceptTexts(concepts: readonly CodeableConcept[] | undefined): string[] {
  const texts: string[] = [];
  for (const concept of concepts ?? []) {
    const text = toConceptText(concept);
    if (text && !texts.includes(text)) texts.push(text);
  }
  return texts;
}

/**
 * Which of these codes a concept has, for a field whose value set is closed: in any of its codings, since a server may put
 * a code of its own before the standard's, or in its words where it has no code.
 */
export function findCodeAmong<C extends string>(
  concept: CodeableConcept | undefined,
  codes: readonly C[],
): C | undefined {
  if (!concept) return undefined;
  for (const { code } of concept.coding ?? []) {
    const found = codes.find((each) => each === code);
    if (found) return found;
  }
  const word = trimmed(concept.text)?.toLowerCase().replaceAll(' ', '-');
  return word === undefined ? undefined : codes.find((each) => each.toLowerCase() === word);
}

/** The first code of a concept, else its words. */
export function firstCodeOf(concept: CodeableConcept | undefined): string | undefined {
  const codings = concept?.coding;
  if (codings) {
    for (const coding of codings) if (coding.code) return coding.code;
  }
  return concept?.text;
}

export function hasCode(concept: CodeableConcept | undefined, code: string): boolean {
  const codings = concept?.coding;
  if (!codings) return false;
  for (const coding of codings) if (coding.code === code) return true;
  return false;
}

export function trimmed(text: string | undefined): string | undefined {
  if (text === undefined || text === null) return undefined;
  const bare = text.trim();
  return bare === '' ? undefined : bare;
}
