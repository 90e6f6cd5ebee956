// Opens a list: the read of the EHR starts at once, the audit row is committed before anything leaves. Knows no HTTP.
import { setMaxListeners } from 'node:events';
import type { Audit } from '../audit/audit';
import type { ListLine, ListView, Snapshot } from '../contract/lists.schema';
import type { Mode } from '../contract/session.schema';
import { notFound } from '../errors/known-errors';
import type { Scope } from '../sign-in/scope';
import type { Store } from '../store/store';
import { changeTeamData, type TeamData, toTeamData } from '../store/team-data';
import { findTeamSetup } from '../store/team-setup';
import { toShownColumns } from './columns.policy';
import type { CellsReading, StartReading } from './ehr-cells.service';
import type { GetEhr } from './ehr-ports';
import { toColumnIds, toListSummary } from './list.map';
import { findList } from './list.store';
import { rememberList } from './person.store';
import { toAuditPatientOf, toRow } from './row.map';
import { findRows, updateSnapshot } from './row.store';

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
}

export interface OpenedList {
  readonly view: ListView;
  writeLines(write: (line: ListLine) => void): Promise<void>;
}

export function createOpenList(deps: OpenListDeps): OpenList {
  return {
    async view(scope, listId) {
      const { view } = await getView(await toTeamData(deps.store, scope), listId);
      await recordOpening(deps, scope, view);
      return view;
    },
    async stream(scope, listId, signal) {
      const stop = new AbortController();
      const access = deps.getEhr(scope);
      // It may fail before anybody listens, or nobody may need it: no EHR patient on the list.
      access.catch(() => undefined);
      try {
        const { view, mode } = await getView(await toTeamData(deps.store, scope), listId);
        const reading = deps.startReading({
          access: mode === 'manual' ? undefined : access,
          rows: view.rows,
          columns: view.columns,
          signal: toSharedSignal(signal, stop.signal),
        });
        await recordOpening(deps, scope, view);
        return { view, writeLines: (write) => writeLines(deps, scope, { view, reading }, write) };
      } catch (error) {
        stop.abort();
        throw error;
      }
    },
  };
}

/** Every request to the EHR listens to it: that is many, and no leak. */
function toSharedSignal(...signals: AbortSignal[]): AbortSignal {
  const shared = AbortSignal.any(signals);
  setMaxListeners(0, shared);
  return shared;
}

async function getView(data: TeamData, listId: string): Promise<{ view: ListView; mode: Mode }> {
  const [list, setup, records] = await Promise.all([
    findList(data, listId),
    findTeamSetup(data),
    findRows(data, listId),
  ]);
  if (!list) throw notFound();
  const view = {
    ...toListSummary(data, list, setup.defaultListId),
    columns: toShownColumns(toColumnIds(list), setup),
    rows: records.map((record) => toRow(data, record)),
  };
  return { view, mode: setup.mode };
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
  write: (line: ListLine) => void,
): Promise<void> {
  write({ type: 'view', view });
  await reading.drainTo(write);
  const news = reading.news();
  // The answer is whole. A snapshot that can't be kept now is kept at the next opening.
  if (news.size > 0) await keepSnapshots(deps, scope, news).catch(() => undefined);
}

async function keepSnapshots(
  { store }: OpenListDeps,
  scope: Scope,
  news: ReadonlyMap<string, Snapshot>,
): Promise<void> {
  const data = await toTeamData(store, scope);
  await store.transaction(async (tx) => {
    for (const [rowId, snapshot] of news) await updateSnapshot({ ...data, db: tx }, rowId, snapshot);
  });
}
