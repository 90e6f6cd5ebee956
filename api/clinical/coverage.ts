// Who pays: active coverages within their period, in the order that the record gives them.
import type { Coverage, FhirResource, Organization, Resource } from 'fhir/r4';
import type { CoverageItem } from '../contract/values';
import { hasCode, toConceptText, trimmed } from './codings';
import { type ClinicalContext, toSource } from './context';
import { compareIds } from './encounters';
import { type Clock, hasEnded, isAhead } from './periods';
import { compareTimes } from './times';

export function toCoverages(resources: readonly FhirResource[], context: ClinicalContext): CoverageItem[] {
  return resources
    .filter((resource): resource is Coverage => resource.resourceType === 'Coverage')
    .filter((coverage) => isCurrent(coverage, context))
    .sort(compareCoverages)
    .map((coverage) => toCoverageItem(coverage, context));
}

/** DSTU2 has no status: there the period alone decides. */
function isCurrent(coverage: Coverage, clock: Clock): boolean {
  if (coverage.status !== undefined && coverage.status !== 'active') return false;
  return !hasEnded(coverage.period, clock) && !isAhead(coverage.period, clock);
}

function compareCoverages(a: Coverage, b: Coverage): number {
  const [left, right] = [a.order ?? 1000, b.order ?? 1000];
  return left - right || compareTimes(a.period?.start, b.period?.start) || compareIds(a, b);
}

function toCoverageItem(coverage: Coverage, context: ClinicalContext): CoverageItem {
  const payor = toPayor(coverage);
  const plan = findPlan(coverage) ?? (payor ? undefined : toConceptText(coverage.type));
  const group = findClass(coverage, 'group');
  return {
    source: toSource(context, coverage),
    effective: coverage.period?.start,
    payor,
    plan,
    group: group === plan ? undefined : group,
    subscriberId: trimmed(coverage.subscriberId),
    start: coverage.period?.start,
    end: coverage.period?.end,
  };
}

function toPayor(coverage: Coverage): string | undefined {
  const names: string[] = [];
  for (const reference of coverage.payor ?? []) {
    const name =
      trimmed(reference.display) ??
      findContainedName(coverage, reference.reference) ??
      trimmed(reference.identifier?.value);
    if (name && !names.includes(name)) names.push(name);
  }
  return names.length > 0 ? names.join(', ') : undefined;
}

function findContainedName(coverage: Coverage, reference: string | undefined): string | undefined {
  if (!reference?.startsWith('#')) return undefined;
  const id = reference.slice(1);
  const found = coverage.contained?.filter(isOrganization).find((organization) => organization.id === id);
  return trimmed(found?.name);
}

function isOrganization(resource: Resource): resource is Organization {
  return resource.resourceType === 'Organization';
}

/** The plan by name or value, else the group, else any class that has a name. */
function findPlan(coverage: Coverage): string | undefined {
  for (const wanted of ['plan', 'group', 'subplan', 'class'] as const) {
    const found = findClass(coverage, wanted);
    if (found) return found;
  }
  return trimmed(coverage.class?.[0]?.name) ?? trimmed(coverage.class?.[0]?.value);
}

function findClass(coverage: Coverage, wanted: string): string | undefined {
  const part = coverage.class?.find(({ type }) => hasCode(type, wanted));
  return trimmed(part?.name) ?? trimmed(part?.value);
}
