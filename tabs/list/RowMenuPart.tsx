// Hands the menu of a row what its patient allows.

import type { RowModel } from '../../api/clinical/row-model';
import type { ListSummary } from '../../api/contract/lists.schema';
import { useWords } from '../i18n/useWords';
import { toEditKeys } from './columns';
import type { Active } from './model/grid-keys';
import { RowMenu } from './RowMenu';
import type { OpenRow } from './useOpenRow';
import { usePatientAudit } from './usePatientAudit';
import type { RowActions } from './useRowActions';
import type { Rows } from './useRowModels';

export interface RowMenuPartProps {
  readonly rows: Rows;
  readonly others: readonly ListSummary[];
  readonly isPhone: boolean;
  readonly open: OpenRow;
  readonly actions: RowActions;
  readonly onEditDetails: (model: RowModel) => void;
  readonly menu: { readonly at: Active; readonly cell: HTMLElement };
  readonly begin: (at: Active) => void;
  readonly onClose: () => void;
}

export function RowMenuPart({ menu, begin, onClose, ...props }: RowMenuPartProps) {
  const { t } = useWords();
  const onAudit = usePatientAudit();
  const model = props.rows.models.get(menu.at.rowId);
  if (!model) return null;
  const { row, patient } = model;
  const name = patient?.name?.display ?? t('patient.noName');
  return (
    <RowMenu
      target={menu.cell}
      others={props.others}
      canEditCell={!props.isPhone && toEditKeys(menu.at.column, model).length > 0}
      onClose={onClose}
      onOpen={() => props.open.open(row.id)}
      onEditCell={() => begin(menu.at)}
      onEditDetails={() => props.onEditDetails(model)}
      onMove={(to) => void props.actions.move(row.id, name, to)}
      onAudit={onAudit && (() => onAudit(row, name))}
      onRemove={() => void props.actions.remove(row.id, name)}
    />
  );
}
