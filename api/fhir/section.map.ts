// From one answer to one section: of the type and the patient asked for, converted, and whether more must be read.
import type { FhirResource } from 'fhir/r4';
import { isCandidate, isInProgress } from '../clinical/encounters';
import { type Clock, isAhead } from '../clinical/periods';
import type { ErrorCode } from '../contract/error-codes';
import { isRaw, type Raw, toText } from './any-release/element';
import type { Convert } from './convert.map';
import { isGrave } from './fhir-faults';
import { belongsTo } from './person.policy';
import type { Question } from './query.map';
import { toSearchset } from './searchset.map';
import { findRefusal, type SearchsetContext } from './searchset.policy';

export interface PartRead {
  readonly resources: readonly FhirResource[];
  readonly included: readonly FhirResource[];
  readonly droppedForeign: number;
  /** Matches without a valid id, or that can't be converted: something is recorded, and not shown. */
  readonly unreadable: number;
  readonly mayBeIncomplete: boolean;
  /** The server counts matches, and sent none with it. */
  readonly isOnlyCounted: boolean;
  /** This page came newest first. */
  readonly isNewestFirst: boolean;
  /** And surely has the newest: of encounters, one that tells where somebody is. */
  readonly hasNewest: boolean;
  /** There is a next page, which isn't read, and this one has the newest. */
  readonly hasOlder: boolean;
  /** Another page that is wanted: before the newest is known, or for a panel, which shows what is further back as well. */
  readonly next: string | undefined;
}

export interface SectionContext extends SearchsetContext {
  readonly convert: Convert;
  /** For what only the rules of a row look at. */
  readonly convertOnDemand: Convert;
  readonly baseText: string;
  readonly toClock: () => Clock;
}

export interface PartUnread {
  readonly reason: ErrorCode;
}

/** The answer is not what was asked for. */
const broken: PartUnread = { reason: 'server_answer_broken' };

export function toPart(body: Raw, question: Question, context: SectionContext): PartRead | PartUnread {
  if (question.type === 'Patient') return toPatientPart(body, question, context);
  const searchset = toSearchset(body, question.servedType, context.base, context.rules.paging);
  if (searchset === undefined || (searchset.strangers > 0 && searchset.matches.length === 0)) return broken;
  const refusal = findRefusal(searchset, context.rules);
  if (refusal !== undefined) return { reason: refusal.code };
  const convert = question.isDeep ? context.convert : context.convertOnDemand;
  const resources: FhirResource[] = [];
  let droppedForeign = 0;
  let { unreadable } = searchset;
  for (const raw of searchset.matches) {
    if (!belongsTo(raw, question.patientId, context.baseText)) {
      droppedForeign++;
      continue;
    }
    const resource = convert(raw);
    if (resource === undefined) unreadable++;
    else resources.push(resource);
  }
  // Nothing but other people's: the server didn't look at whom we asked for, and "nothing recorded" would be a lie.
  if (droppedForeign > 0 && resources.length === 0) return broken;
  const included = searchset.included.filter(isPlaceOrMedicine).map(context.convert).filter(isThere);
  const isSaidIncomplete = searchset.issues.some(
    (issue) => isGrave(issue) || issue.numbers.some(isIncompleteNumber),
  );
  // A sorted first page has the newest; of everything else all pages are wanted.
  const isFalling = question.isSorted && isNewestFirst(searchset.matches, question.servedType);
  // What is still to come stands before everything: a series of it fills a page without a word about today.
  const hasNewest =
    isFalling && (question.type !== 'Encounter' || resources.some((one) => mayTell(one, context.toClock())));
  const isMoreWanted = !hasNewest || (question.isDeep && searchset.matches.length < question.count);
  return {
    resources,
    included,
    droppedForeign,
    unreadable,
    mayBeIncomplete: isSaidIncomplete || searchset.hasForeignNext || droppedForeign > 0 || unreadable > 0,
    isOnlyCounted: searchset.matches.length === 0 && (searchset.total ?? 0) > 0,
    isNewestFirst: isFalling,
    hasNewest,
    hasOlder: searchset.next !== undefined && !isMoreWanted,
    next: isMoreWanted ? searchset.next : undefined,
  };
}

/** Of an encounter: where somebody is. */
function mayTell(resource: FhirResource, clock: Clock): boolean {
  return isCandidate(resource) && (isInProgress(resource) || !isAhead(resource.period, clock));
}

/** "More data may exist" in the numbers of a large EHR. */
const incompleteNumbers = new Set(['4119', '59204', '59205']);

function isIncompleteNumber(number: string): boolean {
  return incompleteNumbers.has(number);
}

function toPatientPart(body: Raw, question: Question, context: SectionContext): PartRead | PartUnread {
  if (body.resourceType !== 'Patient') return broken;
  const isRight = belongsTo(body, question.patientId, context.baseText);
  const patient = isRight ? context.convert(body) : undefined;
  return {
    resources: patient === undefined ? [] : [patient],
    included: [],
    droppedForeign: isRight ? 0 : 1,
    unreadable: isRight && patient === undefined ? 1 : 0,
    mayBeIncomplete: false,
    isOnlyCounted: false,
    isNewestFirst: false,
    hasNewest: false,
    hasOlder: false,
    next: undefined,
  };
}

function isPlaceOrMedicine(raw: Raw): boolean {
  return raw.resourceType === 'Location' || raw.resourceType === 'Medication';
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}

const enoughToTell = 5;

/**
 * Whether the page really came newest first. A claim is not believed: it takes several dated entries, not all of the same
 * time, and none out of order.
 */
export function isNewestFirst(matches: readonly Raw[], servedType: string): boolean {
  let last: string | undefined;
  let count = 0;
  let hasFallen = false;
  for (const raw of matches) {
    const time = servedType === 'Encounter' ? toStart(raw.period) : toEffective(raw);
    if (time === undefined) continue;
    if (last !== undefined) {
      const order = compareTimes(time, last);
      if (order > 0) return false;
      if (order < 0) hasFallen = true;
    }
    last = time;
    count++;
  }
  return count >= enoughToTell && hasFallen;
}

function toStart(period: unknown): string | undefined {
  return isRaw(period) ? toText(period.start) : undefined;
}

function toEffective(raw: Raw): string | undefined {
  return toText(raw.effectiveDateTime) ?? toText(raw.effectiveInstant) ?? toStart(raw.effectivePeriod);
}

const offsetLength = '+00:00'.length;

/**
 * Positive: the first is later. Times of one length and one offset are compared as they stand, which is nearly all of them and
 * costs a tenth.
 */
function compareTimes(one: string, other: string): number {
  const isAlike = one.length === other.length && one.endsWith(other.slice(-offsetLength));
  const [a, b] = isAlike ? [one, other] : [toSortable(one), toSortable(other)];
  if (a === b) return 0;
  return a > b ? 1 : -1;
}

/** Instants with different offsets are compared by time, partial dates as text. */
function toSortable(time: string): string {
  if (time.length < 16 || time.endsWith('Z')) return time;
  const epoch = Date.parse(time);
  return Number.isNaN(epoch) ? time : new Date(epoch).toISOString();
}
