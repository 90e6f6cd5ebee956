// How STU3 spells what differs between the releases in a Coverage.
import { type CoverageParts, toPlanClass } from '../any-release/coverage.map';
import { isRaw, type Raw, toList } from '../any-release/element';

export function toCoverageParts(raw: Raw): CoverageParts {
  return {
    beneficiary: raw.beneficiary,
    payor: raw.payor,
    relationship: raw.relationship,
    class: isRaw(raw.grouping) ? toClasses(raw.grouping) : undefined,
  };
}

function toClasses(grouping: Raw): unknown {
  const classes = [
    toPlanClass('group', grouping.group, grouping.groupDisplay),
    toPlanClass('subgroup', grouping.subGroup, grouping.subGroupDisplay),
    toPlanClass('plan', grouping.plan, grouping.planDisplay),
    toPlanClass('subplan', grouping.subPlan, grouping.subPlanDisplay),
    toPlanClass('class', grouping.class, grouping.classDisplay),
    toPlanClass('subclass', grouping.subClass, grouping.subClassDisplay),
  ];
  return toList(classes, (one) => (one === undefined ? undefined : one));
}
