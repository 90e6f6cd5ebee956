// Which dialog of the open list stands in front: columns, recently removed, keys, or the form of a patient. One lazy chunk.
import type { Dispatch } from 'react';
import type { RowModel } from '../../../api/clinical/row-model';
import type { Sort } from '../../../api/clinical/sort-rows';
import type { Field } from '../../../api/contract/fields.schema';
import type { ListView } from '../../../api/contract/lists.schema';
import type { ListCalls, Versioned } from '../api/list-calls';
import type { RowCalls } from '../api/row-calls';
import { saveRow } from '../edit/save-row';
import type { ListAction } from '../model/list-state';
import type { RowActions } from '../useRowActions';
import { ColumnsDialog } from './ColumnsDialog';
import { KeysDialog } from './KeysDialog';
import { ListFileDialog } from './ListFileDialog';
import { PatientForm } from './PatientForm';
import { RemovedDrawer } from './RemovedDrawer';

export type OpenDialog =
  | { readonly kind: 'add' | 'keys' | 'columns' | 'removed' | 'file' }
  | { readonly kind: 'edit'; readonly model: RowModel };

export interface ListDialogsProps {
  readonly dialog: OpenDialog;
  readonly isOpen: boolean;
  readonly listCalls: ListCalls;
  readonly rowCalls: RowCalls;
  readonly actions: RowActions;
  readonly dispatch: Dispatch<ListAction>;
  readonly reload: () => void;
  readonly view: ListView | undefined;
  readonly sort: Sort;
  /** The list as this person knows it. */
  readonly seen: Versioned;
  readonly refreshSession: () => Promise<void>;
  readonly fields: readonly Field[];
  readonly offered: readonly string[] | undefined;
  readonly onClose: () => void;
}

export function ListDialogs(props: ListDialogsProps) {
  const { dialog, isOpen, rowCalls, actions, dispatch, view, fields, onClose } = props;
  if (dialog.kind === 'keys') return <KeysDialog isOpen={isOpen} onClose={onClose} />;
  if (!view) return null;
  switch (dialog.kind) {
    case 'columns':
      return (
        <ColumnsDialog
          isOpen={isOpen}
          list={props.seen}
          columns={view.columns}
          fields={fields}
          offered={props.offered}
          onSave={(columns, seen) => saveColumns(props, seen, columns)}
          onClose={onClose}
        />
      );
    case 'removed':
      return (
        <RemovedDrawer
          isOpen={isOpen}
          calls={rowCalls}
          listId={view.id}
          onRestore={actions.restore}
          onClose={onClose}
        />
      );
    case 'file':
      return <ListFileDialog isOpen={isOpen} view={view} sort={props.sort} onClose={onClose} />;
    case 'add':
      return (
        <PatientForm
          isOpen={isOpen}
          model={undefined}
          fields={fields}
          onSave={async (typed) => {
            await actions.add({ typed: withoutBlanks(typed) });
          }}
          onClose={onClose}
        />
      );
    case 'edit':
      return (
        <PatientForm
          isOpen={isOpen}
          model={dialog.model}
          fields={fields}
          onSave={async (typed, base = dialog.model.row) => {
            const row = await saveRow(rowCalls, view.id, base, typed);
            if (row) dispatch({ type: 'row', row });
          }}
          onClose={onClose}
        />
      );
  }
}

async function saveColumns(
  props: ListDialogsProps,
  seen: Versioned,
  columns: readonly string[],
): Promise<void> {
  const { data, version } = await props.listCalls.setColumns(seen, columns);
  props.dispatch({ type: 'view', change: { columns: [...columns], version: version ?? data.version } });
  void props.refreshSession();
  // A new column may need what wasn't asked for yet.
  props.reload();
}

function withoutBlanks<T>(typed: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== null && value !== ''));
}
