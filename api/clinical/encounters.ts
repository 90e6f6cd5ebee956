// Which encounter tells where a patient is, and the list of encounters for the panel. The newest is found whatever
// order the server answered in.
import type { Encounter, EncounterLocation, FhirResource } from 'fhir/r4';
import type { EncounterItem } from '../contract/values';
import { toCodingText, toConceptText } from './codings';
import { type ClinicalContext, toSource } from './context';
import { findCurrentPlace } from './current-place';
import { type LocationIndex, toLocationIndex, toPlaceText } from './locations';
import { type Clock, hasEnded, isAhead } from './periods';
import { compareEpochs, toEpoch } from './times';

const notCandidates: readonly string[] = ['planned', 'cancelled', 'entered-in-error'];
/** Also arrived, triaged and on leave. */
export const inProgress: readonly string[] = ['in-progress', 'arrived', 'triaged', 'onleave'];

/** Whether it may tell where somebody is. */
export function isCandidate(resource: FhirResource): resource is Encounter {
  return resource.resourceType === 'Encounter' && !notCandidates.includes(resource.status);
}

/** In progress in the wide sense: also arrived, triaged and on leave. */
export function isInProgress(encounter: Encounter): boolean {
  return inProgress.includes(encounter.status);
}

/** Finished; also where the server doesn't know the status, but says when it ended. */
export function hasLeft(encounter: Encounter, clock: Clock): boolean {
  if (isInProgress(encounter)) return false;
  return encounter.status === 'finished' || hasEnded(encounter.period, clock);
}

/**
 * Whether a stay may be further back than what was read: the newest page was read, there are older ones, and none of these
 * is in progress.
 */
export function mayHaveOlderStay(section: {
  readonly resources: readonly FhirResource[];
  readonly hasOlder?: boolean | undefined;
}): boolean {
  if (!section.hasOlder) return false;
  return !section.resources.some(
    (resource) => resource.resourceType === 'Encounter' && isInProgress(resource),
  );
}

/**
 * The encounter in progress with the latest start, else the latest of all by start, else by end. What is still to come is as
 * good as planned, unless it says itself that it is in progress, and no other does.
 */
export function findChosenEncounter(resources: readonly FhirResource[], clock: Clock): Encounter | undefined {
  const latest = findLatest(resources);
  // One look at the time for each patient, not for each encounter.
  if (!latest || !isAhead(latest.period, clock)) return latest;
  const begun = findLatest(
    resources.filter((resource) => resource.resourceType === 'Encounter' && !isAhead(resource.period, clock)),
  );
  return isInProgress(latest) && !(begun && isInProgress(begun)) ? latest : begun;
}

function findLatest(resources: readonly FhirResource[]): Encounter | undefined {
  let best: Encounter | undefined;
  for (const resource of resources) {
    if (!isCandidate(resource)) continue;
    if (!best || compareCandidates(resource, best) > 0) best = resource;
  }
  return best;
}

function compareCandidates(a: Encounter, b: Encounter): number {
  if (isInProgress(a) !== isInProgress(b)) return isInProgress(a) ? 1 : -1;
  return compareByTime(a, b);
}

/** Positive where `a` is later; the id decides between equals, so that the server's order never does. */
function compareByTime(a: Encounter, b: Encounter): number {
  return (
    compareEpochs(toStartKey(a), toStartKey(b)) ||
    compareEpochs(toEpoch(a.period?.end), toEpoch(b.period?.end)) ||
    compareIds(a, b)
  );
}

function toStartKey(encounter: Encounter): number {
  const start = toEpoch(encounter.period?.start);
  return Number.isNaN(start) ? toEpoch(encounter.period?.end) : start;
}

export function compareIds(a: { id?: string | undefined }, b: { id?: string | undefined }): number {
  const [left, right] = [a.id ?? '', b.id ?? ''];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** All but those entered in error or cancelled, the latest first. */
export function toEncounters(
  resources: readonly FhirResource[],
  context: ClinicalContext,
  included: readonly FhirResource[] = [],
): EncounterItem[] {
  const chosen = findChosenEncounter(resources, context);
  const index = toLocationIndex(included);
  return resources
    .filter((resource): resource is Encounter => resource.resourceType === 'Encounter')
    .filter(({ status }) => status !== 'entered-in-error' && status !== 'cancelled')
    .sort((a, b) => compareByTime(b, a))
    .map((encounter) => ({
      source: toSource(context, encounter),
      effective: encounter.period?.start,
      status: encounter.status,
      type: toConceptText(encounter.type?.[0]),
      class: toCodingText(encounter.class),
      location: toPlace(encounter, index, context),
      start: encounter.period?.start,
      end: encounter.period?.end,
      isChosen: encounter === chosen,
    }));
}

/** Where somebody is, as in the row; else the last place that they had: the panel shows past stays too. */
function toPlace(encounter: Encounter, index: LocationIndex, clock: Clock): string | undefined {
  const current = hasLeft(encounter, clock) ? undefined : findCurrentPlace(encounter, index, clock);
  const entry = current ?? findLastPlace(encounter, clock);
  return entry && toPlaceText(encounter, entry, index);
}

/** The latest entry, current or not. One that is planned or still to come only where there is no other. */
function findLastPlace({ location: entries = [] }: Encounter, clock: Clock): EncounterLocation | undefined {
  return findLatestEntry(entries.filter((entry) => hasBegun(entry, clock))) ?? findLatestEntry(entries);
}

function hasBegun({ status, period }: EncounterLocation, clock: Clock): boolean {
  return status !== 'planned' && status !== 'reserved' && !isAhead(period, clock);
}

function findLatestEntry(entries: readonly EncounterLocation[]): EncounterLocation | undefined {
  let best: EncounterLocation | undefined;
  for (const entry of entries) {
    if (!best || compareEpochs(toEpoch(entry.period?.start), toEpoch(best.period?.start)) > 0) best = entry;
  }
  return best;
}
