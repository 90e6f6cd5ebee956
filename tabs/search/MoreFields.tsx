// Fields for exactly what the server's search wants beside the box. They stay while it searches, and keep what was typed.
import { Field, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { KeyboardEvent } from 'react';
import { useWords } from '../i18n/useWords';
import type { MoreField, MoreValues } from './more-fields';

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(150px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
    padding: tokens.spacingHorizontalM,
  },
  field: { minWidth: 0 },
  // The browser's own width of a field would reach over the next one.
  input: { minWidth: 0, width: '100%', '& input': { minWidth: 0, width: '100%' } },
  big: { minHeight: '44px' },
});

const labels = {
  family: 'search.family',
  name: 'search.name',
  given: 'search.given',
  birthdate: 'search.birthDate',
  identifier: 'search.mrn',
} as const;

export interface MoreFieldsProps {
  readonly asked: readonly MoreField[];
  readonly values: MoreValues;
  readonly onChange: (values: MoreValues) => void;
  /** Enter in the last of them, Escape in any: back to the box. */
  readonly onDone: () => void;
  readonly isPhone: boolean;
}

export function MoreFields({ asked, values, onChange, onDone, isPhone }: MoreFieldsProps) {
  const styles = useStyles();
  const { t } = useWords();
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    event.stopPropagation();
    const inputs = [...event.currentTarget.querySelectorAll('input')];
    const here = inputs.find((input) => input === document.activeElement);
    const isEnough = here?.name === 'identifier' && here.value !== '';
    const empty = inputs.find((one) => one !== here && one.value === '' && one.name !== 'identifier');
    if (event.key === 'Enter' && empty && !isEnough) empty.focus();
    else onDone();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't be laid out as a grid everywhere.
    <div role="group" aria-label={t('search.moreFields')} className={styles.fields} onKeyDown={onKeyDown}>
      {asked.map((field) => (
        <Field
          key={field}
          className={styles.field}
          label={t(labels[field])}
          hint={field === 'identifier' && asked.length > 1 ? t('search.mrnAlone') : null}
        >
          <Input
            className={mergeClasses(styles.input, isPhone && styles.big)}
            name={field}
            type={field === 'birthdate' ? 'date' : 'text'}
            value={values[field] ?? ''}
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            onChange={(_event, data) => onChange({ ...values, [field]: data.value })}
          />
        </Field>
      ))}
    </div>
  );
}
