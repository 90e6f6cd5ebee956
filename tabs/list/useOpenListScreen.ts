// All that the screen of one list knows and can do: its rows in order, how they look, what is open over them. No markup.
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import { naturalSort, type Sort } from '../../api/clinical/sort-rows';
import type { ListSummary } from '../../api/contract/lists.schema';
import type { Mode } from '../../api/contract/session.schema';
import { toSubPageId } from '../host/deep-link';
import { useHost } from '../host/useHost';
import { useWords } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import type { ListCalls } from './api/list-calls';
import type { RowCalls } from './api/row-calls';
import { type ColumnModel, toColumns } from './columns';
import type { ListDialogsProps, OpenDialog } from './dialogs/ListDialogs';
import type { GridHandle } from './grid/Grid';
import type { ListState } from './model/list-state';
import { type DialogHandle, useDialog } from './useDialog';
import type { Lists } from './useLists';
import { type OpenList, useOpenList } from './useOpenList';
import { type OpenRow, useOpenRow } from './useOpenRow';
import { type RowActions, useRowActions } from './useRowActions';
import { type Rows, useRowModels } from './useRowModels';
import { useScreenKeys } from './useScreen';

export interface OpenListDeps {
  readonly list: ListSummary;
  readonly lists: Pick<Lists, 'renamed' | 'link'>;
  readonly listCalls: ListCalls;
  readonly rowCalls: RowCalls;
}

/** One person's own way of looking at the list; never saved for others. */
interface Look {
  readonly sort: Sort;
  readonly setSort: (sort: Sort) => void;
  readonly filter: string;
  readonly setFilter: (filter: string) => void;
  readonly isDense: boolean;
  readonly setDense: (isDense: boolean) => void;
}

export interface OpenListHandle extends OpenList {
  readonly mode: Mode;
  readonly look: Look;
  readonly rows: Rows;
  readonly columns: readonly ColumnModel[];
  readonly open: OpenRow;
  readonly actions: RowActions;
  readonly dialog: DialogHandle<OpenDialog>;
  /** What many patients are added by: beginning with what was pasted elsewhere. */
  readonly many: DialogHandle<string>;
  /** undefined where no EHR is asked. */
  readonly onMany: (() => void) | undefined;
  readonly dialogProps: Omit<ListDialogsProps, 'dialog' | 'isOpen'>;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly handle: RefObject<GridHandle | null>;
  /** Counts up when the search box should take the focus. */
  readonly addKey: number;
  readonly onAdd: () => void;
  readonly onShare: (() => void) | undefined;
}

export function useOpenListScreen({ list, lists, listCalls, rowCalls }: OpenListDeps): OpenListHandle {
  const { session, refresh } = useSession();
  const opened = useOpenList(listCalls, list.id);
  const { state, dispatch, reload } = opened;
  useLostList(state.lost, refresh);
  const look = useLook();
  const dialog = useDialog<OpenDialog>();
  const many = useDialog<string>();
  const [addKey, setAddKey] = useState(0);
  const refs = useRefs();
  const { fields } = session.fields;
  const { rows, columns } = useShown(state, look);
  const actions = useRowActions({
    calls: rowCalls,
    listId: list.id,
    dispatch,
    reload,
    refreshSession: refresh,
  });
  const linked = lists.link?.listId === list.id ? lists.link.rowId : undefined;
  const isRead = state.view !== undefined;
  const open = useOpenRow(rows, refs.handle, { linked, isRead });
  const onAdd = () => (session.mode === 'ehr' ? setAddKey((key) => key + 1) : dialog.show({ kind: 'add' }));
  useScreenKeys({
    add: onAdd,
    filter: () => refs.filterRef.current?.focus(),
    keys: () => dialog.show({ kind: 'keys' }),
    back: () => (open.rowId ? open.close() : look.setFilter('')),
  });
  const offered = session.mode === 'ehr' ? session.connection?.columns : undefined;
  return {
    ...opened,
    mode: session.mode,
    look,
    rows,
    columns,
    open,
    actions,
    dialog,
    many,
    onMany: session.mode === 'ehr' && session.connection ? () => many.show('') : undefined,
    dialogProps: {
      ...{ listCalls, rowCalls, actions, dispatch, reload },
      view: state.view,
      sort: look.sort,
      seen: { id: list.id, version: toSeen(state.view?.version ?? list.version, lists.renamed) },
      refreshSession: refresh,
      fields,
      offered,
      onClose: dialog.close,
    },
    ...refs,
    addKey,
    onAdd,
    onShare: useShare(list.id),
  };
}

function toSeen(version: number, renamed: Lists['renamed']): number {
  return version === renamed?.from ? renamed.to : version;
}

function useShown(state: ListState, look: Look): Pick<OpenListHandle, 'rows' | 'columns'> {
  const { session } = useSession();
  const { language } = useWords();
  const { fields } = session.fields;
  const isManual = session.mode === 'manual';
  const context = useMemo(() => ({ fields, language, isManual }), [fields, language, isManual]);
  const rows = useRowModels(state, look.sort, look.filter, context);
  const columnIds = state.view?.columns;
  const columns = useMemo(() => toColumns(columnIds ?? [], fields), [columnIds, fields]);
  return { rows, columns };
}

/** Deleted by somebody, or not for this person any more: the session knows which. */
function useLostList(lost: string | undefined, refresh: () => Promise<void>): void {
  useEffect(() => {
    if (lost === 'not_found') void refresh();
  }, [lost, refresh]);
}

function useRefs(): Pick<OpenListHandle, 'gridRef' | 'filterRef' | 'handle'> {
  const filterRef = useRef<HTMLInputElement>(null);
  const gridRef = useRef<HTMLDivElement>(null);
  const handle = useRef<GridHandle>(null);
  return { filterRef, gridRef, handle };
}

function useLook(): Look {
  const [sort, setSort] = useState<Sort>(naturalSort);
  const [filter, setFilter] = useState('');
  const [isDense, setDense] = useState(false);
  return { sort, setSort, filter, setFilter, isDense, setDense };
}

/** The label travels in messages: it names no team, list or patient. */
function useShare(listId: string): (() => void) | undefined {
  const host = useHost();
  const { t } = useWords();
  if (!host.canShareLink) return undefined;
  return () => host.shareLink({ subPageId: toSubPageId({ listId }), label: t('list.linkLabel') });
}
