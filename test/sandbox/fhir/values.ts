// How FHIR search compares: strings without case and accents, tokens with their system, dates as stretches of time.
import { isObject, type Json, toList, toObjects, toText } from '../resource';

export interface Token {
  system?: string | undefined;
  code: string;
}
/** From `start` up to, not including, `end`, in milliseconds. */
export interface Stretch {
  start: number;
  end: number;
}

export function toPlainText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase();
}

/** Codes, Codings, CodeableConcepts and Identifiers as tokens. */
export function toTokens(value: Json | undefined): Token[] {
  return toList(value).flatMap((one): Token[] => {
    if (typeof one === 'string') return [{ code: one }];
    if (!isObject(one)) return [];
    const codings = toObjects(one.coding);
    if (codings.length > 0) return toTokens(codings);
    const code = toText(one.code) ?? toText(one.value);
    return code === undefined ? [] : [{ system: toText(one.system), code }];
  });
}

const partial = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/** A FHIR date, dateTime or instant as the stretch that it covers; without a zone it is read as UTC. */
export function toStretch(text: string): Stretch | undefined {
  const parts = partial.exec(text);
  if (parts === null) {
    const at = Date.parse(/\dT[\d:.]+$/.test(text) ? `${text}Z` : text);
    // What isn't a FHIR date can't be found by date: the defect of some bridges.
    return Number.isNaN(at) || !/^\d{4}-/.test(text) ? undefined : { start: at, end: at + 1000 };
  }
  const [year, month, day] = [Number(parts[1]), Number(parts[2] ?? 0), Number(parts[3] ?? 0)];
  if (month === 0) return { start: Date.UTC(year, 0), end: Date.UTC(year + 1, 0) };
  if (day === 0) return { start: Date.UTC(year, month - 1), end: Date.UTC(year, month) };
  return { start: Date.UTC(year, month - 1, day), end: Date.UTC(year, month - 1, day + 1) };
}

/** A dateTime or a Period as a stretch. */
export function toStretches(value: Json | undefined): Stretch[] {
  return toList(value).flatMap((one): Stretch[] => {
    if (typeof one === 'string') return [toStretch(one)].filter((stretch) => stretch !== undefined);
    if (!isObject(one)) return [];
    const start = toStretch(toText(one.start) ?? '');
    const end = toStretch(toText(one.end) ?? '');
    if (start === undefined && end === undefined) return [];
    return [{ start: start?.start ?? Number.NEGATIVE_INFINITY, end: end?.end ?? Number.POSITIVE_INFINITY }];
  });
}

export function isStringMatch(value: string, asked: string, modifier: string | undefined): boolean {
  if (modifier === 'exact') return value === asked;
  const [plain, wanted] = [toPlainText(value), toPlainText(asked)];
  return modifier === 'contains' ? plain.includes(wanted) : plain.startsWith(wanted);
}

/** `code`, `system|code`, `system|` and `|code`. */
export function isTokenMatch(token: Token, asked: string): boolean {
  const bar = asked.indexOf('|');
  const code = (bar < 0 ? asked : asked.slice(bar + 1)).toLowerCase();
  if (code !== '' && token.code.toLowerCase() !== code) return false;
  if (bar < 0) return true;
  const system = asked.slice(0, bar);
  return system === '' ? token.system === undefined : token.system === system;
}

export function isDateMatch(value: Stretch, prefix: string, asked: Stretch): boolean {
  switch (prefix) {
    case 'ne':
      return value.start < asked.start || value.end > asked.end;
    case 'gt':
      return value.end > asked.end;
    case 'ge':
      return value.end > asked.start;
    case 'lt':
      return value.start < asked.start;
    case 'le':
      return value.start < asked.end;
    case 'sa':
      return value.start >= asked.end;
    case 'eb':
      return value.end <= asked.start;
    default:
      return value.start >= asked.start && value.end <= asked.end;
  }
}
