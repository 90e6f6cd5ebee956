// One field in the editor: name, type, choices, order, away. No fetching.
import { Button, Field, Input, makeStyles, Select, Textarea, tokens } from '@fluentui/react-components';
import { ArrowDownRegular } from '@fluentui/react-icons/svg/arrow-down';
import { ArrowUpRegular } from '@fluentui/react-icons/svg/arrow-up';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { limits } from '../../../api/contract/limits';
import { useWords } from '../../i18n/useWords';
import { type DraftFault, type FieldDraft, fieldTypes } from './field-drafts';

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalS },
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, alignItems: 'start' },
  name: { flexGrow: 1, flexBasis: '180px' },
  type: { flexBasis: '140px' },
  choices: { paddingLeft: tokens.spacingHorizontalXL },
});

export interface FieldRowProps {
  readonly draft: FieldDraft;
  readonly number: number;
  readonly isLast: boolean;
  readonly fault: DraftFault | undefined;
  readonly onChange: (draft: FieldDraft) => void;
  readonly onMove: (by: 1 | -1) => void;
  readonly onRetire: () => void;
}

export function FieldRow({ draft, number, isLast, fault, onChange, onMove, onRetire }: FieldRowProps) {
  const styles = useStyles();
  const { t } = useWords();
  const name = draft.name.trim() || t('settings.fields.unnamed', { number });
  const nameFault = fault === 'nameMissing' || fault === 'nameTwice' ? t(`settings.fields.${fault}`) : null;
  return (
    <li className={styles.root} data-testid="field">
      <div className={styles.line}>
        <Field className={styles.name} validationMessage={nameFault}>
          <Input
            value={draft.name}
            maxLength={limits.fieldName}
            aria-label={t('settings.fields.name', { number })}
            onChange={(_, { value }) => onChange({ ...draft, name: value })}
          />
        </Field>
        <Select
          className={styles.type}
          value={draft.type}
          aria-label={t('settings.fields.type', { number })}
          disabled={draft.id !== undefined}
          onChange={(_, { value }) => {
            const type = fieldTypes.find((known) => known === value);
            if (type !== undefined) onChange({ ...draft, type });
          }}
        >
          {fieldTypes.map((type) => (
            <option key={type} value={type}>
              {t(`settings.fields.types.${type}`)}
            </option>
          ))}
        </Select>
        <Button
          appearance="subtle"
          icon={<ArrowUpRegular />}
          aria-label={t('settings.fields.up', { name })}
          disabled={number === 1}
          onClick={() => onMove(-1)}
        />
        <Button
          appearance="subtle"
          icon={<ArrowDownRegular />}
          aria-label={t('settings.fields.down', { name })}
          disabled={isLast}
          onClick={() => onMove(1)}
        />
        <Button
          appearance="subtle"
          icon={<DismissRegular />}
          aria-label={t('settings.fields.retire', { name })}
          onClick={onRetire}
        />
      </div>
      {draft.type === 'choice' && (
        <Field
          className={styles.choices}
          label={t('settings.fields.choices', { name })}
          hint={t('settings.fields.choicesHint')}
          validationMessage={fault === 'choiceMissing' ? t('settings.fields.choiceMissing') : null}
        >
          <Textarea
            value={draft.choices}
            rows={4}
            onChange={(_, { value }) => onChange({ ...draft, choices: value })}
          />
        </Field>
      )}
    </li>
  );
}
