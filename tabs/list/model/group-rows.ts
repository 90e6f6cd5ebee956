// Rows under the heading of their ward, in the order given. Only the natural order has headings.

import type { CellStatus } from '../../../api/clinical/cell-view';
import type { RowModel } from '../../../api/clinical/row-model';
import { isPlaceUnread } from '../../../api/clinical/where-order';

export type GroupKind =
  | 'ward'
  | 'place'
  | 'noBed'
  | 'noEncounter'
  | 'incomplete'
  | 'left'
  | 'unread'
  | 'reading';

export interface Group {
  readonly key: string;
  readonly kind: GroupKind;
  readonly name: string | undefined;
  readonly rowIds: readonly string[];
}

/** Runs of the same ward: the order isn't touched, so a ward may come twice only if the order says so. */
export function groupRows(ids: readonly string[], models: ReadonlyMap<string, RowModel>): Group[] {
  const groups: { key: string; kind: GroupKind; name: string | undefined; rowIds: string[] }[] = [];
  for (const id of ids) {
    const model = models.get(id);
    if (!model) continue;
    const { kind, name } = toHeading(model);
    const last = groups.at(-1);
    if (last && last.kind === kind && last.name === name) last.rowIds.push(id);
    else groups.push({ key: `${kind}/${name ?? ''}/${groups.length}`, kind, name, rowIds: [id] });
  }
  return groups;
}

const kindWithoutPlace: Partial<Record<CellStatus, GroupKind>> = {
  loading: 'reading',
  empty: 'noBed',
  stale: 'noBed',
  untyped: 'noBed',
};

function toHeading(model: RowModel): { kind: GroupKind; name: string | undefined } {
  const cell = model.cell('bed');
  const where = cell.value;
  if (!where) {
    return { kind: kindWithoutPlace[cell.status] ?? 'unread', name: undefined };
  }
  if (isPlaceUnread(where)) return { kind: 'incomplete', name: undefined };
  if (where.kind !== 'in') return { kind: where.kind, name: undefined };
  const name = [where.hospital, where.ward].filter(Boolean).join(' · ');
  return name ? { kind: 'ward', name } : { kind: 'place', name: undefined };
}
