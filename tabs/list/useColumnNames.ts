// The heading of a column in the reader's language; a team's own field has the name that the team gave it.
import { useCallback } from 'react';
import { useWords, type WordKey } from '../i18n/useWords';
import type { ColumnModel } from './columns';

export function useColumnNames(): (column: Pick<ColumnModel, 'id' | 'field'>) => string {
  const { t } = useWords();
  return useCallback((column) => column.field?.name ?? t(`column.${column.id}` as WordKey), [t]);
}
