// The EHR's own lists and wards as the tab gets them, by name. Pure.
import type { RosterList, WardList } from '../contract/many.schema';
import type { ManyPatients } from '../fhir/ehr';

type Rosters = Awaited<ReturnType<ManyPatients['readRosters']>>;
type Wards = Awaited<ReturnType<ManyPatients['readWards']>>;

/** "Ward 2" before "Ward 10"; what has no name last. */
const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function toSorted<T extends { readonly name: string | null }>(named: readonly T[]): T[] {
  return [...named].sort(
    (a, b) => Number(a.name === null) - Number(b.name === null) || byName.compare(a.name ?? '', b.name ?? ''),
  );
}

export function toRosterList({ rosters, isCut }: Rosters): RosterList {
  const named = rosters.map(({ kind, id, name, count, changed }) => ({
    kind,
    id,
    name: name ?? null,
    count: count ?? null,
    changed: changed ?? null,
  }));
  return { rosters: toSorted(named), isCut };
}

export function toWardList({ wards, isCut }: Wards): WardList {
  const named = wards.map(({ id, name, within }) => ({ id, name: name ?? null, within: within ?? null }));
  return { wards: toSorted(named), isCut };
}
