// A Location of any release as R4.
import type { Location } from 'fhir/r4';
import { toConcept, toConcepts, toIdentifiers, toOwnReference, toReference } from './datatypes.map';
import { type Raw, type Spelling, spell, toId, toMember, toText, toTexts } from './element';

export interface LocationParts {
  type: unknown;
  alias: unknown;
}

export function toLocation(
  raw: Raw,
  spellings: readonly [Spelling<LocationParts>, ...Spelling<LocationParts>[]],
  base: string,
): Location {
  const parts = spell(raw, spellings);
  return {
    resourceType: 'Location',
    id: toId(raw.id),
    identifier: toIdentifiers(raw.identifier),
    status: toMember(raw.status, ['active', 'suspended', 'inactive'] as const),
    name: toText(raw.name),
    alias: toTexts(parts.alias),
    description: toText(raw.description),
    mode: toMember(raw.mode, ['instance', 'kind'] as const),
    type: toConcepts(parts.type),
    physicalType: toConcept(raw.physicalType),
    managingOrganization: toReference(raw.managingOrganization),
    partOf: toOwnReference(raw.partOf, base),
  };
}
