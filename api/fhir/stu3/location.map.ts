// How STU3 spells what differs between the releases in a Location.
import type { Raw } from '../any-release/element';
import type { LocationParts } from '../any-release/location.map';

export function toLocationParts(raw: Raw): LocationParts {
  return { type: raw.type, alias: raw.alias };
}
