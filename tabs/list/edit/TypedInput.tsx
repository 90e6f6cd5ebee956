// One thing that a person types, by its kind. The list's editor and the form of a patient use the same inputs.
import { Checkbox, Field, Input, makeStyles, Select, Textarea } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Field as TeamField } from '../../../api/contract/fields.schema';
import { limits } from '../../../api/contract/limits';
import type { TypedScalar } from '../../../api/contract/lists.schema';
import { useWords, type WordKey } from '../../i18n/useWords';

const useStyles = makeStyles({ input: { width: '100%', minWidth: 0 } });

export interface TypedInputProps {
  readonly name: string;
  readonly field: TeamField | undefined;
  readonly value: TypedScalar;
  readonly onChange: (value: TypedScalar) => void;
  readonly isFirst?: boolean;
  readonly isReadOnly?: boolean;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly required?: boolean;
}

type Kind = TeamField['type'] | 'gender';

const kinds: Readonly<Record<string, Kind>> = {
  birthDate: 'date',
  admittedOn: 'date',
  gender: 'gender',
  noKnownAllergies: 'yesNo',
  allergies: 'longText',
  medications: 'longText',
  vitals: 'text',
};
const genders = ['female', 'male', 'other', 'unknown'] as const;

export function TypedInput(props: TypedInputProps) {
  const { t } = useWords();
  const { input } = useStyles();
  const kind = props.field?.type ?? kinds[props.name] ?? 'text';
  const label = props.field?.name ?? t(`list.typed.${props.name}` as WordKey);
  if (props.name === 'noKnownAllergies') {
    return (
      <Checkbox
        label={label}
        checked={props.value === true}
        disabled={props.isReadOnly ?? false}
        onChange={(_event, data) => props.onChange(data.checked === true ? true : null)}
      />
    );
  }
  const message = props.error ? { validationMessage: props.error } : {};
  const isMany = props.name === 'allergies' || props.name === 'medications';
  const words = props.hint ?? (isMany ? t('list.typedHint') : undefined);
  const hint = words === undefined ? {} : { hint: words };
  return (
    <Field label={label} required={props.required ?? false} {...message} {...hint}>
      {toInput(kind, props, input, (key) => t(key))}
    </Field>
  );
}

function toInput(
  kind: Kind,
  props: TypedInputProps,
  className: string,
  say: (key: WordKey) => string,
): ReactNode {
  const { value, onChange, isFirst = false, isReadOnly = false } = props;
  const text = value === null ? '' : String(value);
  const common = { autoFocus: isFirst, disabled: isReadOnly, className };
  switch (kind) {
    case 'longText':
      return (
        <Textarea
          {...common}
          value={text}
          maxLength={limits.typedLongText}
          resize="vertical"
          rows={2}
          onChange={(_event, data) => onChange(data.value)}
        />
      );
    case 'choice':
    case 'gender':
    case 'yesNo':
      return (
        <Select {...common} value={text} onChange={(_event, data) => onChange(toChoice(kind, data.value))}>
          <option value="">{say('list.notChosen')}</option>
          {toOptions(kind, props.field, say).map(([key, words]) => (
            <option key={key} value={key}>
              {words}
            </option>
          ))}
        </Select>
      );
    case 'number':
      return (
        <Input
          {...common}
          inputMode="decimal"
          value={text}
          onChange={(_event, data) => onChange(data.value)}
        />
      );
    default:
      return (
        <Input
          {...common}
          type={kind === 'date' ? 'date' : 'text'}
          value={text}
          maxLength={limits.typedText}
          onChange={(_event, data) => onChange(data.value)}
        />
      );
  }
}

function toChoice(kind: Kind, value: string): TypedScalar {
  if (value === '') return null;
  return kind === 'yesNo' ? value === 'true' : value;
}

function toOptions(
  kind: Kind,
  field: TeamField | undefined,
  say: (key: WordKey) => string,
): [string, string][] {
  if (kind === 'gender') return genders.map((gender) => [gender, say(`patient.sex.${gender}`)]);
  if (kind === 'yesNo')
    return [
      ['true', say('patient.yes')],
      ['false', say('patient.no')],
    ];
  return (field?.choices ?? []).map((choice) => [choice, choice]);
}
