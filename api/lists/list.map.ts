// Between a list's record and what the API shows of it. Pure but for the sealing.
import type { ListSummary } from '../contract/lists.schema';
import type { FieldSealer } from '../store/sealer';
import type { TeamData } from '../store/team-data';
import type { CountedList, ListRecord } from './list.store';

export function toListSummary(
  data: TeamData,
  record: CountedList,
  defaultListId: string | null,
): ListSummary {
  return {
    id: record.id,
    name: toListName(data, record),
    isDefault: record.id === defaultListId,
    patientCount: record.patient_count,
    version: record.version,
    updatedAt: record.updated_at,
    updatedBy: { id: record.updated_by_oid, name: record.updated_by_name },
  };
}

/** By name as people read it: "Ward 2" before "Ward 10". */
export function toSortedByName(lists: readonly ListSummary[]): ListSummary[] {
  return [...lists].sort((a, b) => byName.compare(a.name, b.name));
}

export function toListName({ sealer }: TeamData, record: ListRecord): string {
  return sealer.open(toNamePlace(record.id), record.name);
}

export function toSealedName(sealer: FieldSealer, listId: string, name: string): string {
  return sealer.seal(toNamePlace(listId), name);
}

/** Equal for names that differ only in case, width or spacing, inside one team. */
export function toNameHash({ sealer, key }: TeamData, name: string): string {
  const plain = name.normalize('NFKC').replaceAll(/\s+/g, ' ').trim().toLowerCase();
  return sealer.hash(`list name of ${key.team_id}/${key.channel_id}`, plain);
}

/** Column ids as stored, written by ourselves. */
export function toColumnIds(record: ListRecord): string[] {
  return JSON.parse(record.columns) as string[];
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

function toNamePlace(listId: string) {
  return { table: 'lists', rowId: listId, column: 'name' };
}
