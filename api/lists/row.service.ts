// The patients on a list: add, edit, remove and restore, move. Each change with its audit row in one transaction.
import type { Audit, AuditChange, AuditObject } from '../audit/audit';
import type { AuditOperation } from '../contract/audit.schema';
import { limits } from '../contract/limits';
import type { AddPatient, RemovedRow, Row } from '../contract/lists.schema';
import { notFound } from '../errors/known-errors';
import type { Scope } from '../sign-in/scope';
import type { Store } from '../store/store';
import { changeTeamData, type TeamWork, toChange, toTeamData } from '../store/team-data';
import { findTeamSetup } from '../store/team-setup';
import { findList, lockList } from './list.store';
import { alreadyOnList, changedMeanwhile, limitReached } from './list-errors';
import type { ReadNewPatient } from './new-patient.service';
import { toAuditPatientOf, toRemovedRow, toRow, toTyped } from './row.map';
import {
  countRows,
  findRemovedRows,
  getRow,
  insertRow,
  moveRow,
  type NewRow,
  type RowAddress,
  removeRow,
  unremoveRow,
  updateTyped,
} from './row.store';
import {
  assertIdentified,
  type TypedInput,
  toCheckedTyped,
  toMergedTyped,
  toPlainTyped,
} from './typed.policy';
import { toRestorableSince } from './undo.policy';

export interface RowServiceDeps {
  readonly store: Store;
  readonly audit: Audit;
  readonly now: () => Date;
  readonly readNewPatient: ReadNewPatient;
}

export interface RowService {
  add(scope: Scope, listId: string, patient: AddPatient): Promise<Row>;
  edit(scope: Scope, address: RowAddress, version: number, typed: TypedInput): Promise<Row>;
  remove(scope: Scope, address: RowAddress): Promise<void>;
  restore(scope: Scope, address: RowAddress): Promise<Row>;
  move(scope: Scope, address: RowAddress, toListId: string): Promise<Row>;
  removed(scope: Scope, listId: string): Promise<RemovedRow[]>;
}

export function createRowService(deps: RowServiceDeps): RowService {
  const at = () => deps.now().toISOString();
  const change = <T>(scope: Scope, work: (work: TeamWork) => Promise<T>) =>
    changeTeamData(deps, scope, work, { list_rows: alreadyOnList });
  return {
    async add(scope, listId, patient) {
      if (!(await findList(await toTeamData(deps.store, scope), listId))) throw notFound();
      const found = 'ehr' in patient ? await deps.readNewPatient(scope, patient.ehr) : null;
      return change(scope, async (work) => {
        const by = scope.principal;
        const typed = 'typed' in patient ? await toNewTyped(work, patient.typed, at()) : {};
        return add(work, { listId, ehr: null, snapshot: null, typed, by, at: at(), ...found });
      });
    },
    edit: (scope, address, version, typed) =>
      change(scope, (work) => edit(work, address, version, typed, at())),
    remove: (scope, address) =>
      change(scope, async (work) => {
        const row = await getRow(work.data, address);
        await removeRow(work.data, row.id, scope.principal, at());
        const { listId } = address;
        const change = toChange({ list: listId }, {});
        await recordRow(work, 'PatientListRemovePatient', toRow(work.data, row), { listId, change });
      }),
    restore: (scope, address) => change(scope, (work) => restore(work, address, deps.now())),
    move: (scope, address, toListId) => change(scope, (work) => move(work, address, toListId)),
    removed: (scope, listId) => change(scope, (work) => readRemoved(work, listId, deps.now())),
  };
}

async function toNewTyped({ data }: TeamWork, input: TypedInput, at: string): Promise<NewRow['typed']> {
  const { fields } = await findTeamSetup(data);
  const typed = toCheckedTyped(input, fields.fields, false);
  assertIdentified(typed);
  return toMergedTyped({}, typed, toPerson(data.scope), at);
}

async function add(work: TeamWork, newRow: NewRow): Promise<Row> {
  await lockForOneMore(work, newRow.listId);
  const rowId = await insertRow(work.data, newRow);
  const row = toRow(work.data, await getRow(work.data, { listId: newRow.listId, rowId }));
  const change = toChange({}, { list: newRow.listId, ...toPlainTyped(newRow.typed) });
  return recordRow(work, 'PatientListAddPatient', row, { listId: newRow.listId, change });
}

async function edit(
  work: TeamWork,
  address: RowAddress,
  version: number,
  input: TypedInput,
  at: string,
): Promise<Row> {
  const { data } = work;
  const before = await getRow(work.data, address);
  if (before.version !== version) throw changedMeanwhile(toRow(data, before));
  const isEhrRow = before.patient_id !== null;
  const { fields, mode } = await findTeamSetup(data);
  // In manual mode nothing comes from the EHR: everything may be typed, and stays for later.
  const checked = toCheckedTyped(input, fields.fields, isEhrRow && mode !== 'manual');
  const typedBefore = toTyped(data, before);
  const typed = toMergedTyped(typedBefore, checked, toPerson(data.scope), at);
  if (!isEhrRow) assertIdentified(toPlainTyped(typed));
  const isChanged = await updateTyped(data, before, { typed, by: data.scope.principal, at });
  const row = toRow(data, await getRow(work.data, address));
  if (!isChanged) throw changedMeanwhile(row);
  const objects = Object.keys(checked).map((key): AuditObject => ({ kind: 'field', id: key }));
  const change = toChange(toPlainTyped(typedBefore), toPlainTyped(typed));
  return recordRow(work, 'PatientDetailsEdit', row, { listId: address.listId, objects, change });
}

async function restore(work: TeamWork, address: RowAddress, now: Date): Promise<Row> {
  await lockForOneMore(work, address.listId);
  const isRestored = await unremoveRow(work.data, address.listId, address.rowId, toRestorableSince(now));
  if (!isRestored) throw notFound();
  const row = toRow(work.data, await getRow(work.data, address));
  const { listId } = address;
  return recordRow(work, 'PatientListRestorePatient', row, {
    listId,
    change: toChange({}, { list: listId }),
  });
}

async function move(work: TeamWork, address: RowAddress, toListId: string): Promise<Row> {
  const { listId, rowId } = address;
  // In one order for everybody, so that two moves the other way round don't wait for each other.
  for (const id of [listId, toListId].sort()) if (!(await lockList(work.data, id))) throw notFound();
  await getRow(work.data, address);
  if (toListId !== listId) await assertRoom(work, toListId);
  await moveRow(work.data, rowId, toListId);
  const row = toRow(work.data, await getRow(work.data, { listId: toListId, rowId }));
  const objects = [toList(listId, 'from'), toList(toListId, 'to')];
  const change = toChange({ list: listId }, { list: toListId });
  return recordRow(work, 'PatientMoved', row, { objects, change });
}

async function readRemoved(work: TeamWork, listId: string, now: Date): Promise<RemovedRow[]> {
  if (!(await findList(work.data, listId))) throw notFound();
  const records = await findRemovedRows(work.data, listId, toRestorableSince(now));
  const rows = records.map((record) => toRemovedRow(work.data, record));
  await work.record({
    operation: 'PatientListRemovedView',
    objects: [toList(listId)],
    patients: rows.map(toAuditPatientOf),
  });
  return rows;
}

async function lockForOneMore(work: TeamWork, listId: string): Promise<void> {
  if (!(await lockList(work.data, listId))) throw notFound();
  await assertRoom(work, listId);
}

async function assertRoom({ data }: TeamWork, listId: string): Promise<void> {
  if ((await countRows(data, listId)) < limits.patientsPerList) return;
  throw limitReached(
    `A list holds at most ${limits.patientsPerList} patients. Remove one, or use another list.`,
  );
}

interface RowChange {
  readonly listId?: string;
  readonly objects?: readonly AuditObject[];
  readonly change: AuditChange | undefined;
}

async function recordRow(
  work: TeamWork,
  operation: AuditOperation,
  row: Row,
  { listId, objects = [], change }: RowChange,
): Promise<Row> {
  const lists = listId === undefined ? [] : [toList(listId)];
  await work.record({
    operation,
    objects: [...lists, ...objects, { kind: 'row', id: row.id }],
    patients: [toAuditPatientOf(row)],
    change,
  });
  return row;
}

function toList(id: string, label?: string): AuditObject {
  return { kind: 'list', id, label };
}

function toPerson({ principal }: Scope) {
  return { id: principal.oid, name: principal.name };
}
