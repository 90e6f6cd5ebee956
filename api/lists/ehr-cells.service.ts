// Reads the cells of a list's rows from the EHR, line by line as answers come in. Knows no store and no HTTP.
import type { ChartType, EhrCells } from '../contract/columns';
import type { ListLine, Snapshot } from '../contract/lists.schema';
import { toKnownError } from '../errors/problem.map';
import type { ChartSections, Section } from '../fhir/ehr';
import { JsonText } from '../http/route';
import { toNeededTypes } from './columns.policy';
import type { EhrAccess, OnCells, ReadCells, ToEhrCells } from './ehr-ports';

/** A row whose patient is one of an EHR's. */
export interface EhrPatient {
  readonly rowId: string;
  readonly connectionId: string;
  readonly patientId: string;
}

export interface CellsAsk {
  /** Undefined in manual mode: then no EHR is asked. */
  readonly access: Promise<EhrAccess> | undefined;
  readonly patients: readonly EhrPatient[];
  readonly columns: readonly string[];
  readonly signal: AbortSignal;
}

export interface CellsReading {
  /** Hands over what is there already, then each line as it comes; ends with `done` or `failed`. */
  drainTo(write: (line: ListLine | JsonText) => void): Promise<void>;
  /** Who was read, by row. To be asked for after draining. */
  snapshots(): ReadonlyMap<string, Snapshot>;
}

export type StartReading = (ask: CellsAsk) => CellsReading;

export interface CellsReaderDeps {
  readonly toEhrCells: ToEhrCells;
  readonly readCells: ReadCells;
  readonly now: () => Date;
}

/** The read starts at once; its lines wait until somebody drains them. */
export function createCellsReader(deps: CellsReaderDeps): StartReading {
  return (ask) => {
    const waiting: (ListLine | JsonText)[] = [];
    let sink = (line: ListLine | JsonText): void => {
      waiting.push(line);
    };
    const snapshots = new Map<string, Snapshot>();
    const reading = readCells(deps, ask, snapshots, (line) => sink(line));
    return {
      async drainTo(write) {
        sink = write;
        waiting.forEach(write);
        await reading;
      },
      snapshots: () => snapshots,
    };
  };
}

/** Never rejects: what goes wrong becomes the last line. */
async function readCells(
  deps: CellsReaderDeps,
  { access, patients, columns, signal }: CellsAsk,
  snapshots: Map<string, Snapshot>,
  emit: (line: ListLine | JsonText) => void,
): Promise<void> {
  const toDone = (droppedForeign: number) =>
    emit({ type: 'done', fetched: deps.now().toISOString(), droppedForeign });
  if (patients.length === 0) return toDone(0);
  try {
    const found = await access;
    const types = toNeededTypes(columns);
    const shown = columns.includes('patient') ? columns : ['patient', ...columns];
    const rowIds = new Map<string, string>();
    for (const { rowId, connectionId, patientId } of patients) {
      if (connectionId === found?.connectionId) rowIds.set(patientId, rowId);
      else emit({ type: 'cells', rowId, cells: toUnconnected(deps, types, shown) });
    }
    let dropped = 0;
    const onCells: OnCells = ({ patientId, json, snapshot, droppedForeign }) => {
      const rowId = rowIds.get(patientId);
      if (rowId === undefined) return;
      emit(new JsonText(`{"type":"cells","rowId":${JSON.stringify(rowId)},"cells":${json}}`));
      dropped += droppedForeign;
      if (snapshot) snapshots.set(rowId, snapshot);
    };
    if (found && rowIds.size > 0) {
      const read = { ehr: found.ehr, patientIds: [...rowIds.keys()], types, columns: shown };
      await deps.readCells(read, onCells, signal);
    }
    toDone(dropped);
  } catch (error) {
    if (signal.aborted) return;
    const { code, parts } = toKnownError(error);
    emit({ type: 'failed', code, detail: parts.detail });
  }
}

/** A row of a connection that the team has left, or doesn't use in manual mode: each cell says why it can't be read. */
function toUnconnected(
  { toEhrCells, now }: CellsReaderDeps,
  types: readonly ChartType[],
  columns: readonly string[],
): EhrCells {
  const at = now();
  const failed: Section = { status: 'failed', reason: 'no_connection', fetched: at.toISOString() };
  const sections: ChartSections = Object.fromEntries(types.map((type) => [type, failed]));
  return toEhrCells(sections, { columns, now: at, server: '' });
}
