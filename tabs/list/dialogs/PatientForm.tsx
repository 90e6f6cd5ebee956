// Types a patient in, or changes what was typed. A failure keeps every word; a conflict shows the other person's values.
import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Divider,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { Field } from '../../../api/contract/fields.schema';
import type { Row } from '../../../api/contract/lists.schema';
import { useWords } from '../../i18n/useWords';
import { type AnyProblem, toProblem } from '../../net/problem';
import { Failure } from '../../ui/Failure';
import type { Draft } from '../edit/edit-state';
import { TypedInput } from '../edit/TypedInput';
import { toNumbers } from '../edit/typed-numbers';

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(6, 1fr)',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    '@media (max-width: 600px)': { gridTemplateColumns: '1fr' },
  },
  third: { gridColumn: 'span 2', '@media (max-width: 600px)': { gridColumn: 'auto' } },
  half: { gridColumn: 'span 3', '@media (max-width: 600px)': { gridColumn: 'auto' } },
  whole: { gridColumn: '1 / -1' },
});

const layout = [
  ['family', 'half'],
  ['given', 'half'],
  ['birthDate', 'third'],
  ['gender', 'third'],
  ['mrn', 'third'],
  ['ward', 'third'],
  ['room', 'third'],
  ['bed', 'third'],
  ['mainProblem', 'whole'],
  ['allergies', 'whole'],
  ['noKnownAllergies', 'whole'],
  ['admittedOn', 'third'],
  ['generalPractitioner', 'third'],
  ['phone', 'third'],
  ['vitals', 'half'],
  ['coverage', 'half'],
  ['medications', 'whole'],
] as const;

export interface PatientFormProps {
  /** undefined: a new patient. */
  readonly row: Row | undefined;
  readonly fields: readonly Field[];
  readonly isOpen: boolean;
  readonly onSave: (typed: Draft) => Promise<void>;
  readonly onClose: () => void;
}

export function PatientForm({ row, fields, isOpen, onSave, onClose }: PatientFormProps) {
  const styles = useStyles();
  const { t } = useWords();
  const [draft, setDraft] = useState<Draft>(() => toDraft(row, fields));
  const [problem, setProblem] = useState<AnyProblem>();
  const [isSaving, setSaving] = useState(false);
  const [hasTried, setTried] = useState(false);
  const isNameless = !draft.family && !draft.given && !draft.mrn;
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isNameless || isSaving) return;
    setSaving(true);
    setProblem(undefined);
    onSave(toNumbers(draft, fields)).then(onClose, (error: unknown) => {
      setProblem(toProblem(error));
      setSaving(false);
    });
  };
  const toInput = (key: string, isFirst = false) => (
    <TypedInput
      name={key}
      field={fields.find((field) => `field:${field.id}` === key)}
      value={draft[key] ?? null}
      isFirst={isFirst}
      error={key === 'family' && hasTried && isNameless ? t('list.form.nameMissing') : undefined}
      onChange={(value) => setDraft((before) => ({ ...before, [key]: value }))}
    />
  );
  return (
    <Dialog open={isOpen} modalType="alert" onOpenChange={(_event, data) => !data.open && onClose()}>
      <DialogSurface>
        <form onSubmit={save} noValidate>
          <DialogBody>
            <DialogTitle>{t(row ? 'list.form.edit' : 'list.form.add')}</DialogTitle>
            <DialogContent>
              <div className={styles.grid}>
                {layout.map(([key, width]) => (
                  <div key={key} className={styles[width]}>
                    {toInput(key, key === 'family')}
                  </div>
                ))}
                {fields.length > 0 && <Divider className={styles.whole}>{t('list.form.ownFields')}</Divider>}
                {fields.map((field) => (
                  <div key={field.id} className={field.type === 'longText' ? styles.whole : styles.half}>
                    {toInput(`field:${field.id}`)}
                  </div>
                ))}
                {problem && (
                  <div className={styles.whole}>
                    <Failure problem={problem} />
                  </div>
                )}
              </div>
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t('app.cancel')}</Button>
              <Button type="submit" appearance="primary" disabledFocusable={isSaving}>
                {t(row ? 'app.save' : 'list.form.addAction')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

function toDraft(row: Row | undefined, fields: readonly Field[]): Draft {
  const keys = [...layout.map(([key]) => key), ...fields.map((field) => `field:${field.id}`)];
  return Object.fromEntries(keys.map((key) => [key, row?.typed[key]?.value ?? null]));
}
