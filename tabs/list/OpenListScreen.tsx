// One list on the screen: toolbar, grid or cards, and one patient beside it. Puts the parts together; the rules are elsewhere.
import { type ReactNode, useEffect } from 'react';
import type { ListSummary } from '../../api/contract/lists.schema';
import { useWords } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import { Screen } from '../ui/Screen';
import { AddPart } from './AddPart';
import type { ListCalls } from './api/list-calls';
import type { RowCalls } from './api/row-calls';
import type { GoneNoteProps } from './GoneNote';
import { ListBody } from './ListBody';
import { GoneNote, ListDialogs, PanelPart, PhoneBar } from './later';
import type { ListParts } from './parts';
import { Toolbar } from './toolbar/Toolbar';
import type { Lists } from './useLists';
import { type OpenListHandle, useOpenListScreen } from './useOpenListScreen';
import type { OpenRow } from './useOpenRow';
import { useIsPhone } from './useScreen';

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
  const { lists, list, rowCalls, parts } = props;
  const { t } = useWords();
  const isPhone = useIsPhone();
  const screen = useOpenListScreen(props);
  const { state, rows, columns, look, dialog, many, open, actions, gridRef, handle } = screen;
  const isAtRest = state.view !== undefined && !state.isFilling;
  useEffect(() => {
    if (isAtRest) parts.onRest();
  }, [isAtRest, parts]);
  const add = (
    <AddPart
      SearchBox={parts.SearchBox}
      rows={state.view?.rows ?? []}
      actions={actions}
      focusKey={screen.addKey}
      isPhone={isPhone}
      onForm={() => dialog.show({ kind: 'add' })}
      onMany={many.show}
      onLeave={() => handle.current?.focus({ rowId: rows.ids[0] ?? 'head', column: 'patient' })}
    />
  );
  return (
    <Screen
      label={t('list.label')}
      width="still"
      toolbar={<ListToolbar {...props} screen={screen} add={add} isPhone={isPhone} />}
      isCovered={isPhone && open.rowId !== undefined}
      over={<OpenPatient {...props} screen={screen} isPhone={isPhone} />}
    >
      <Gone {...props} screen={screen} isPhone={isPhone} />
      <ListBody
        isGone={lists.isGone}
        listName={list.name}
        listId={list.id}
        state={state}
        dispatch={screen.dispatch}
        reload={screen.reload}
        rows={rows}
        columns={columns}
        sort={look.sort}
        onSort={look.setSort}
        isDense={look.isDense}
        isPhone={isPhone}
        hasFilter={look.filter !== ''}
        onClearFilter={() => look.setFilter('')}
        gridRef={gridRef}
        handle={handle}
        open={open}
        others={toOthers(lists, list)}
        rowCalls={rowCalls}
        actions={actions}
        onAdd={screen.onAdd}
        onMany={screen.onMany}
        onEditDetails={(model) => dialog.show({ kind: 'edit', model })}
      />
      {isPhone && (
        <PhoneBar
          add={add}
          mode={screen.mode}
          filter={look.filter}
          onFilter={look.setFilter}
          onAdd={screen.onAdd}
        />
      )}
      {many.dialog !== undefined && (
        <parts.AddMany
          key={many.key}
          isOpen={many.isOpen}
          listId={list.id}
          pasted={many.dialog}
          isPhone={isPhone}
          onAdd={actions.addMany}
          onClose={many.close}
          onGiveUp={many.drop}
        />
      )}
      {dialog.dialog && (
        <ListDialogs
          key={dialog.key}
          dialog={dialog.dialog}
          isOpen={dialog.isOpen}
          onGiveUp={dialog.drop}
          {...screen.dialogProps}
        />
      )}
    </Screen>
  );
}

interface PartProps extends OpenListScreenProps {
  readonly screen: OpenListHandle;
  readonly isPhone: boolean;
}

function Gone({ lists, list, screen, isPhone }: PartProps) {
  const { open, dialog } = screen;
  const what = toGone(lists, open);
  if (!what) return null;
  return (
    <GoneNote
      what={what}
      list={list}
      hasPanel={open.rowId !== undefined && !isPhone}
      onPutBack={() => void lists.putBack(list)}
      onRemoved={() => dialog.show({ kind: 'removed' })}
      onLeave={() => lists.choose(what === 'list' ? undefined : list.id)}
    />
  );
}

function toGone(lists: Lists, open: OpenRow): GoneNoteProps['what'] | undefined {
  if (lists.isGone) return 'list';
  if (lists.isLinkGone) return 'link';
  return open.isLinkGone ? 'patient' : undefined;
}

function OpenPatient({ parts, list, lists, screen, isPhone }: PartProps) {
  const { open, dialog } = screen;
  if (open.rowId === undefined) return null;
  return (
    <PanelPart
      PatientPanel={parts.PatientPanel}
      open={open}
      rows={screen.rows}
      columns={screen.columns}
      listId={list.id}
      isPhone={isPhone}
      dispatch={screen.dispatch}
      actions={screen.actions}
      others={toOthers(lists, list)}
      onEdit={(model) => dialog.show({ kind: 'edit', model })}
      onGiveUp={open.close}
    />
  );
}

const toOthers = (lists: Lists, list: ListSummary) => lists.all.filter((each) => each.id !== list.id);

interface ListToolbarProps extends PartProps {
  readonly add: ReactNode;
}

function ListToolbar({ screen, add, isPhone, ...props }: ListToolbarProps) {
  const { isOwner, session } = useSession();
  const { look, rows, dialog } = screen;
  return (
    <Toolbar
      lists={props.lists}
      onCreate={props.onCreate}
      onRename={props.onRename}
      columns={screen.columns}
      sort={look.sort}
      onSort={look.setSort}
      isDense={look.isDense}
      onDense={look.setDense}
      isOwner={isOwner}
      onRefresh={screen.reload}
      onMany={screen.onMany}
      onColumns={() => dialog.show({ kind: 'columns' })}
      onRemoved={() => dialog.show({ kind: 'removed' })}
      onKeys={() => dialog.show({ kind: 'keys' })}
      onFile={session.canExport && rows.total > 0 ? () => dialog.show({ kind: 'file' }) : undefined}
      onShare={screen.onShare}
      filter={look.filter}
      onFilter={look.setFilter}
      filterRef={screen.filterRef}
      shown={rows.ids.length}
      total={rows.total}
      add={add}
      isPhone={isPhone}
    />
  );
}
