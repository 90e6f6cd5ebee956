// How R4 spells what differs between the releases in an Observation.
import type { Raw } from '../any-release/element';
import type { ObservationParts } from '../any-release/observation.map';

export function toObservationParts(raw: Raw): ObservationParts {
  return { encounter: raw.encounter, note: raw.note, hasMember: raw.hasMember };
}
