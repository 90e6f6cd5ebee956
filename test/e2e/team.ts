// Puts a team into a known state through the API, as its owner, so that each story begins where it gets interesting.
import type { ConnectLine } from '../../api/contract/connect.schema';
import type { Field, SaveFields } from '../../api/contract/fields.schema';
import type { ListSummary, Row, TypedScalar } from '../../api/contract/lists.schema';
import { paths, type TeamAddress } from '../../api/contract/paths';

export const ward5: TeamAddress = {
  teamId: 'aaaaaaaa-0005-4000-8000-000000000005',
  channelId: '19:general-a@thread.tacv2',
};
/** Olivia is its only member. */
export const ward6: TeamAddress = {
  teamId: 'aaaaaaaa-0006-4000-8000-000000000006',
  channelId: '19:general-a6@thread.tacv2',
};

export interface Team {
  readonly address: TeamAddress;
  readonly chooseManual: () => Promise<void>;
  /** Resolves to the connection's id. */
  readonly connect: (link: string, name: string) => Promise<string>;
  readonly createList: (name: string) => Promise<ListSummary>;
  readonly renameList: (list: ListSummary, name: string) => Promise<ListSummary>;
  readonly removeList: (list: ListSummary) => Promise<void>;
  readonly addTyped: (listId: string, typed: Record<string, TypedScalar>) => Promise<Row>;
  readonly addFromEhr: (listId: string, connectionId: string, patientIds: readonly string[]) => Promise<void>;
  readonly editTyped: (listId: string, row: Row, typed: Record<string, TypedScalar>) => Promise<Row>;
  readonly removeRow: (listId: string, row: Row) => Promise<void>;
  /** Asks for files of a list until no more may be had this hour. */
  readonly useUpFiles: (listId: string) => Promise<void>;
  readonly saveFields: (fields: SaveFields['fields']) => Promise<readonly Field[]>;
}

export function createTeam(getOrigin: () => string, getToken: () => Promise<string>, address = ward5): Team {
  const ask = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${getOrigin()}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await getToken()}`,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text;
  };
  const read = async <T>(method: string, path: string, body: object, headers = {}): Promise<T> =>
    JSON.parse(await ask(method, path, body, headers));
  return {
    address,
    chooseManual: async () => {
      await ask('PUT', paths.mode(address), { mode: 'manual' });
    },
    connect: async (link, name) => {
      const lines = await ask(
        'POST',
        paths.connection(address),
        { link, name },
        { accept: 'application/x-ndjson' },
      );
      const last: ConnectLine = JSON.parse(lines.trim().split('\n').at(-1) ?? '{}');
      if (last.type !== 'connected') throw new Error(`not connected: ${lines}`);
      return last.connection.id;
    },
    createList: (name) => read('POST', paths.lists(address), { name }),
    useUpFiles: async (listId) => {
      const isFree = () =>
        ask('POST', paths.listExport(address, listId), {}).then(
          () => true,
          (error: Error) => !error.message.includes('exports_used_up'),
        );
      while (await isFree());
    },
    renameList: (list, name) =>
      read('PATCH', paths.list(address, list.id), { name }, { 'if-match': `"${list.version}"` }),
    removeList: async (list) => {
      await ask('DELETE', paths.list(address, list.id), undefined, { 'if-match': `"${list.version}"` });
    },
    addTyped: (listId, typed) => read('POST', paths.rows(address, listId), { typed }),
    addFromEhr: async (listId, connectionId, patientIds) => {
      for (const patientId of patientIds) {
        await ask('POST', paths.rows(address, listId), { ehr: { connectionId, patientId } });
      }
    },
    editTyped: (listId, row, typed) =>
      read('PATCH', paths.row(address, listId, row.id), { typed }, { 'if-match': `"${row.version}"` }),
    removeRow: async (listId, row) => {
      await ask('DELETE', paths.row(address, listId, row.id));
    },
    saveFields: async (fields) => {
      const saved: { fields: Field[] } = await read(
        'PUT',
        paths.fields(address),
        { fields },
        { 'if-match': '"0"' },
      );
      return saved.fields;
    },
  };
}
