// Hands the open row to the patient's panel.
import type { Dispatch } from 'react';
import type { Row } from '../../api/contract/lists.schema';
import { useWords } from '../i18n/useWords';
import { useSession } from '../net/useSession';
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
  readonly listId: string;
  readonly isPhone: boolean;
  readonly dispatch: Dispatch<ListAction>;
  readonly actions: RowActions;
  readonly onEdit: (row: Row) => void;
}

export function PanelPart(props: PanelPartProps) {
  const { PatientPanel, open, rows, listId, isPhone, dispatch, actions, onEdit } = props;
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
      fields={session.fields.fields}
      isPhone={isPhone}
      onClose={open.close}
      onGiveUp={open.close}
      onNote={(changed) => dispatch({ type: 'row', row: changed })}
      onEdit={model.isTyped ? () => onEdit(row) : undefined}
      onAudit={onAudit && (() => onAudit(row, name))}
      onRemove={() => {
        open.close();
        void actions.remove(row.id, name);
      }}
      onStep={open.step}
    />
  );
}
