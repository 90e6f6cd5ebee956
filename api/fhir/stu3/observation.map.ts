// How STU3 spells what differs between the releases in an Observation.
import { isRaw, type Raw, toList } from '../any-release/element';
import type { ObservationParts } from '../any-release/observation.map';

export function toObservationParts(raw: Raw): ObservationParts {
  return { encounter: raw.context, note: raw.comment, hasMember: toMembers(raw.related) };
}

function toMembers(related: unknown): unknown {
  return toList(related, (one) => (isRaw(one) && one.type === 'has-member' ? one.target : undefined));
}
