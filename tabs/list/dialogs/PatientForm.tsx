// Types a patient in, or changes what was typed; of a patient of the EHR only what may be typed over it. A failure keeps every
// word; where somebody changed the same, both stand side by side and a person chooses.
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
import { type FormEvent, type RefObject, useEffect, useRef, useState } from 'react';
import type { RowModel } from '../../../api/clinical/row-model';
import { isTypedOverEhr } from '../../../api/contract/columns';
import type { Field } from '../../../api/contract/fields.schema';
import type { Row } from '../../../api/contract/lists.schema';
import { useWords } from '../../i18n/useWords';
import { DiscardQuestion } from '../../ui/DiscardQuestion';
import { Failure } from '../../ui/Failure';
import { InView } from '../../ui/InView';
import { Conflict } from '../edit/Conflict';
import type { Draft } from '../edit/edit-state';
import { toEhrWords } from '../edit/ehr-words';
import { TypedInput } from '../edit/TypedInput';
import { toNumbers } from '../edit/typed-numbers';
import { usePatientForm } from './usePatientForm';

const useStyles = makeStyles({
  form: { '@media (max-width: 640px)': { '& button, & input, & select': { minHeight: '44px' } } },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(6, minmax(0, 1fr))',
    gap: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalM}`,
    overflowWrap: 'anywhere',
    '@media (max-width: 600px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
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
  /** `base`: the row that was seen when this was typed; undefined: a new patient. */
  readonly onSave: (typed: Draft, base: Row | undefined) => Promise<void>;
  readonly onClose: () => void;
}

export function PatientForm({ model, fields, isOpen, onSave, onClose }: PatientFormProps) {
  const styles = useStyles();
  const { t } = useWords();
  const [hasTried, setTried] = useState(false);
  const form = usePatientForm({
    row: model?.row,
    initial: () => toDraft(model, fields),
    toSent: (typed) => toNumbers(typed, fields),
    onSave,
    onClose,
  });
  const { draft, problem, clash } = form;
  const box = useFocusAfter(clash !== undefined || form.isLeaving);
  // Who a patient of the EHR is, the EHR says.
  const isNameless = !model?.row.ehr && !draft.family && !draft.given && !draft.mrn;
  const save = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!isNameless) form.save();
  };
  const shown = toLayout(model);
  const ehrWords = toEhrWords(model);
  const toFault = (key: string) => {
    if (key === 'family' && hasTried && isNameless) return t('list.form.nameMissing');
    return form.isWrong(key) ? t('list.form.wrong') : undefined;
  };
  const toInput = (key: string, isFirst = false) => (
    <TypedInput
      name={key}
      field={fields.find((field) => `field:${field.id}` === key)}
      value={draft[key] ?? null}
      isFirst={isFirst}
      hint={key === 'mainProblem' && ehrWords ? t('list.tip.ehrSays', { text: ehrWords }) : undefined}
      error={toFault(key)}
      onChange={(value) => form.type(key, value)}
    />
  );
  return (
    <Dialog
      open={isOpen}
      modalType="alert"
      onOpenChange={(_event, data) => !data.open && (form.isLeaving ? form.stay() : form.leave())}
    >
      <DialogSurface>
        <form ref={box} className={styles.form} onSubmit={save} noValidate>
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
                <div className={styles.whole}>
                  {problem && (
                    <InView>
                      <Failure problem={problem} />
                    </InView>
                  )}
                  {clash && (
                    <InView>
                      <Conflict
                        mine={draft}
                        theirs={clash.theirs}
                        keys={clash.keys}
                        fields={fields}
                        onMine={clash.useMine}
                        onTheirs={clash.useTheirs}
                      />
                    </InView>
                  )}
                </div>
              </div>
            </DialogContent>
            <DialogActions fluid={form.isLeaving}>
              {form.isLeaving ? (
                <DiscardQuestion onKeep={form.stay} onDiscard={onClose} />
              ) : (
                <>
                  <Button onClick={form.leave}>{t('app.cancel')}</Button>
                  {!clash && (
                    <Button type="submit" appearance="primary" disabledFocusable={form.isSaving}>
                      {t(model ? 'app.save' : 'list.form.addAction')}
                    </Button>
                  )}
                </>
              )}
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

/** Once a choice is made its buttons are gone: on to the button that saves. */
function useFocusAfter(isChoosing: boolean): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  const wasChoosing = useRef(false);
  useEffect(() => {
    if (wasChoosing.current && !isChoosing)
      form.current?.querySelector<HTMLElement>('[type="submit"]')?.focus();
    wasChoosing.current = isChoosing;
  }, [isChoosing]);
  return form;
}

function toLayout(model: RowModel | undefined): readonly (typeof layout)[number][] {
  return model && !model.isTyped ? layout.filter(([key]) => isTypedOverEhr(key)) : layout;
}

function toDraft(model: RowModel | undefined, fields: readonly Field[]): Draft {
  const keys = [...toLayout(model).map(([key]) => key), ...fields.map((field) => `field:${field.id}`)];
  return Object.fromEntries(keys.map((key) => [key, model?.row.typed[key]?.value ?? null]));
}
