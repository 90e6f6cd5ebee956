// The note operations of the API. Knows paths and shapes, no state and no words.
import type { Note } from '../../api/contract/lists.schema';
import { paths, type TeamAddress } from '../../api/contract/paths';
import type { Api } from '../net/api';

export interface NoteCalls {
  readonly read: (listId: string, rowId: string, signal?: AbortSignal) => Promise<readonly Note[]>;
  readonly add: (listId: string, rowId: string, text: string) => Promise<Note>;
}

export function createNoteCalls(api: Api, address: TeamAddress): NoteCalls {
  return {
    read: async (listId, rowId, signal) =>
      (await api.get<{ notes: readonly Note[] }>(paths.notes(address, listId, rowId), { signal })).data.notes,
    add: async (listId, rowId, text) =>
      (await api.post<Note>(paths.notes(address, listId, rowId), { body: { text } })).data,
  };
}
