// Lists as a whole: create, rename, delete and restore, set default, choose columns. Each change with its audit row.
import type { Audit, AuditObject } from '../audit/audit';
import type { AuditOperation } from '../contract/audit.schema';
import { defaultColumns } from '../contract/columns';
import { limits } from '../contract/limits';
import type { ListSummary } from '../contract/lists.schema';
import { notFound } from '../errors/known-errors';
import type { Scope } from '../sign-in/scope';
import type { Store } from '../store/store';
import { changeTeamData, type TeamData, type TeamWork, toChange, toTeamData } from '../store/team-data';
import { findTeamSetup, lockTeamSetup, updateTeamSetup } from '../store/team-setup';
import { checkColumns, toKeptColumns } from './columns.policy';
import { toColumnIds, toListName, toListSummary, toSortedByName } from './list.map';
import {
  deleteList,
  findList,
  findLists,
  insertList,
  type ListRecord,
  lockList,
  undeleteList,
  updateList,
} from './list.store';
import { changedMeanwhile, limitReached, nameTaken } from './list-errors';
import { findLastListId } from './person.store';
import { toAuditPatient } from './row.map';
import { findRows } from './row.store';
import { toRestorableSince } from './undo.policy';

export interface ListServiceDeps {
  readonly store: Store;
  readonly audit: Audit;
  readonly now: () => Date;
}

export interface ListService {
  summaries(scope: Scope): Promise<ListSummary[]>;
  /** Which list this person had open last, if it is still there. */
  findLastId(scope: Scope): Promise<string | null>;
  create(scope: Scope, name: string): Promise<ListSummary>;
  rename(scope: Scope, listId: string, version: number, name: string): Promise<ListSummary>;
  remove(scope: Scope, listId: string, version: number): Promise<void>;
  restore(scope: Scope, listId: string): Promise<ListSummary>;
  setDefault(scope: Scope, listId: string): Promise<ListSummary>;
  setColumns(scope: Scope, listId: string, version: number, columns: readonly string[]): Promise<ListSummary>;
}

export function createListService(deps: ListServiceDeps): ListService {
  const at = () => deps.now().toISOString();
  const change = <T>(scope: Scope, work: (work: TeamWork) => Promise<T>) =>
    changeTeamData(deps, scope, work, { lists: nameTaken });
  return {
    async summaries(scope) {
      const data = await toTeamData(deps.store, scope);
      return getSummaries(data);
    },
    async findLastId(scope) {
      return findLastListId(await toTeamData(deps.store, scope));
    },
    create: (scope, name) => change(scope, (work) => create(work, name, at())),
    rename: (scope, listId, version, name) =>
      change(scope, async (work) => {
        const list = await lockVersion(work.data, listId, version);
        await updateList(work.data, listId, { name, by: scope.principal, at: at() });
        const before = toListName(work.data, list);
        const objects: AuditObject[] = [{ kind: 'list', id: listId, label: `${before} → ${name}` }];
        const change = toChange({ name: before }, { name });
        return recordList(work, 'PatientListRename', listId, { objects, change });
      }),
    remove: (scope, listId, version) => change(scope, (work) => remove(work, listId, version, at())),
    restore: (scope, listId) => change(scope, (work) => restore(work, listId, deps.now())),
    setDefault: (scope, listId) =>
      change(scope, async (work) => {
        const { defaultListId } = await lockTeamSetup(work.data);
        await getLocked(work.data, listId);
        await updateTeamSetup(work.data, { defaultListId: listId });
        const change = toChange({ defaultList: defaultListId }, { defaultList: listId });
        return recordList(work, 'PatientListDefaultSet', listId, { change });
      }),
    setColumns: (scope, listId, version, columns) =>
      change(scope, async (work) => {
        const setup = await findTeamSetup(work.data);
        checkColumns(columns, setup);
        const list = await lockVersion(work.data, listId, version);
        const before = toColumnIds(list);
        const kept = toKeptColumns(before, columns, setup);
        await updateList(work.data, listId, { columns: kept, by: scope.principal, at: at() });
        const objects = [toListObject(work.data, list), ...toColumnObjects(before, kept)];
        const change = toChange({ columns: before }, { columns: kept });
        return recordList(work, 'PatientListEditColumns', listId, { objects, change });
      }),
  };
}

async function create(work: TeamWork, name: string, at: string): Promise<ListSummary> {
  const { data } = work;
  const setup = await lockTeamSetup(data);
  const lists = await findLists(data);
  assertRoomForList(lists.length);
  const id = await insertList(data, { name, columns: defaultColumns, by: data.scope.principal, at });
  const hasDefault = lists.some((list) => list.id === setup.defaultListId);
  if (!hasDefault) await updateTeamSetup(data, { defaultListId: id });
  return recordList(work, 'PatientListCreate', id, { change: toChange({}, { name }) });
}

async function remove(work: TeamWork, listId: string, version: number, at: string): Promise<void> {
  const list = await lockVersion(work.data, listId, version);
  const rows = await findRows(work.data, listId);
  await deleteList(work.data, listId, work.data.scope.principal, at);
  await work.record({
    operation: 'PatientListDelete',
    objects: [toListObject(work.data, list)],
    patients: rows.map((row) => toAuditPatient(work.data, row)),
    change: toChange({ name: toListName(work.data, list) }, {}),
  });
}

async function restore(work: TeamWork, listId: string, now: Date): Promise<ListSummary> {
  await lockTeamSetup(work.data);
  const isRestored = await undeleteList(work.data, listId, toRestorableSince(now));
  if (!isRestored) throw notFound();
  assertRoomForList((await findLists(work.data)).length - 1);
  const rows = await findRows(work.data, listId);
  const patients = rows.map((row) => toAuditPatient(work.data, row));
  const { name } = await getSummary(work.data, listId);
  return recordList(work, 'PatientListRestore', listId, { patients, change: toChange({}, { name }) });
}

async function getSummaries(data: TeamData): Promise<ListSummary[]> {
  const [setup, lists] = [await findTeamSetup(data), await findLists(data)];
  return toSortedByName(lists.map((list) => toListSummary(data, list, setup.defaultListId)));
}

async function getSummary(data: TeamData, listId: string): Promise<ListSummary> {
  const [setup, list] = [await findTeamSetup(data), await findList(data, listId)];
  if (!list) throw notFound();
  return toListSummary(data, list, setup.defaultListId);
}

async function getLocked(data: TeamWork['data'], listId: string): Promise<ListRecord> {
  const list = await lockList(data, listId);
  if (!list) throw notFound();
  return list;
}

async function lockVersion(data: TeamWork['data'], listId: string, version: number): Promise<ListRecord> {
  const list = await getLocked(data, listId);
  if (list.version !== version) throw changedMeanwhile(await getSummary(data, listId));
  return list;
}

function assertRoomForList(count: number): void {
  if (count < limits.listsPerTeam) return;
  throw limitReached(`A team has at most ${limits.listsPerTeam} lists. Delete one first.`);
}

async function recordList(
  { data, record }: TeamWork,
  operation: AuditOperation,
  listId: string,
  more: Partial<Parameters<TeamWork['record']>[0]> = {},
): Promise<ListSummary> {
  const summary = await getSummary(data, listId);
  const objects: AuditObject[] = [{ kind: 'list', id: listId, label: summary.name }];
  await record({ operation, objects, patients: [], ...more });
  return summary;
}

function toListObject(data: TeamData, list: ListRecord): AuditObject {
  return { kind: 'list', id: list.id, label: toListName(data, list) };
}

function toColumnObjects(before: readonly string[], after: readonly string[]): AuditObject[] {
  const added = after.filter((id) => !before.includes(id)).map((id) => ({ id, label: 'added' }));
  const removed = before.filter((id) => !after.includes(id)).map((id) => ({ id, label: 'removed' }));
  return [...added, ...removed].map((column) => ({ kind: 'column', ...column }));
}
