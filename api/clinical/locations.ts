// Locations that encounters name: found among the included and the contained ones, and read upwards through partOf.
// A place is what the server says it is; a bed is never guessed out of free text.
import type { Encounter, EncounterLocation, FhirResource, Location, Resource } from 'fhir/r4';
import { findCodeAmong, firstCodeOf, trimmed } from './codings';
import { toReferencedId } from './references';

export type LocationIndex = ReadonlyMap<string, Location>;

const noLocations: LocationIndex = new Map();

export function toLocationIndex(included: readonly FhirResource[]): LocationIndex {
  if (included.length === 0) return noLocations;
  const index = new Map<string, Location>();
  for (const resource of included) {
    if (resource.resourceType === 'Location' && resource.id) index.set(resource.id, resource);
  }
  return index;
}

export function findLocation(
  holder: Encounter | Location,
  reference: string | undefined,
  index: LocationIndex,
): Location | undefined {
  if (!reference) return undefined;
  if (reference.startsWith('#')) {
    const id = reference.slice(1);
    return holder.contained?.filter(isLocation).find((location) => location.id === id);
  }
  const id = toReferencedId(reference, 'Location');
  return id === undefined ? undefined : index.get(id);
}

function isLocation(resource: Resource): resource is Location {
  return resource.resourceType === 'Location';
}

/** display, else the Location's name, else an identifier of it, else the bare reference. */
export function toPlaceText(
  encounter: Encounter,
  entry: EncounterLocation,
  index: LocationIndex,
): string | undefined {
  const display = trimmed(entry.location?.display);
  if (display) return display;
  const location = findLocation(encounter, entry.location?.reference, index);
  return (
    (location && toLocationName(location)) ??
    trimmed(entry.location?.identifier?.value) ??
    trimmed(entry.location?.reference)
  );
}

/** name, else description, else identifier. */
export function toLocationName(location: Location): string | undefined {
  return trimmed(location.name) ?? trimmed(location.description) ?? trimmed(location.identifier?.[0]?.value);
}

/** Which part of a place a physical type is; undefined for wings, levels, houses, vehicles and the like. */
const partOfType: Readonly<Record<string, keyof MutableParts>> = {
  si: 'hospital',
  bu: 'hospital',
  wa: 'ward',
  ro: 'room',
  bd: 'bed',
};

const specificity: Readonly<Record<string, number>> = { bd: 3, ro: 2, wa: 1 };

/** 3 bed, 2 room, 1 ward, 0 anything else. */
export function toSpecificity(entry: EncounterLocation, location: Location | undefined): number {
  const code = toPhysicalType(entry, location);
  return code === undefined ? 0 : (specificity[code] ?? 0);
}

const physicalTypes = Object.keys(partOfType);

/** The one that is a part of a place, in any of the codings: a server may put a code of its own before the standard's. */
export function toPhysicalType(
  entry: EncounterLocation | undefined,
  location: Location | undefined,
): string | undefined {
  return (
    findCodeAmong(entry?.physicalType, physicalTypes) ??
    findCodeAmong(location?.physicalType, physicalTypes) ??
    firstCodeOf(entry?.physicalType) ??
    firstCodeOf(location?.physicalType)
  );
}

export interface MutableParts {
  hospital?: string | undefined;
  ward?: string | undefined;
  room?: string | undefined;
  bed?: string | undefined;
}

/** Fills the part that this physical type stands for, unless a more specific place has filled it already. */
export function addPart(
  parts: MutableParts,
  physicalType: string | undefined,
  name: string | undefined,
): void {
  const part = physicalType === undefined ? undefined : partOfType[physicalType];
  if (part && name && parts[part] === undefined) parts[part] = name;
}

/** Deep enough for bed, room, ward, level, wing, building, site; short enough for a circle. */
const maxDepth = 8;

/** The holder is what the place was found in, where that is the encounter: "#" means what the same resource contains. */
export function addPartsAbove(
  parts: MutableParts,
  location: Location,
  index: LocationIndex,
  holder: Encounter | Location = location,
): void {
  let current: Location | undefined = location;
  let within = holder;
  for (let depth = 0; current && depth < maxDepth; depth++) {
    addPart(parts, toPhysicalType(undefined, current), toLocationName(current));
    const above: string | undefined = current.partOf?.reference;
    current = findLocation(within, above, index);
    if (current && !above?.startsWith('#')) within = current;
  }
}
