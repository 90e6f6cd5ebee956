// Where a patient is: ward, room and bed of the chosen encounter, or that they left, or that nobody recorded it.
import type { Encounter, EncounterLocation, FhirResource } from 'fhir/r4';
import type { WhereValue } from '../contract/values';
import { findAbsentReason } from './absent';
import { toConceptText, trimmed } from './codings';
import { toSource, type WhereContext } from './context';
import { findCurrentPlace, isCurrent } from './current-place';
import { findChosenEncounter, hasLeft } from './encounters';
import {
  addPart,
  addPartsAbove,
  findLocation,
  type LocationIndex,
  type MutableParts,
  toLocationIndex,
  toLocationName,
  toPhysicalType,
  toPlaceText,
} from './locations';
import type { Clock } from './periods';

export function toWhere(
  encounters: readonly FhirResource[],
  included: readonly FhirResource[],
  context: WhereContext,
): WhereValue {
  return toWhereOf(findChosenEncounter(encounters, context), included, context);
}

/** The same for an encounter that was chosen already. */
export function toWhereOf(
  encounter: Encounter | undefined,
  included: readonly FhirResource[],
  context: WhereContext,
): WhereValue {
  if (!encounter) return { kind: 'noEncounter' };
  const facts = {
    source: toSource(context, encounter),
    encounterStatus: encounter.status,
    encounterType: toConceptText(encounter.type?.[0]),
  };
  if (hasLeft(encounter, context)) {
    const leftOn = encounter.period?.end;
    const leftTo = toConceptText(encounter.hospitalization?.dischargeDisposition);
    return { ...facts, kind: 'left', effective: leftOn ?? encounter.period?.start, leftOn, leftTo };
  }
  const index = toLocationIndex(included);
  const entry = findCurrentPlace(encounter, index, context);
  if (!entry) return { ...facts, kind: 'noBed', effective: encounter.period?.start };
  const text = toPlaceText(encounter, entry, index);
  const parts = toParts(encounter, entry, text, index, context);
  return {
    ...facts,
    kind: 'in',
    effective: entry.period?.start ?? encounter.period?.start,
    hospital: parts.hospital ?? trimmed(encounter.serviceProvider?.display),
    ward: parts.ward,
    room: parts.room,
    bed: parts.bed,
    text,
    absent: text ? undefined : findAbsentReason(entry.location),
  };
}

function toParts(
  encounter: Encounter,
  entry: EncounterLocation,
  text: string | undefined,
  index: LocationIndex,
  context: WhereContext,
): MutableParts {
  const parts: MutableParts = {};
  addPartsOfEntry(parts, encounter, entry, index);
  for (const other of findBeside(encounter, entry, index, context))
    addPartsOfEntry(parts, encounter, other, index);
  if (parts.ward === undefined && parts.room === undefined && parts.bed === undefined && text) {
    Object.assign(parts, splitPlace(text, context.locationSplit));
  }
  return parts;
}

/** A place is a short text; the operator's pattern isn't tried on more. */
const mostOfAPlace = 200;
const patterns = new Map<string, RegExp>();

function splitPlace(text: string, locationSplit: string | undefined): MutableParts | undefined {
  if (locationSplit === undefined) return undefined;
  let pattern = patterns.get(locationSplit);
  if (pattern === undefined) {
    pattern = new RegExp(locationSplit, 'u');
    patterns.set(locationSplit, pattern);
  }
  const { hospital, ward, room, bed } = pattern.exec(text.slice(0, mostOfAPlace))?.groups ?? {};
  return { hospital, ward, room, bed };
}

/**
 * Some servers name ward, room and bed beside each other instead of through partOf: the same stay, the same start. Two beds
 * or two wards are no one place but a way through the house: then nothing of the others is put together with this one.
 */
function findBeside(
  encounter: Encounter,
  entry: EncounterLocation,
  index: LocationIndex,
  clock: Clock,
): readonly EncounterLocation[] {
  const beside = (encounter.location ?? []).filter(
    (other) => other !== entry && isCurrent(other, clock) && isSameStay(other, entry),
  );
  const types = [entry, ...beside].map((each) =>
    toPhysicalType(each, findLocation(encounter, each.location?.reference, index)),
  );
  const isTwice = types.some((type, at) => type !== undefined && types.indexOf(type) !== at);
  return isTwice ? [] : beside;
}

function isSameStay(a: EncounterLocation, b: EncounterLocation): boolean {
  return a.period?.start === b.period?.start && a.period?.end === b.period?.end;
}

function addPartsOfEntry(
  parts: MutableParts,
  encounter: Encounter,
  entry: EncounterLocation,
  index: LocationIndex,
): void {
  const location = findLocation(encounter, entry.location?.reference, index);
  const name = (location && toLocationName(location)) ?? trimmed(entry.location?.display);
  addPart(parts, toPhysicalType(entry, location), name);
  const isContained = entry.location?.reference?.startsWith('#');
  if (location) addPartsAbove(parts, location, index, isContained ? encounter : location);
}
