// How R4 spells what differs between the releases in an Encounter.
import { isRaw, type Raw, toList } from '../any-release/element';
import type { EncounterParts } from '../any-release/encounter.map';

export function toEncounterParts(raw: Raw): EncounterParts {
  return {
    subject: raw.subject,
    class: raw.class,
    reasonCode: raw.reasonCode,
    diagnosis: toList(raw.diagnosis, (one) =>
      isRaw(one) ? { condition: one.condition, use: one.use ?? one.role, rank: one.rank } : undefined,
    ),
  };
}
