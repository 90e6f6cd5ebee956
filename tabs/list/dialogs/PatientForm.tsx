// Types a patient in, or changes what was typed; of a patient of the EHR only what may be typed over it. A failure keeps every
// word; a conflict shows the other person's values.
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
import { isTypedOverEhr } from '../../../api/contract/columns';
import type { Field } from '../../../api/contract/fields.schema';
import { useWords } from '../../i18n/useWords';
import { type AnyProblem, toProblem } from '../../net/problem';
import { Failure } from '../../ui/Failure';
import type { Draft } from '../edit/edit-state';
import { toEhrWords } from '../edit/ehr-words';
import { TypedInput } from '../edit/TypedInput';
import { toNumbers } from '../edit/typed-numbers';
import type { RowModel } from '../model/row-model';

const useStyles = makeStyles({
  form: { '@media (max-width: 640px)': { '& button, & input, & select': { minHeight: '44px' } } },
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
  readonly model: RowModel | undefined;
  readonly fields: readonly Field[];
  readonly isOpen: boolean;
  readonly onSave: (typed: Draft) => Promise<void>;
  readonly onClose: () => void;
}

export function PatientForm({ model, fields, isOpen, onSave, onClose }: PatientFormProps) {
  const styles = useStyles();
  const { t } = useWords();
  const [draft, setDraft] = useState<Draft>(() => toDraft(model, fields));
  const [problem, setProblem] = useState<AnyProblem>();
  const [isSaving, setSaving] = useState(false);
  const [hasTried, setTried] = useState(false);
  // Who a patient of the EHR is, the EHR says.
  const isNameless = !model?.row.ehr && !draft.family && !draft.given && !draft.mrn;
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
  const shown = toLayout(model);
  const ehrWords = toEhrWords(model);
  const toInput = (key: string, isFirst = false) => (
    <TypedInput
      name={key}
      field={fields.find((field) => `field:${field.id}` === key)}
      value={draft[key] ?? null}
      isFirst={isFirst}
      hint={key === 'mainProblem' && ehrWords ? t('list.tip.ehrSays', { text: ehrWords }) : undefined}
      error={key === 'family' && hasTried && isNameless ? t('list.form.nameMissing') : undefined}
      onChange={(value) => setDraft((before) => ({ ...before, [key]: value }))}
    />
  );
  return (
    <Dialog open={isOpen} modalType="alert" onOpenChange={(_event, data) => !data.open && onClose()}>
      <DialogSurface>
        <form className={styles.form} onSubmit={save} noValidate>
          <DialogBody>
            <DialogTitle>{t(model ? 'list.form.edit' : 'list.form.add')}</DialogTitle>
            <DialogContent>
              <div className={styles.grid}>
                {shown.map(([key, width], index) => (
                  <div key={key} className={styles[width]}>
                    {toInput(key, index === 0)}
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
                {t(model ? 'app.save' : 'list.form.addAction')}
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

function toLayout(model: RowModel | undefined): readonly (typeof layout)[number][] {
  return model && !model.isTyped ? layout.filter(([key]) => isTypedOverEhr(key)) : layout;
}

function toDraft(model: RowModel | undefined, fields: readonly Field[]): Draft {
  const keys = [...toLayout(model).map(([key]) => key), ...fields.map((field) => `field:${field.id}`)];
  return Object.fromEntries(keys.map((key) => [key, model?.row.typed[key]?.value ?? null]));
}
