// One list on the screen: toolbar, grid or cards, and one patient beside it. Puts the parts together; the rules are elsewhere.
import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import type { ListSummary } from '../../api/contract/lists.schema';
import { toSubPageId } from '../host/deep-link';
import { useHost } from '../host/useHost';
import { useWords } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import { Screen } from '../ui/Screen';
import { AddPart } from './AddPart';
import type { ListCalls } from './api/list-calls';
import type { RowCalls } from './api/row-calls';
import { toColumns } from './columns';
import type { ListDialogsProps, OpenDialog } from './dialogs/ListDialogs';
import type { GridHandle } from './grid/Grid';
import { ListBody } from './ListBody';
import { naturalSort, type Sort } from './model/sort-rows';
import { PanelPart } from './PanelPart';
import type { ListParts } from './parts';
import { PhoneBar } from './phone/PhoneBar';
import { Toolbar } from './toolbar/Toolbar';
import type { Lists } from './useLists';
import { useOpenList } from './useOpenList';
import { useOpenRow } from './useOpenRow';
import { useRowActions } from './useRowActions';
import { useRowModels } from './useRowModels';
import { useIsPhone, useScreenKeys } from './useScreen';

const ListDialogs = lazy(async () => {
  const { ListDialogs: dialogs } = await import(
    /* webpackChunkName: "list-dialogs" */ './dialogs/ListDialogs'
  );
  return { default: dialogs };
});

export interface OpenListScreenProps {
  readonly lists: Lists;
  readonly list: ListSummary;
  readonly listCalls: ListCalls;
  readonly rowCalls: RowCalls;
  readonly parts: ListParts;
  readonly onCreate: () => void;
  readonly onRename: () => void;
}

export function OpenListScreen(props: OpenListScreenProps) {
  const { lists, list, listCalls, rowCalls, parts } = props;
  const { session, isOwner, refresh } = useSession();
  const host = useHost();
  const { t, language } = useWords();
  const isPhone = useIsPhone();
  const { state, dispatch, reload } = useOpenList(listCalls, list.id);
  const [sort, setSort] = useState<Sort>(naturalSort);
  const [filter, setFilter] = useState('');
  const [isDense, setDense] = useState(false);
  const [dialog, setDialog] = useState<OpenDialog>();
  const [addKey, setAddKey] = useState(0);
  const filterRef = useRef<HTMLInputElement>(null);
  const gridRef = useRef<HTMLDivElement>(null);
  const handle = useRef<GridHandle>(null);
  const { fields } = session.fields;
  const context = useMemo(() => ({ fields, language }), [fields, language]);
  const rows = useRowModels(state, sort, filter, context);
  const columnIds = state.view?.columns;
  const columns = useMemo(() => toColumns(columnIds ?? [], fields), [columnIds, fields]);
  const actions = useRowActions({
    calls: rowCalls,
    listId: list.id,
    dispatch,
    reload,
    refreshSession: refresh,
  });
  const open = useOpenRow(rows, handle);

  const onAdd = () => (session.mode === 'ehr' ? setAddKey((key) => key + 1) : setDialog({ kind: 'add' }));
  useScreenKeys({
    add: onAdd,
    filter: () => filterRef.current?.focus(),
    keys: () => setDialog({ kind: 'keys' }),
    back: () => (open.rowId ? open.close() : setFilter('')),
  });
  const onShare = host.canShareLink
    ? () => host.shareLink({ subPageId: toSubPageId({ listId: list.id }), label: t('list.linkLabel') })
    : undefined;
  const add = (
    <AddPart
      SearchBox={parts.SearchBox}
      rows={state.view?.rows ?? []}
      actions={actions}
      focusKey={addKey}
      isPhone={isPhone}
      onForm={() => setDialog({ kind: 'add' })}
      onLeave={() => handle.current?.focus({ rowId: rows.ids[0] ?? 'head', column: 'patient' })}
    />
  );
  const dialogs: Omit<ListDialogsProps, 'dialog'> = {
    listCalls,
    rowCalls,
    actions,
    dispatch,
    reload,
    view: state.view,
    fields,
    offered: session.mode === 'ehr' ? session.connection?.columns : undefined,
    onClose: () => setDialog(undefined),
  };
  return (
    <Screen
      label={t('list.label')}
      width="still"
      toolbar={
        <Toolbar
          lists={lists}
          onCreate={props.onCreate}
          onRename={props.onRename}
          columns={columns}
          sort={sort}
          onSort={setSort}
          isDense={isDense}
          onDense={setDense}
          isOwner={isOwner}
          onRefresh={reload}
          onColumns={() => setDialog({ kind: 'columns' })}
          onRemoved={() => setDialog({ kind: 'removed' })}
          onKeys={() => setDialog({ kind: 'keys' })}
          onShare={onShare}
          filter={filter}
          onFilter={setFilter}
          filterRef={filterRef}
          shown={rows.ids.length}
          total={rows.total}
          add={add}
          isPhone={isPhone}
        />
      }
    >
      <ListBody
        listName={list.name}
        listId={list.id}
        state={state}
        dispatch={dispatch}
        reload={reload}
        rows={rows}
        columns={columns}
        sort={sort}
        onSort={setSort}
        isDense={isDense}
        isPhone={isPhone}
        hasFilter={filter !== ''}
        onClearFilter={() => setFilter('')}
        gridRef={gridRef}
        handle={handle}
        open={open}
        others={lists.all.filter((each) => each.id !== list.id)}
        rowCalls={rowCalls}
        actions={actions}
        onAdd={onAdd}
        onEditDetails={(row) => setDialog({ kind: 'edit', row })}
      />
      <PanelPart
        PatientPanel={parts.PatientPanel}
        open={open}
        rows={rows}
        listId={list.id}
        isPhone={isPhone}
        dispatch={dispatch}
        actions={actions}
        onEdit={(row) => setDialog({ kind: 'edit', row })}
      />
      {isPhone && (
        <PhoneBar add={add} mode={session.mode} filter={filter} onFilter={setFilter} onAdd={onAdd} />
      )}
      {dialog && (
        <Suspense fallback={null}>
          <ListDialogs dialog={dialog} {...dialogs} />
        </Suspense>
      )}
    </Screen>
  );
}
