// How R4 spells what differs between the releases in a Coverage.
import type { CoverageParts } from '../common/coverage.map';
import type { Raw } from '../common/element';

export function toCoverageParts(raw: Raw): CoverageParts {
  return {
    beneficiary: raw.beneficiary,
    payor: raw.payor,
    relationship: raw.relationship,
    class: raw.class,
  };
}
