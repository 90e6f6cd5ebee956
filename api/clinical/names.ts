// Which of a person's names is shown and how: "FAMILY, Given", ideographic names in their own order with the phonetic
// or alphabetic one beneath. Knows HumanName and nothing else of a patient.
import type { HumanName } from 'fhir/r4';
import type { PersonName } from '../contract/values';
import { trimmed } from './codings';
import { type Clock, hasEnded } from './periods';

/** IDE ideographic, SYL syllabic (phonetic), ABC alphabetic: the codes of the ISO 21090 extension. */
type Script = 'IDE' | 'SYL' | 'ABC';

const representationUrl = 'http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation';
const han = /\p{Script=Han}/u;
const syllabic = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}]/u;

export interface ChosenName {
  readonly name: PersonName | undefined;
  /** What `name` was read from. */
  readonly source: HumanName | undefined;
  readonly otherNames: readonly string[];
}

interface Candidate {
  readonly source: HumanName;
  readonly display: string;
  readonly rank: number;
  readonly script: Script;
  readonly isMarked: boolean;
}

export function toChosenName(names: readonly HumanName[] | undefined, clock: Clock): ChosenName {
  const candidates = toCandidates(names, clock);
  const chosen = candidates[0];
  if (!chosen) return { name: undefined, source: undefined, otherNames: [] };
  const beneath = chosen.script === 'IDE' ? findBeneath(chosen, candidates) : undefined;
  const otherNames: string[] = [];
  for (const { display } of candidates) {
    if (display !== chosen.display && display !== beneath?.display && !otherNames.includes(display)) {
      otherNames.push(display);
    }
  }
  const { source } = chosen;
  const name: PersonName = {
    display: chosen.display,
    family: trimmed(source.family),
    given: joined(source.given),
    prefix: joined(source.prefix),
    suffix: joined(source.suffix),
    beneath: beneath?.display,
  };
  return { name, source, otherNames };
}

/** Usable names, the one to show first. The server's order decides between equals. */
function toCandidates(names: readonly HumanName[] | undefined, clock: Clock): Candidate[] {
  const candidates: Candidate[] = [];
  for (const source of names ?? []) {
    const marked = findMarkedScript(source);
    const plain = `${source.family ?? ''}${source.given?.join('') ?? ''}` || (source.text ?? '');
    const script = marked ?? toScript(plain);
    const display = toDisplay(source, script);
    if (!display) continue;
    candidates.push({ source, display, script, rank: toRank(source, clock), isMarked: marked !== undefined });
  }
  if (candidates.length < 2) return candidates;
  return candidates.sort((a, b) => a.rank - b.rank || scriptOrder[a.script] - scriptOrder[b.script]);
}

const scriptOrder: Readonly<Record<Script, number>> = { IDE: 0, ABC: 1, SYL: 2 };

/** official, usual, then what has no special use; ended and former ones only where there is nothing else. */
function toRank(name: HumanName, clock: Clock): number {
  const ended = hasEnded(name.period, clock) ? 10 : 0;
  switch (name.use) {
    case 'official':
      return ended;
    case 'usual':
      return 1 + ended;
    case 'old':
    case 'maiden':
      return 20 + ended;
    case 'nickname':
      return 30 + ended;
    case 'anonymous':
      return 40 + ended;
    default:
      return 2 + ended;
  }
}

/** The reading of an ideographic name: marked as such, or of the same use; phonetic before alphabetic. */
function findBeneath(chosen: Candidate, candidates: readonly Candidate[]): Candidate | undefined {
  let found: Candidate | undefined;
  for (const candidate of candidates) {
    if (candidate.script === 'IDE' || candidate.rank >= 10) continue;
    if (!candidate.isMarked && candidate.source.use !== chosen.source.use) continue;
    if (!found || (found.script === 'ABC' && candidate.script === 'SYL')) found = candidate;
  }
  return found;
}

function toDisplay(name: HumanName, script: Script): string | undefined {
  const family = trimmed(name.family);
  const given = joined(name.given);
  if (!family && !given) return trimmed(name.text);
  if (script !== 'ABC') return [family, given].filter((part) => part !== undefined).join(' ');
  if (!family) return given;
  const upper = family.toUpperCase();
  return given ? `${upper}, ${given}` : upper;
}

function findMarkedScript(name: HumanName): Script | undefined {
  for (const extension of name.extension ?? []) {
    if (extension.url !== representationUrl) continue;
    const code = extension.valueCode;
    if (code === 'IDE' || code === 'SYL' || code === 'ABC') return code;
  }
  return undefined;
}

function toScript(text: string): Script {
  if (isLatin(text)) return 'ABC';
  if (han.test(text)) return 'IDE';
  return syllabic.test(text) ? 'SYL' : 'ABC';
}

/** Below U+2E80 nothing is ideographic or kana; saves the regular expressions for nearly all names. */
function isLatin(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) >= 0x2e80) return false;
  return true;
}

function joined(parts: readonly string[] | undefined): string | undefined {
  return parts ? trimmed(parts.join(' ')) : undefined;
}
