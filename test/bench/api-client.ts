// The bench as a client of our own API: signs in, sets a team up, opens lists and searches as the tab would.
import { Pool } from 'undici';
import { type EhrColumnId, ehrColumns } from '../../api/contract/columns';
import type { ConnectLine } from '../../api/contract/connect.schema';
import type { ListLine } from '../../api/contract/lists.schema';
import { paths, type TeamAddress } from '../../api/contract/paths';

const ndjson = 'application/x-ndjson';
/** What a list shows at first, and the two columns that bring the types that are left. */
const shown: readonly EhrColumnId[] = [
  ...ehrColumns.filter((column) => column.isDefault).map((column) => column.id),
  'medications',
  'coverage',
];

export interface ApiClient {
  readonly connect: (link: string) => Promise<string>;
  /** A list of these patients with columns of all seven types. */
  readonly createList: (connectionId: string, patientIds: readonly string[]) => Promise<string>;
  /** Milliseconds until the last line of cells. Throws unless so many rows came with every cell read. */
  readonly openList: (listId: string, rows: number) => Promise<number>;
  readonly search: (form: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

interface Ask {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function parseLines<T>(text: string): T[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

/** Whether a line of cells has something to say about every column: none failed. */
function isWhole(line: ListLine & { type: 'cells' }): boolean {
  return Object.values(line.cells).every((cell) => cell.status !== 'failed');
}

/** Reads to the end, so that the connection is free again; `at` is when the last line of cells had come. */
async function readCells(body: AsyncIterable<Buffer>): Promise<{ whole: number; at: number }> {
  let rest = '';
  let whole = 0;
  let at = 0;
  for await (const chunk of body) {
    rest += chunk.toString('utf8');
    const end = rest.lastIndexOf('\n') + 1;
    for (const line of parseLines<ListLine>(rest.slice(0, end))) {
      if (line.type !== 'cells') continue;
      at = performance.now();
      if (isWhole(line)) whole += 1;
    }
    rest = rest.slice(end);
  }
  return { whole, at };
}

export function createApiClient(origin: string, address: TeamAddress, token: string): ApiClient {
  const pool = new Pool(origin, { connections: 4 });
  const ask = async ({ method, path, body, headers }: Ask) => {
    const answer = await pool.request({
      method,
      path,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body ?? null,
    });
    if (answer.statusCode >= 300) {
      throw new Error(`${method} ${path}: ${answer.statusCode} ${await answer.body.text()}`);
    }
    return answer;
  };
  const askJson = async (method: Ask['method'], path: string, body: object, headers = {}) =>
    (await ask({ method, path, body: JSON.stringify(body), headers })).body.text();
  return {
    connect: async (link) => {
      const lines = await askJson(
        'POST',
        paths.connection(address),
        { link, name: 'Bench' },
        { accept: ndjson },
      );
      const last = parseLines<ConnectLine>(lines).at(-1);
      if (last?.type !== 'connected') throw new Error(`not connected: ${lines}`);
      return last.connection.id;
    },
    createList: async (connectionId, patientIds) => {
      const made = JSON.parse(await askJson('POST', paths.lists(address), { name: `Bench ${Date.now()}` }));
      for (const patientId of patientIds) {
        await askJson('POST', paths.rows(address, made.id), { ehr: { connectionId, patientId } });
      }
      const version = (await ask({ method: 'GET', path: paths.list(address, made.id) })).headers.etag;
      const headers = { 'if-match': String(version) };
      await askJson('PUT', paths.listColumns(address, made.id), { columns: shown }, headers);
      return made.id;
    },
    openList: async (listId, rows) => {
      const from = performance.now();
      const { body } = await ask({
        method: 'GET',
        path: paths.list(address, listId),
        headers: { accept: ndjson },
      });
      const { whole, at } = await readCells(body);
      if (whole !== rows) throw new Error(`${whole} of ${rows} rows were read whole`);
      return at - from;
    },
    search: async (form) => {
      const { body } = await ask({
        method: 'POST',
        path: `${paths.fhir(address)}/Patient/_search`,
        body: form,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      return body.json();
    },
    close: () => pool.close(),
  };
}
