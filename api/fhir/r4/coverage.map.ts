// How R4 spells what differs between the releases in a Coverage.
import type { CoverageParts } from '../any-release/coverage.map';
import type { Raw } from '../any-release/element';

export function toCoverageParts(raw: Raw): CoverageParts {
  return {
    beneficiary: raw.beneficiary,
    payor: raw.payor,
    relationship: raw.relationship,
    class: raw.class,
  };
}
