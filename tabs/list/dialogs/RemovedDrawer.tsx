// Patients taken off this list in the last days, with who and when, and a way to put each back.
import {
  Button,
  DrawerBody,
  DrawerHeader,
  DrawerHeaderTitle,
  makeStyles,
  OverlayDrawer,
  Text,
  tokens,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import { useCallback, useEffect, useState } from 'react';
import { toRowModel } from '../../../api/clinical/row-model';
import { limits } from '../../../api/contract/limits';
import type { RemovedRow } from '../../../api/contract/lists.schema';
import { useWords } from '../../i18n/useWords';
import { type AnyProblem, isAbort, toProblem } from '../../net/problem';
import { useClinicalWords } from '../../ui/clinical/useClinicalWords';
import { Failure } from '../../ui/Failure';
import { Loading } from '../../ui/Loading';
import type { RowCalls } from '../api/row-calls';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  who: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export interface RemovedDrawerProps {
  readonly calls: RowCalls;
  readonly listId: string;
  readonly isOpen: boolean;
  /** Whether it's back on the list; why not is told elsewhere. */
  readonly onRestore: (rowId: string) => Promise<boolean>;
  readonly onClose: () => void;
}

export function RemovedDrawer({ calls, listId, isOpen, onRestore, onClose }: RemovedDrawerProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { rows, problem, retry, leaveOut } = useRemoved(calls, listId);
  const restore = async (rowId: string) => {
    if (await onRestore(rowId)) leaveOut(rowId);
  };
  return (
    <OverlayDrawer
      open={isOpen}
      position="end"
      size="small"
      onOpenChange={(_event, data) => !data.open && onClose()}
    >
      <DrawerHeader>
        <DrawerHeaderTitle
          action={
            <Button
              appearance="subtle"
              icon={<DismissRegular />}
              aria-label={t('app.close')}
              onClick={onClose}
            />
          }
        >
          {t('list.removedDrawer.title')}
        </DrawerHeaderTitle>
      </DrawerHeader>
      <DrawerBody>
        {problem && <Failure problem={problem} retry={retry} />}
        {!rows && !problem && <Loading />}
        {rows?.length === 0 && <Text>{t('list.removedDrawer.none', { days: limits.removedKeptDays })}</Text>}
        <ul className={styles.list}>
          {rows?.map((row) => (
            <RemovedItem key={row.id} row={row} onRestore={() => void restore(row.id)} />
          ))}
        </ul>
      </DrawerBody>
    </OverlayDrawer>
  );
}

function useRemoved(calls: RowCalls, listId: string) {
  const [rows, setRows] = useState<readonly RemovedRow[]>();
  const [problem, setProblem] = useState<AnyProblem>();
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks once.
  useEffect(() => {
    const abort = new AbortController();
    setProblem(undefined);
    calls.removed(listId, abort.signal).then(setRows, (error: unknown) => {
      if (!isAbort(error)) setProblem(toProblem(error));
    });
    return () => abort.abort();
  }, [calls, listId, attempt]);
  const leaveOut = useCallback(
    (rowId: string) => setRows((before) => before?.filter((row) => row.id !== rowId)),
    [],
  );
  return { rows, problem, retry: () => setAttempt(attempt + 1), leaveOut };
}

function RemovedItem({ row, onRestore }: { readonly row: RemovedRow; readonly onRestore: () => void }) {
  const styles = useStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const { patient } = toRowModel(row, undefined, { isFilling: false });
  const name = patient?.name?.display ?? t('patient.noName');
  return (
    <li className={styles.item}>
      <span className={styles.who}>
        <Text weight="semibold">{name}</Text>
        <Text size={200} className={styles.quiet}>
          {patient?.mrn ? t('patient.mrnIs', { mrn: patient.mrn.value }) : t('patient.noMrn')}
        </Text>
        <Text size={200} className={styles.quiet}>
          {t('list.removedDrawer.by', { name: row.removedBy.name, time: say.clock(row.removedAt) })}
        </Text>
      </span>
      <Button size="small" aria-label={t('list.removedDrawer.putBackName', { name })} onClick={onRestore}>
        {t('list.removedDrawer.putBack')}
      </Button>
    </li>
  );
}
