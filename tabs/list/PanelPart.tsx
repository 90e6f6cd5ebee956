// Hands the open row to the patient's panel.
import type { Dispatch } from 'react';
import type { RowModel } from '../../api/clinical/row-model';
import type { ListSummary } from '../../api/contract/lists.schema';
import { useWords } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import type { ColumnModel } from './columns';
import { KnownCells } from './KnownCells';
import type { ListAction } from './model/list-state';
import type { ListParts } from './parts';
import type { OpenRow } from './useOpenRow';
import { usePatientAudit } from './usePatientAudit';
import type { RowActions } from './useRowActions';
import type { Rows } from './useRowModels';

export interface PanelPartProps {
  readonly PatientPanel: ListParts['PatientPanel'];
  readonly open: OpenRow;
  readonly rows: Rows;
  readonly columns: readonly ColumnModel[];
  readonly listId: string;
  readonly isPhone: boolean;
  readonly dispatch: Dispatch<ListAction>;
  readonly actions: RowActions;
  readonly others: readonly ListSummary[];
  readonly onEdit: (model: RowModel) => void;
}

export function PanelPart(props: PanelPartProps) {
  const { PatientPanel, open, rows, columns, listId, isPhone, dispatch, actions, others, onEdit } = props;
  const { session } = useSession();
  const { t } = useWords();
  const onAudit = usePatientAudit();
  const model = open.rowId === undefined ? undefined : rows.models.get(open.rowId);
  if (!model) return null;
  const { row, patient } = model;
  const name = patient?.name?.display ?? t('patient.noName');
  return (
    <PatientPanel
      key={row.id}
      listId={listId}
      row={row}
      patient={patient}
      isTyped={model.isTyped}
      known={<KnownCells model={model} columns={columns} />}
      fields={session.fields.fields}
      isPhone={isPhone}
      onClose={open.close}
      onGiveUp={open.close}
      onNote={(changed) => dispatch({ type: 'row', row: changed })}
      onEdit={() => onEdit(model)}
      others={others}
      onMove={(to) => {
        open.close();
        void actions.move(row.id, name, to);
      }}
      onAudit={onAudit && (() => onAudit(row, name))}
      onRemove={() => {
        open.close();
        void actions.remove(row.id, name);
      }}
      onStep={open.step}
    />
  );
}
