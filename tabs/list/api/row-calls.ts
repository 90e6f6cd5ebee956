// The operations on the patients of a list, one function each. Knows paths and shapes, no state and no words.
import type { AddPatient, RemovedRow, Row, TypedScalar } from '../../../api/contract/lists.schema';
import type { AddedMany, AddMany } from '../../../api/contract/many.schema';
import { paths, type TeamAddress } from '../../../api/contract/paths';
import type { Api } from '../../net/api';

export interface RowCalls {
  readonly add: (listId: string, patient: AddPatient) => Promise<Row>;
  readonly edit: (listId: string, row: Row, typed: Readonly<Record<string, TypedScalar>>) => Promise<Row>;
  readonly remove: (listId: string, rowId: string) => Promise<void>;
  readonly restore: (listId: string, rowId: string) => Promise<Row>;
  readonly removed: (listId: string, signal?: AbortSignal) => Promise<readonly RemovedRow[]>;
  readonly addMany: (listId: string, asked: AddMany) => Promise<AddedMany>;
  readonly removeMany: (listId: string, rowIds: readonly string[]) => Promise<unknown>;
  readonly move: (listId: string, rowId: string, toListId: string) => Promise<void>;
}

export function createRowCalls(api: Api, address: TeamAddress): RowCalls {
  return {
    add: async (listId, patient) =>
      (await api.post<Row>(paths.rows(address, listId), { body: patient })).data,
    edit: async (listId, row, typed) => {
      const options = { body: { typed }, ifMatch: row.version };
      return (await api.patch<Row>(paths.row(address, listId, row.id), options)).data;
    },
    remove: async (listId, rowId) => {
      await api.delete(paths.row(address, listId, rowId));
    },
    restore: async (listId, rowId) => (await api.post<Row>(paths.rowRestore(address, listId, rowId))).data,
    removed: async (listId, signal) => {
      const path = paths.removedRows(address, listId);
      return (await api.get<{ rows: readonly RemovedRow[] }>(path, { signal })).data.rows;
    },
    addMany: async (listId, body) =>
      (await api.post<AddedMany>(paths.addMany(address, listId), { body })).data,
    removeMany: (listId, rowIds) => api.post(paths.removeMany(address, listId), { body: { rowIds } }),
    move: async (listId, rowId, toListId) => {
      await api.post(paths.rowMove(address, listId, rowId), { body: { toListId } });
    },
  };
}
