// Opens a list: the read of the EHR starts at once, the audit row is committed before anything leaves. Knows no HTTP.
import { setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Audit } from '../audit/audit';
import type { ListLine, ListView, Snapshot } from '../contract/lists.schema';
import { notFound } from '../errors/known-errors';
import type { JsonText } from '../http/route';
import type { Scope } from '../sign-in/scope';
import type { Store } from '../store/store';
import { changeTeamData, type TeamData, type TeamRows, toTeamData, toTeamRows } from '../store/team-data';
import { findTeamSetup, type TeamSetup } from '../store/team-setup';
import { toShownColumns } from './columns.policy';
import type { CellsReading, EhrPatient, StartReading } from './ehr-cells.service';
import type { GetEhr } from './ehr-ports';
import { toColumnIds, toListSummary } from './list.map';
import { type CountedList, findList } from './list.store';
import { rememberList } from './person.store';
import { toAuditPatientOf, toEhrReference, toRow } from './row.map';
import { findRows, type RowRecord, updateSnapshot } from './row.store';
import { isNews } from './snapshot.map';

export interface OpenListDeps {
  readonly store: Store;
  readonly audit: Audit;
  readonly now: () => Date;
  readonly getEhr: GetEhr;
  readonly startReading: StartReading;
}

export interface OpenList {
  /** The list as it stands, without the EHR. */
  view(scope: Scope, listId: string): Promise<ListView>;
  /** Resolves when the opening is audited; the lines leave when the caller asks for them. */
  stream(scope: Scope, listId: string, signal: AbortSignal): Promise<OpenedList>;
  /** Both without a row in the log: for who writes one of their own before anything leaves. */
  find(scope: Scope, listId: string): Promise<ListView>;
  read(scope: Scope, listId: string, signal: AbortSignal): Promise<OpenedList>;
}

export interface OpenedList {
  readonly view: ListView;
  readonly setup: TeamSetup;
  writeLines(write: (line: ListLine | JsonText) => void): Promise<void>;
}

export function createOpenList(deps: OpenListDeps): OpenList {
  return {
    async view(scope, listId) {
      const view = await findView(deps, scope, listId);
      await recordOpening(deps, scope, view);
      return view;
    },
    find: (scope, listId) => findView(deps, scope, listId),
    stream: (scope, listId, signal) =>
      open(deps, scope, { listId, signal, record: (view) => recordOpening(deps, scope, view) }),
    read: (scope, listId, signal) => open(deps, scope, { listId, signal, record: async () => undefined }),
  };
}

async function findView({ store }: OpenListDeps, scope: Scope, listId: string): Promise<ListView> {
  const data = await toTeamData(store, scope);
  return toView(data, await getRecords(data, listId));
}

interface Opening {
  readonly listId: string;
  readonly signal: AbortSignal;
  readonly record: (view: ListView) => Promise<void>;
}

async function open(
  deps: OpenListDeps,
  scope: Scope,
  { listId, signal, record }: Opening,
): Promise<OpenedList> {
  const stop = new AbortController();
  const access = deps.getEhr(scope);
  // It may fail before anybody listens, or nobody may need it: no EHR patient on the list.
  access.catch(() => undefined);
  try {
    const records = await getRecords(toTeamRows(deps.store, scope), listId);
    const patients = records.rows.flatMap(toEhrPatient);
    const reading = deps.startReading({
      access: records.setup.mode === 'manual' ? undefined : access,
      patients,
      columns: toShownColumns(toColumnIds(records.list), records.setup),
      signal: toSharedSignal(signal, stop.signal),
    });
    if (patients.length > 0) await wait(questionsLeaveMs);
    const view = toView(await toTeamData(deps.store, scope), records);
    await record(view);
    const { setup } = records;
    return { view, setup, writeLines: (write) => writeLines(deps, scope, { view, reading }, write) };
  } catch (error) {
    stop.abort();
    throw error;
  }
}

/**
 * Keys, unsealing and the commit keep this thread busy; the questions to the EHR shall be on their way before. It sleeps: where
 * there are two cores, the second reader has none to send its questions from while this thread is awake.
 */
const questionsLeaveMs = 2;

/** Every request to the EHR listens to it: that is many, and no leak. */
function toSharedSignal(...signals: AbortSignal[]): AbortSignal {
  const shared = AbortSignal.any(signals);
  setMaxListeners(0, shared);
  return shared;
}

interface Records {
  readonly list: CountedList;
  readonly setup: TeamSetup;
  readonly rows: readonly RowRecord[];
}

async function getRecords(data: TeamRows, listId: string): Promise<Records> {
  const [list, setup, rows] = await Promise.all([
    findList(data, listId),
    findTeamSetup(data),
    findRows(data, listId),
  ]);
  if (!list) throw notFound();
  return { list, setup, rows };
}

function toView(data: TeamData, { list, setup, rows }: Records): ListView {
  return {
    ...toListSummary(data, list, setup.defaultListId),
    columns: toShownColumns(toColumnIds(list), setup),
    rows: rows.map((row) => toRow(data, row)),
  };
}

function toEhrPatient(row: RowRecord): EhrPatient[] {
  const reference = toEhrReference(row);
  return reference ? [{ rowId: row.id, ...reference }] : [];
}

function recordOpening(deps: OpenListDeps, scope: Scope, view: ListView): Promise<void> {
  return changeTeamData(deps, scope, async ({ data, record }) => {
    await rememberList(data, view.id, deps.now().toISOString());
    await record({
      operation: 'PatientListView',
      objects: [{ kind: 'list', id: view.id, label: view.name }],
      patients: view.rows.map(toAuditPatientOf),
    });
  });
}

async function writeLines(
  deps: OpenListDeps,
  scope: Scope,
  { view, reading }: { view: ListView; reading: CellsReading },
  write: (line: ListLine | JsonText) => void,
): Promise<void> {
  write({ type: 'view', view });
  await reading.drainTo(write);
  const before = new Map(view.rows.map((row) => [row.id, row.snapshot]));
  const news = [...reading.snapshots()].filter(([rowId, now]) => isNews(before.get(rowId) ?? null, now));
  // The answer is whole. A snapshot that can't be kept now is kept at the next opening.
  if (news.length > 0) await keepSnapshots(deps, scope, news).catch(() => undefined);
}

async function keepSnapshots(
  { store }: OpenListDeps,
  scope: Scope,
  news: readonly (readonly [string, Snapshot])[],
): Promise<void> {
  const data = await toTeamData(store, scope);
  await store.transaction(async (tx) => {
    for (const [rowId, snapshot] of news) await updateSnapshot({ ...data, db: tx }, rowId, snapshot);
  });
}
