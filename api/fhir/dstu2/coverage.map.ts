// How DSTU2 spells what differs between the releases in a Coverage.
import { type CoverageParts, toPlanClass } from '../any-release/coverage.map';
import { type Raw, toList } from '../any-release/element';

export function toCoverageParts(raw: Raw): CoverageParts {
  const plans = [
    toPlanClass('group', raw.group, undefined),
    toPlanClass('plan', raw.plan, undefined),
    toPlanClass('subplan', raw.subPlan, undefined),
  ];
  return {
    beneficiary: raw.subscriber,
    payor: raw.issuer,
    relationship: undefined,
    class: toList(plans, (one) => (one === undefined ? undefined : one)),
  };
}
