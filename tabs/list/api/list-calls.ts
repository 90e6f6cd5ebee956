// The list operations of the API, one function each. Knows paths and shapes, no state and no words.
import type { ListLine, ListSummary, ListView } from '../../../api/contract/lists.schema';
import { paths, type TeamAddress } from '../../../api/contract/paths';
import type { Answer, Api } from '../../net/api';
import { toProblem } from '../../net/problem';

export interface ListCalls {
  /** Opens the list: its view first, then the cells as the EHR answers. Audited as one PatientListView. */
  readonly open: (listId: string, signal: AbortSignal) => AsyncGenerator<ListLine>;
  readonly create: (name: string) => Promise<Answer<ListSummary>>;
  readonly rename: (list: Versioned, name: string) => Promise<Answer<ListSummary>>;
  readonly remove: (list: Versioned) => Promise<unknown>;
  readonly restore: (listId: string) => Promise<Answer<ListSummary>>;
  readonly setDefault: (listId: string) => Promise<unknown>;
  readonly setColumns: (list: Versioned, columns: readonly string[]) => Promise<Answer<ListView>>;
}

export interface Versioned {
  readonly id: string;
  readonly version: number;
}

export function createListCalls(api: Api, address: TeamAddress): ListCalls {
  return {
    open: (listId, signal) => api.lines('GET', paths.list(address, listId), { signal }),
    create: (name) => api.post(paths.lists(address), { body: { name } }),
    rename: (list, name) =>
      api.patch(paths.list(address, list.id), { body: { name }, ifMatch: list.version }),
    remove: (list) => api.delete(paths.list(address, list.id), { ifMatch: list.version }),
    restore: (listId) => api.post(paths.listRestore(address, listId)),
    setDefault: (listId) => api.put(paths.listDefault(address, listId)),
    setColumns: (list, columns) =>
      api.put(paths.listColumns(address, list.id), { body: { columns }, ifMatch: list.version }),
  };
}

/** The list as it is now, where a change was refused because somebody else had made one. */
export function findCurrentList(error: unknown, id: string): Versioned | undefined {
  const { code, current } = toProblem(error);
  if (code !== 'changed_meanwhile' || typeof current !== 'object' || current === null) return undefined;
  return 'version' in current && typeof current.version === 'number'
    ? { id, version: current.version }
    : undefined;
}
