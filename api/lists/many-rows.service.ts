// Many patients onto a list, or off it again, in one transaction: all are there with their audit rows, or nobody is.
import type { Audit, AuditChange } from '../audit/audit';
import type { AuditOperation } from '../contract/audit.schema';
import { limits } from '../contract/limits';
import type { Row } from '../contract/lists.schema';
import type { AddedMany, AddMany } from '../contract/many.schema';
import { notFound } from '../errors/known-errors';
import type { Scope } from '../sign-in/scope';
import type { Store } from '../store/store';
import { changeTeamData, type TeamWork, toChange, toTeamData } from '../store/team-data';
import { findList, lockList } from './list.store';
import { alreadyOnList, limitReached, patientNotRead } from './list-errors';
import type { NewPatient, ReadNewPatients } from './new-patient.service';
import { toAuditPatientOf, toRow } from './row.map';
import { findRows, insertRow, removeRow } from './row.store';

export interface ManyRowsDeps {
  readonly store: Store;
  readonly audit: Audit;
  readonly now: () => Date;
  readonly readNewPatients: ReadNewPatients;
}

/** Who asks: whether they are still there, and, since reading takes a while, still let in. */
export interface Caller {
  readonly signal: AbortSignal;
  readonly confirm: () => Promise<void>;
}

export interface ManyRows {
  /** Whom the EHR can't show now is left out and told; throws that reason if it can show nobody. */
  add(scope: Scope, listId: string, asked: AddMany, caller: Caller): Promise<AddedMany>;
  /** The undo of it. Rows that are gone already are no fault. */
  remove(scope: Scope, listId: string, rowIds: readonly string[]): Promise<void>;
}

type Read = Extract<NewPatient, { snapshot: unknown }>;

export function createManyRows(deps: ManyRowsDeps): ManyRows {
  const at = () => deps.now().toISOString();
  return {
    async add(scope, listId, asked, { signal, confirm }) {
      if (!(await findList(await toTeamData(deps.store, scope), listId))) throw notFound();
      const answers = await deps.readNewPatients(scope, asked, signal);
      signal.throwIfAborted();
      const read = answers.filter((one): one is Read => 'snapshot' in one);
      const unread = answers.flatMap((one) =>
        'reason' in one ? [{ patientId: one.patientId, code: one.reason }] : [],
      );
      const [failed] = unread;
      if (read.length === 0 && failed) throw patientNotRead(failed.code);
      await confirm();
      const { connectionId } = asked;
      const added = await changeTeamData(
        deps,
        scope,
        (work) => addAll(work, { listId, connectionId, read, at: at() }),
        { list_rows: alreadyOnList },
      );
      return { ...added, unread };
    },
    remove: (scope, listId, rowIds) =>
      changeTeamData(deps, scope, (work) => removeAll(work, listId, new Set(rowIds), at())),
  };
}

interface Addition {
  readonly listId: string;
  readonly connectionId: string;
  readonly read: readonly Read[];
  readonly at: string;
}

async function addAll(work: TeamWork, { listId, connectionId, read, at }: Addition) {
  const { data } = work;
  if (!(await lockList(data, listId))) throw notFound();
  const before = await findRows(data, listId);
  const here = new Set(
    before.filter((row) => row.connection_id === connectionId).map((row) => row.patient_id),
  );
  const fresh = read.filter(({ patientId }) => !here.has(patientId));
  assertRoom(limits.patientsPerList - before.length, fresh.length);
  const rowIds = new Set<string>();
  for (const { patientId, snapshot } of fresh) {
    const ehr = { connectionId, patientId };
    rowIds.add(await insertRow(data, { listId, ehr, snapshot, typed: {}, by: data.scope.principal, at }));
  }
  const records = (await findRows(data, listId)).filter(({ id }) => rowIds.has(id));
  const rows = records.map((record) => toRow(data, record));
  const change = toChange({}, { list: listId });
  for (const row of rows) await recordOne(work, 'PatientListAddPatient', { listId, row, change });
  const already = read.filter(({ patientId }) => here.has(patientId)).map(({ patientId }) => patientId);
  return { rows, already };
}

async function removeAll(
  work: TeamWork,
  listId: string,
  rowIds: ReadonlySet<string>,
  at: string,
): Promise<void> {
  const { data } = work;
  if (!(await lockList(data, listId))) throw notFound();
  const rows = (await findRows(data, listId)).filter(({ id }) => rowIds.has(id));
  for (const row of rows) {
    await removeRow(data, row.id, data.scope.principal, at);
    const change = toChange({ list: listId }, {});
    await recordOne(work, 'PatientListRemovePatient', { listId, row: toRow(data, row), change });
  }
}

interface OneRow {
  readonly listId: string;
  readonly row: Row;
  readonly change: AuditChange | undefined;
}

function recordOne(
  { record }: TeamWork,
  operation: AuditOperation,
  { listId, row, change }: OneRow,
): Promise<void> {
  return record({
    operation,
    objects: [
      { kind: 'list', id: listId },
      { kind: 'row', id: row.id },
    ],
    patients: [toAuditPatientOf(row)],
    change,
  });
}

function assertRoom(room: number, wanted: number): void {
  if (wanted <= room) return;
  const { patientsPerList } = limits;
  throw limitReached(
    `A list holds at most ${patientsPerList} patients: there is room for ${Math.max(room, 0)} more, not for ${wanted}.`,
  );
}
