// A list as a file (T18, T19): asked for by who may, written down with everybody on it, read from the EHR when it is fetched. What
// it holds is in no database and on no disk.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { DownloadLink } from '../../contract/audit.schema';
import { type ExportList, exportList, type ListFileFormat, type ListLine } from '../../contract/lists.schema';
import type { ConnectionView } from '../../contract/session.schema';
import type { FileKind, Offer } from '../../downloads/downloads.service';
import type { JsonText } from '../../http/route';
import type { Roster } from '../../sign-in/roster';
import type { Scope } from '../../sign-in/scope';
import { byteOrderMark, toCsvLine, toTabLine } from '../../tables/delimited';
import type { Table } from '../../tables/table';
import { toWorkbook, workbookType } from '../../tables/workbook';
import type { OpenList } from '../open-list.service';
import { toAuditPatientOf } from '../row.map';
import { assertMayExport, type ListFilesFor } from './file.policy';
import { type ReadList, toAboutTable, toListTable, toSheetName } from './list-table.map';

/** The kind of its links. */
const kind = 'list';

const formats = {
  xlsx: { extension: 'xlsx', contentType: workbookType },
  csv: { extension: 'csv', contentType: 'text/csv; charset=utf-8' },
  text: { extension: 'txt', contentType: 'text/plain; charset=utf-8' },
} as const;

const listAsk = exportList.extend({ listId: z.uuid() });

export interface ListFilesDeps {
  readonly openList: Pick<OpenList, 'find' | 'read'>;
  readonly filesFor: ListFilesFor;
  readonly findChannel: Roster['findChannel'];
  readonly findConnection: (scope: Scope) => Promise<ConnectionView | undefined>;
  readonly now: () => Date;
}

export type ListFileOffer = (
  scope: Scope,
  listId: string,
  ask: ExportList,
  offer: OfferFile,
) => Promise<DownloadLink>;
export type OfferFile = (scope: Scope, file: Offer) => Promise<Pick<DownloadLink, 'path' | 'expiresAt'>>;

/** Writes down everybody who is on the list at that moment. Throws owner_only, not_found, exports_used_up. */
export function createListFileOffer(deps: ListFilesDeps): ListFileOffer {
  return async (scope, listId, ask, offer) => {
    assertMayExport(scope, deps.filesFor);
    const view = await deps.openList.find(scope, listId);
    const label = `${view.name} (${view.rows.length}, ${ask.format})`;
    const link = await offer(scope, {
      kind,
      asked: { ...ask, listId },
      event: {
        operation: 'ExportInitiation',
        objects: [{ kind: 'list', id: listId, label }],
        patients: view.rows.map(toAuditPatientOf),
      },
    });
    return { ...link, fileName: toFileName(deps.now(), ask.format), rows: view.rows.length };
  };
}

export function createListFiles(deps: ListFilesDeps): Readonly<Record<string, FileKind>> {
  const files: FileKind = {
    operation: 'PatientListDownload',
    assertMay: (scope) => assertMayExport(scope, deps.filesFor),
    async open(scope, asked, signal) {
      const { listId, ...ask } = listAsk.parse(asked);
      const list = await readList(deps.openList, scope, { listId, signal });
      const bytes = await toBytes(deps, scope, list, ask);
      const hash = createHash('sha256').update(bytes).digest('hex');
      return {
        name: toFileName(deps.now(), ask.format),
        contentType: formats[ask.format].contentType,
        event: {
          objects: [{ kind: 'list', id: listId, label: `${list.view.name} (${ask.format}, sha256 ${hash})` }],
          patients: list.view.rows.map(toAuditPatientOf),
        },
        chunks: toChunks(bytes),
      };
    },
  };
  return { [kind]: files };
}

/** The date alone: a file's name says nothing about anybody. */
function toFileName(at: Date, format: ListFileFormat): string {
  return `patients-list-${at.toISOString().slice(0, 10)}.${formats[format].extension}`;
}

async function readList(
  openList: ListFilesDeps['openList'],
  scope: Scope,
  { listId, signal }: { readonly listId: string; readonly signal: AbortSignal },
): Promise<ReadList> {
  const { view, setup, writeLines } = await openList.read(scope, listId, signal);
  const lines: ListLine[] = [];
  await writeLines((line) => lines.push(toLine(line)));
  return { view, setup, lines };
}

/** Cells come as the text that our own readers made. */
function toLine(line: ListLine | JsonText): ListLine {
  return 'text' in line ? (JSON.parse(line.text) as ListLine) : line;
}

async function toBytes(
  deps: ListFilesDeps,
  scope: Scope,
  list: ReadList,
  ask: ExportList,
): Promise<Uint8Array> {
  const table = toListTable(list, ask);
  if (ask.format === 'csv') return Buffer.from(byteOrderMark + toText(table, toCsvLine));
  if (ask.format === 'text') return Buffer.from(toText(table, toTabLine));
  const { tid, teamId, viaChannelId, principal } = scope;
  const [channel, connection] = await Promise.all([
    deps.findChannel(tid, teamId, viaChannelId),
    deps.findConnection(scope),
  ]);
  const about = toAboutTable(list, ask, {
    teamName: channel?.teamName ?? '',
    writtenBy: principal.name,
    writtenAt: deps.now(),
    connection: list.setup.mode === 'ehr' ? connection?.name : undefined,
  });
  return toWorkbook([{ ...table, name: toSheetName(ask) }, about]);
}

function toText({ headings, rows }: Table, toLineOf: typeof toCsvLine): string {
  return [headings, ...rows].map(toLineOf).join('');
}

async function* toChunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
