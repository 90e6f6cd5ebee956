// The wards among a hospital's places, what lies within each, and who lies there now. Pure.
import type { Encounter, Location } from 'fhir/r4';
import { inProgress, isInProgress } from '../clinical/encounters';
import { type Clock, hasEnded, isAhead } from '../clinical/periods';
import type { EhrWard, FhirRelease } from './ehr';
import { findIdOn } from './roster.map';

const wardCode = 'wa';

/** Places by id. */
export type Places = ReadonlyMap<string, Location>;

export function toPlaces(locations: readonly Location[]): Places {
  return new Map(locations.flatMap((place) => (place.id === undefined ? [] : [[place.id, place] as const])));
}

export function toWards(places: Places, base: string): EhrWard[] {
  return [...places.entries()]
    .filter(([, place]) => isWard(place))
    .map(([id, place]) => ({
      id,
      name: place.name,
      within: places.get(findParent(place, base) ?? '')?.name,
    }));
}

function isWard({ status, mode, physicalType }: Location): boolean {
  const isOfUse = status !== 'inactive' && mode !== 'kind';
  return isOfUse && (physicalType?.coding ?? []).some(({ code }) => code === wardCode);
}

function findParent({ partOf }: Location, base: string): string | undefined {
  return partOf?.reference === undefined ? undefined : findIdOn(base, 'Location', partOf.reference);
}

/** A search by place doesn't look into what is within it: the ward itself, its rooms and their beds. */
export function toWithin(places: Places, wardId: string, base: string): string[] {
  const inside = new Map<string, string[]>();
  for (const [id, place] of places) {
    const parent = findParent(place, base);
    if (parent !== undefined) inside.set(parent, [...(inside.get(parent) ?? []), id]);
  }
  const found = new Set([wardId]);
  for (const id of found) for (const inner of inside.get(id) ?? []) found.add(inner);
  return [...found];
}

/** The statuses by which stays in progress are asked for: a strict server refuses a code that its release doesn't have. */
export function toAskedStatuses(release: FhirRelease): readonly string[] {
  return release === 'DSTU2' ? inProgress.filter((status) => status !== 'triaged') : inProgress;
}

/** Without the stays still to come of those who are in another until then: these are told by that one, as in the row. */
export function toBegunFirst(stays: readonly Encounter[], base: string, clock: Clock): Encounter[] {
  const toPersonId = ({ subject }: Encounter) =>
    findIdOn(base, 'Patient', subject?.reference ?? '') ?? subject?.reference;
  const begun = new Set(
    stays.filter((stay) => isInProgress(stay) && !isAhead(stay.period, clock)).map(toPersonId),
  );
  return stays.filter((stay) => !isAhead(stay.period, clock) || !begun.has(toPersonId(stay)));
}

/**
 * Whether a stay is going on in one of these places; where somebody lay before doesn't count, and where they will lie only if the
 * server calls it active and no other has begun, as in the row.
 */
export function isLyingIn(
  stay: Encounter,
  placeIds: ReadonlySet<string>,
  base: string,
  clock: Clock,
): boolean {
  if (!isInProgress(stay)) return false;
  const open = (stay.location ?? []).filter(
    ({ status, period }) => (status === undefined || status === 'active') && !hasEnded(period, clock),
  );
  const begun = open.filter(({ period }) => !isAhead(period, clock));
  const current = begun.length > 0 ? begun : open.filter(({ status }) => status === 'active');
  return current.some(({ location: { reference } }) => {
    const id = reference === undefined ? undefined : findIdOn(base, 'Location', reference);
    return id !== undefined && placeIds.has(id);
  });
}
