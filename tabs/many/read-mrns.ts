// Finds medical record numbers in whatever was pasted: a column, a table, a mail with names around them. Pure, and time grows
// with the length only. What else stood there (names, birth dates, telephone numbers) goes no further than this.
import { toPlainMrn } from '../../api/clinical/mrn-forms';
import { limits } from '../../api/contract/limits';

export interface PastedMrns {
  /** As they were written, each once, in their order. */
  readonly mrns: readonly string[];
  /** How many stood there again. */
  readonly twice: number;
}

/** A number without a label has at least so many digits: less is a bed, an age or a dose. */
const fewestDigits = 4;
const year = /^(19|20)\d\d$/;
const amount = /^\d+(mg|mcg|ug|g|kg|ml|l|mm|cm|mmhg|bpm|am|pm|h|hrs|iu|ie|u|d|y)$/i;

/** What looks like a number and is none: told apart before anything is searched for. */
const others: readonly RegExp[] = [
  /(?<!\S)\S{1,64}@\S{1,255}/g,
  /\bhttps?:\/\/\S{1,2000}/gi,
  /(?<!\d)\d{2,4}年\d{1,2}月(\d{1,2}日)?/g,
  /(?<![\dA-Za-z])\d{3}-\d{2}-\d{4}(?![\dA-Za-z])/g,
  /(?<![\dA-Za-z])\d{1,2}:\d{2}(:\d{2})?/g,
  /(?<![\dA-Za-z])\+\d[\d ()/-]{6,20}/g,
  // Latin words are parted from their number: "TEL100000" in one piece is an MRN that begins so.
  /(?<![a-z])(?:tel|phone|fax|mobile|cell|pager|bleep)(?:[.:\s]{1,7}[\d+]|\+\d)[\d ()/-]{2,20}/gi,
  /(?:電話|手機|携帯|傳真)\s{0,3}[:.]?\s{0,3}[\d+][\d ()/-]{2,20}/g,
  /(?<![a-z])(?:dob|born|birth ?date|date of birth)[:\s]{1,7}\d{6,8}(?!\d)/gi,
  /(?:生年月日|出生日期|生日)\s{0,3}:?\s{0,3}\d{6,8}(?!\d)/g,
];
const dates: readonly RegExp[] = [
  /(?<![\dA-Za-z])(?<y>(?:19|20)\d\d)[-/.](?<a>\d{1,2})[-/.](?<b>\d{1,2})(?![\dA-Za-z])/g,
  /(?<![\dA-Za-z])(?<a>\d{1,2})[-/.](?<b>\d{1,2})[-/.](?<y>(?:19|20)\d\d)(?![\dA-Za-z])/g,
  /(?<![\dA-Za-z])(?<a>\d{1,2})[/.](?<b>\d{1,2})[/.](?<y>\d\d)(?![\dA-Za-z])/g,
];

const words = [
  'm\\.?r\\.?n\\.?s?',
  'mr ?#',
  'medical record',
  'hospital',
  'patient',
  'pat\\.?',
  'pid',
  'id',
  '患者番号',
  '患者',
  'カルテ番号',
  'カルテ',
  '診察券番号',
  '病歷號碼?',
  '病历号',
  '住院號',
  '住院号',
].join('|');
const kinds = '(?: ?(?:id|no|nr|number|num|番号))?';
const value = '[A-Za-z]{0,6}-?\\d[A-Za-z0-9]{0,31}(?:[./_-][A-Za-z0-9]{1,31}| \\d{1,9}(?![A-Za-z\\d])){0,4}';
const labelled = new RegExp(
  `(?<![A-Za-z0-9])(?:${words})${kinds}[ .:#=-]{1,6}(?<value>${value})(?![A-Za-z0-9])`,
  'gi',
);
const plain =
  /(?<![A-Za-z0-9])[A-Za-z]{0,6}-?\d[A-Za-z0-9]{0,31}(?:[./_-][A-Za-z0-9]{1,31}){0,4}(?![A-Za-z0-9])/g;
/** A cell that holds nothing but one number in groups: "12 345-6". */
const grouped = /^\d{1,9}(?: \d{1,9}){1,4}(?:-\d{1,4})?$/;

export function readMrns(pasted: string): PastedMrns {
  const found = toCells(pasted).flatMap(readCell);
  const known = new Map<string, string>();
  for (const mrn of found) {
    const key = toPlainMrn(mrn);
    if (!known.has(key)) known.set(key, mrn);
  }
  return { mrns: [...known.values()], twice: found.length - known.size };
}

function toCells(pasted: string): string[] {
  let text = pasted
    .slice(0, limits.pasteCharacters)
    .normalize('NFKC')
    .replaceAll(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replaceAll(/[\u2010-\u2015\u2212]/g, '-')
    .replaceAll(/(?<=\d)ー(?=\d)/g, '-');
  for (const other of others) text = text.replaceAll(other, '\n');
  for (const date of dates)
    text = text.replaceAll(date, (...match) => (isDate(match) ? '\n' : String(match[0])));
  return text.split(/[\r\n\t,;|、。"“”'‘’()[\]{}<>「」【】]+/);
}

/** Of two numbers one can be a month and the other a day: "12-34-56" is none. */
function isDate(match: readonly unknown[]): boolean {
  const { a, b } = match.at(-1) as { readonly a: string; readonly b: string };
  const [low, high] = [Math.min(Number(a), Number(b)), Math.max(Number(a), Number(b))];
  return low >= 1 && low <= 12 && high <= 31;
}

function readCell(text: string): string[] {
  const cell = text.trim().replaceAll(/\s+/g, ' ');
  if (grouped.test(cell) && cell.split(' ').some((group) => countDigits(group) < fewestDigits)) {
    return countDigits(cell) >= fewestDigits && isShort(cell) ? [cell] : [];
  }
  const found: string[] = [];
  let at = 0;
  for (const match of cell.matchAll(labelled)) {
    const mrn = match.groups?.value ?? '';
    if (countDigits(mrn) < 2) continue;
    found.push(...readPlain(cell.slice(at, match.index), cell), withoutDecimals(mrn));
    at = match.index + match[0].length;
  }
  found.push(...readPlain(cell.slice(at), cell));
  return found.filter(isShort);
}

function readPlain(text: string, cell: string): string[] {
  const tokens = [...text.matchAll(plain)].map(([token]) => withoutDecimals(token));
  return tokens.filter(
    (token) =>
      countDigits(token) >= fewestDigits && !amount.test(token) && (token === cell || !year.test(token)),
  );
}

/** A spreadsheet writes 123456 as 123456.0 now and then. */
function withoutDecimals(token: string): string {
  return token.replace(/^(\d+)\.0+$/, '$1');
}

function countDigits(text: string): number {
  return text.replaceAll(/\D/g, '').length;
}

function isShort(text: string): boolean {
  return text.length <= limits.mrnLength;
}
