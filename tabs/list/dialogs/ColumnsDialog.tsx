// Which columns the list shows, and in which order. The choice is the team's, so it says so; what the EHR can't fill says that.
// Where somebody changed the list meanwhile, saving once more replaces it knowingly.
import {
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { ArrowDownRegular, ArrowUpRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { ehrColumns, teamColumns } from '../../../api/contract/columns';
import type { Field } from '../../../api/contract/fields.schema';
import { useWords } from '../../i18n/useWords';
import { type AnyProblem, toProblem } from '../../net/problem';
import { Failure } from '../../ui/Failure';
import { InView } from '../../ui/InView';
import { findCurrentList, type Versioned } from '../api/list-calls';
import { useColumnNames } from '../useColumnNames';
import { moveColumn, toggleColumn } from './column-choice';

const useStyles = makeStyles({
  note: { display: 'block', color: tokens.colorNeutralForeground2, marginBottom: tokens.spacingVerticalM },
  line: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    minHeight: '36px',
    '@media (max-width: 640px)': { minHeight: '44px', '& button': { minWidth: '44px', minHeight: '44px' } },
  },
  // Fluent's own width fits the words: the arrows should stand under each other.
  name: { flexGrow: 1, flexBasis: 0, width: 'auto', minWidth: 0 },
  hint: { color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  list: { margin: 0, padding: 0, listStyleType: 'none' },
  head: { display: 'block', margin: `${tokens.spacingVerticalM} 0 ${tokens.spacingVerticalXS}` },
});

export interface ColumnsDialogProps {
  readonly list: Versioned;
  readonly columns: readonly string[];
  readonly fields: readonly Field[];
  /** Columns that the connected server can fill; undefined in manual mode. */
  readonly offered: readonly string[] | undefined;
  readonly isOpen: boolean;
  /** `seen`: the list as the person knows it. */
  readonly onSave: (columns: readonly string[], seen: Versioned) => Promise<void>;
  readonly onClose: () => void;
}

export function ColumnsDialog(props: ColumnsDialogProps) {
  const { list, columns, fields, offered, isOpen, onSave, onClose } = props;
  const styles = useStyles();
  const { t } = useWords();
  const [chosen, setChosen] = useState(columns);
  const [seen, setSeen] = useState(list);
  const [problem, setProblem] = useState<AnyProblem>();
  const [isSaving, setSaving] = useState(false);
  const all = [
    ...ehrColumns.map((column) => column.id),
    ...teamColumns,
    ...fields.map((field) => `field:${field.id}`),
  ];
  const rest = all.filter((id) => !chosen.includes(id));
  const save = () => {
    setSaving(true);
    setProblem(undefined);
    onSave(chosen, seen).then(onClose, (error: unknown) => {
      setProblem(toProblem(error));
      setSeen(findCurrentList(error, list.id) ?? seen);
      setSaving(false);
    });
  };
  const toLine = (id: string) => (
    <ColumnLine
      key={id}
      id={id}
      field={fields.find((field) => `field:${field.id}` === id)}
      isChosen={chosen.includes(id)}
      isOffered={!offered || !ehrColumns.some((column) => column.id === id) || offered.includes(id)}
      onToggle={() => setChosen(toggleColumn(chosen, id))}
      onMove={(step) => setChosen(moveColumn(chosen, id, step))}
    />
  );
  return (
    <Dialog open={isOpen} onOpenChange={(_event, data) => !data.open && onClose()}>
      <DialogSurface>
        <DialogBody>
          <DialogTitle>{t('list.columns.title')}</DialogTitle>
          <DialogContent>
            <Text className={styles.note}>{t('list.columns.forAll')}</Text>
            <ul className={styles.list} aria-label={t('list.columns.shown')}>
              {chosen.filter((id) => all.includes(id)).map(toLine)}
            </ul>
            <Text weight="semibold" className={styles.head}>
              {t('list.columns.others')}
            </Text>
            <ul className={styles.list} aria-label={t('list.columns.others')}>
              {rest.map(toLine)}
            </ul>
            {problem && (
              <InView>
                <Failure problem={problem} />
                {problem.code === 'changed_meanwhile' && <p>{t('list.columns.again')}</p>}
              </InView>
            )}
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('app.cancel')}</Button>
            <Button appearance="primary" disabledFocusable={isSaving} onClick={save}>
              {t('app.save')}
            </Button>
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  );
}

interface ColumnLineProps {
  readonly id: string;
  readonly field: Field | undefined;
  readonly isChosen: boolean;
  readonly isOffered: boolean;
  readonly onToggle: () => void;
  readonly onMove: (step: 1 | -1) => void;
}

function ColumnLine({ id, field, isChosen, isOffered, onToggle, onMove }: ColumnLineProps) {
  const styles = useStyles();
  const { t } = useWords();
  const name = useColumnNames()({ id, field });
  const isFixed = id === 'bed' || id === 'patient';
  return (
    <li className={styles.line}>
      <Checkbox
        className={styles.name}
        checked={isChosen}
        disabled={isFixed && isChosen}
        label={
          <>
            {name}
            {!isOffered && <span className={styles.hint}> · {t('list.columns.notOffered')}</span>}
          </>
        }
        onChange={onToggle}
      />
      {isChosen && !isFixed && (
        <>
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowUpRegular />}
            aria-label={t('list.columns.up', { column: name })}
            onClick={() => onMove(-1)}
          />
          <Button
            size="small"
            appearance="subtle"
            icon={<ArrowDownRegular />}
            aria-label={t('list.columns.down', { column: name })}
            onClick={() => onMove(1)}
          />
        </>
      )}
    </li>
  );
}
