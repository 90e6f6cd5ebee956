// Rows with their cells, ordered, filtered and grouped; each model is made again only when its row or cells change.
import { useMemo, useRef } from 'react';
import type { Reading } from '../../api/clinical/cell-view';
import { type RowModel, toRowModel } from '../../api/clinical/row-model';
import { type SameNameMark, sameNameMarks } from '../../api/clinical/same-name';
import { type Sort, type SortContext, sortRows } from '../../api/clinical/sort-rows';
import type { EhrCells } from '../../api/contract/columns';
import type { Row } from '../../api/contract/lists.schema';
import { matches, toWords } from './model/filter-rows';
import { type Group, groupRows } from './model/group-rows';
import type { ListState } from './model/list-state';

export interface Rows {
  readonly models: ReadonlyMap<string, RowModel>;
  readonly lookalikes: ReadonlyMap<string, SameNameMark>;
  /** Ids that the filter keeps, in order. */
  readonly ids: readonly string[];
  readonly total: number;
  /** Headings of wards; undefined where the order isn't by place or there's but one. */
  readonly groups: readonly Group[] | undefined;
}

export function useRowModels(
  state: ListState,
  sort: Sort,
  filter: string,
  context: SortContext & { readonly isManual: boolean },
): Rows {
  const models = useModels(state, context.isManual);
  const order = useOrder(state, models, sort, context);
  return useMemo(() => {
    const words = toWords(filter);
    const ids = order.filter((id) => {
      const model = models.get(id);
      return model !== undefined && matches(model, words);
    });
    const groups =
      sort.column === 'bed' && !sort.isDescending && !isFirstFill(state) ? groupRows(ids, models) : undefined;
    return {
      models,
      ids,
      total: order.length,
      groups: groups && groups.length > 1 ? groups : undefined,
      lookalikes: sameNameMarks([...models.values()].map(toNamed)),
    };
  }, [models, order, filter, sort, state]);
}

const toNamed = ({ id, patient }: RowModel) => ({
  id,
  name: patient?.name?.display,
  birthDate: patient?.birthDate,
});

/** Headings would come and go while the first places arrive. */
const isFirstFill = (state: ListState): boolean => state.isFilling && state.asOf === undefined;

function useModels(state: ListState, isManual: boolean): ReadonlyMap<string, RowModel> {
  const made = useRef(
    new Map<string, { row: Row; cells: EhrCells | undefined; key: string; model: RowModel }>(),
  );
  return useMemo(() => {
    const reading: Reading = { isFilling: state.isFilling, lost: state.lost, isManual };
    const models = new Map<string, RowModel>();
    for (const row of state.view?.rows ?? []) {
      const cells = state.cells.get(row.id);
      // What a missing or an old answer means depends on how far the reading is; a whole fresh row doesn't care.
      const key = row.ehr && !isManual ? `${cells ? '' : state.isFilling}/${state.lost ?? ''}` : '';
      const before = made.current.get(row.id);
      const isSame = before?.row === row && before.cells === cells && before.key === key;
      const model = isSame ? before.model : toRowModel(row, cells, reading);
      if (!isSame) made.current.set(row.id, { row, cells, key, model });
      models.set(row.id, model);
    }
    return models;
  }, [state.view, state.cells, state.isFilling, state.lost, isManual]);
}

/** A row stays where it is after an edit: the order is made anew only when rows come, the reading ends or the sort changes. */
function useOrder(
  state: ListState,
  models: ReadonlyMap<string, RowModel>,
  sort: Sort,
  context: SortContext,
): readonly string[] {
  const last = useRef<{ key: string; ids: readonly string[] }>({ key: '', ids: [] });
  return useMemo(() => {
    const key = [state.view?.id, state.orderKey, sort.column, sort.isDescending, context.language].join('/');
    if (last.current.key !== key) {
      last.current = { key, ids: sortRows([...models.values()], sort, context) };
    }
    return last.current.ids.filter((id) => models.has(id));
  }, [state.view?.id, state.orderKey, models, sort, context]);
}
