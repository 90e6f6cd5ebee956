// "No known allergies" is a statement of the record, by its code or by its own words. What only begins like one ("no known
// allergies except penicillin") is none: it is shown among the allergies, where it is read.
import type { AllergyIntolerance, Coding } from 'fhir/r4';
import { toConceptText, trimmed } from './codings';

/** Unasked: the record says that it has no information, which is the same as no record. */
export type AllergyStatement = 'none at all' | 'none of a kind' | 'unasked';

/** SNOMED's general statement, its inactive forerunner, and those about drugs, food, environment, latex, animals, insects. */
const byCode: ReadonlyMap<string, AllergyStatement> = new Map([
  ['716186003', 'none at all'],
  ['160244002', 'none at all'],
  ['409137002', 'none of a kind'],
  ['429625007', 'none of a kind'],
  ['428607008', 'none of a kind'],
  ['716184000', 'none of a kind'],
  ['716220001', 'none of a kind'],
  ['428197003', 'none of a kind'],
  ['1003774007', 'none of a kind'],
  // The International Patient Summary's own codes
  ['no-known-allergies', 'none at all'],
  ['no-known-medication-allergies', 'none of a kind'],
  ['no-known-food-allergies', 'none of a kind'],
  ['no-known-environmental-allergies', 'none of a kind'],
  ['no-allergy-info', 'unasked'],
]);

/** Whole statements only, so that nothing can follow that takes part of it back. */
const atAll =
  /^(nka|none known|(patient has )?no allergies|no allergies known|(patient has |nka - )?no known allerg(y|ies)( or intolerances?)?( \(nka\))?|アレルギー(歴)?(なし|無し)|既知のアレルギー(なし|無し)|無(已知)?過敏(史)?)$/;
const ofKind =
  /^(nk[dfm]a|no known drugs?|(patient has |nk[dfm]a - )?no known [a-z]+( [a-z]+)? (allerg(y|ies)|hypersensitivit(y|ies)|sensitivit(y|ies)|intolerances?|reactions?)( \(nk[dfm]a\))?|(薬物|薬剤|食物)アレルギー(なし|無し)|無(已知)?(藥物|食物)過敏(史)?)$/;
/** Believed only beside the code for it: elsewhere such words may be about anything. */
const noInformation =
  /^(no (allergy )?info(rmation)?( (about|on) (known )?allergies)?( available)?|allerg(y|ies) unknown|not asked|unknown)$/;
/** SNOMED's full names end in their kind; people end them in a full stop. What space is left is trimmed: `\s*` here takes a
 * minute for a text of nothing but spaces (T28). */
const tail = /\((situation|finding|disorder)\)|[.。]$/g;

/** By its code, unless its text says more than the code does; else by its words. */
export function findAllergyStatement({ code }: AllergyIntolerance): AllergyStatement | undefined {
  const coding = code?.coding?.find(isStatement);
  if (!coding) return findSaid(toConceptText(code));
  const coded = byCode.get(coding.code ?? '');
  const text = trimmed(code?.text);
  if (text === undefined || text === trimmed(coding.display) || text === coding.code) return coded;
  if (coded === 'unasked') return noInformation.test(toWords(text)) ? coded : undefined;
  const said = findSaid(text);
  return said === 'none at all' ? coded : said;
}

function isStatement({ code }: Coding): boolean {
  return code !== undefined && byCode.has(code);
}

function findSaid(text: string | undefined): AllergyStatement | undefined {
  if (text === undefined || !canBeStatement(text)) return undefined;
  const words = toWords(text);
  if (atAll.test(words)) return 'none at all';
  return ofKind.test(words) ? 'none of a kind' : undefined;
}

function toWords(text: string): string {
  return text.toLowerCase().replace(tail, '').trim();
}

/** "n", "p" ("patient has …") or beyond Latin: spares the regular expressions for nearly all names. */
function canBeStatement(text: string): boolean {
  const first = text.charCodeAt(0);
  return first === 78 || first === 110 || first === 80 || first === 112 || first > 0x2e80;
}
