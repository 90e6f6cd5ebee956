// How a patient comes onto the list: found in the EHR, or typed in.
import { Button } from '@fluentui/react-components';
import { PersonAddRegular } from '@fluentui/react-icons';
import { useMemo } from 'react';
import type { Row } from '../../api/contract/lists.schema';
import { useWords } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import type { ListParts } from './parts';
import type { RowActions } from './useRowActions';

export interface AddPartProps {
  readonly SearchBox: ListParts['SearchBox'];
  readonly rows: readonly Row[];
  readonly actions: RowActions;
  readonly focusKey: number;
  readonly isPhone: boolean;
  readonly onForm: () => void;
  readonly onMany: (pasted: string) => void;
  readonly onLeave: () => void;
}

export function AddPart({
  SearchBox,
  rows,
  actions,
  focusKey,
  isPhone,
  onForm,
  onMany,
  onLeave,
}: AddPartProps) {
  const { session } = useSession();
  const { t } = useWords();
  const connectionId = session.mode === 'ehr' ? session.connection?.id : undefined;
  const onList = useMemo(() => {
    const ours = rows.filter((row) => row.ehr?.connectionId === connectionId);
    return new Set(ours.map((row) => row.ehr?.patientId ?? ''));
  }, [rows, connectionId]);
  if (connectionId === undefined) {
    return (
      <Button appearance="primary" icon={<PersonAddRegular />} onClick={onForm}>
        {t('list.addPatient')}
      </Button>
    );
  }
  return (
    <SearchBox
      connectionId={connectionId}
      onList={onList}
      focusKey={focusKey}
      isPhone={isPhone}
      onLeave={onLeave}
      onMany={onMany}
      onAdd={async (patientId) => {
        await actions.add({ ehr: { connectionId, patientId } });
      }}
    />
  );
}
