// The team's own fields: add, rename, order, take away, choices. Nothing is saved until "Save".
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { useEffect, useState } from 'react';
import type { FieldSet } from '../../../api/contract/fields.schema';
import { limits } from '../../../api/contract/limits';
import { useWords } from '../../i18n/useWords';
import { useSession } from '../../net/useSession';
import { Failure } from '../../ui/Failure';
import { useToasts } from '../../ui/useToasts';
import { Section } from '../Section';
import { FieldRow } from './FieldRow';
import { type FieldDraft, findFault, withMoved } from './field-drafts';
import { useFieldDrafts } from './useFieldDrafts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalL },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export interface FieldsSectionProps {
  /** Something stands there that isn't saved, or no more. */
  readonly onChanged: (isChanged: boolean) => void;
}

export function FieldsSection({ onChanged }: FieldsSectionProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { session, isOwner } = useSession();
  return (
    <Section title={t('settings.fields.title')} text={t('settings.fields.text')}>
      {isOwner ? (
        <FieldsEditor onChanged={onChanged} />
      ) : (
        <ul className={styles.list}>
          {session.fields.fields.map(({ id, name, type }) => (
            <li key={id}>
              <Text>{`${name} · ${t(`settings.fields.types.${type}`)}`}</Text>
            </li>
          ))}
        </ul>
      )}
      {!isOwner && session.fields.fields.length === 0 && <Text>{t('settings.fields.none')}</Text>}
    </Section>
  );
}

function FieldsEditor({ onChanged }: FieldsSectionProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { show } = useToasts();
  const [isTried, setTried] = useState(false);
  const fields = useFieldDrafts(() => show({ text: t('settings.fields.saved') }));
  const { drafts, edit, isChanged } = fields;
  useEffect(() => onChanged(isChanged), [onChanged, isChanged]);
  const save = () => {
    const isGood = drafts.every((draft) => findFault(draft, drafts) === undefined);
    setTried(!isGood);
    if (isGood) fields.save();
  };
  const retire = (draft: FieldDraft, index: number) => {
    const name = draft.name.trim() || t('settings.fields.unnamed', { number: index + 1 });
    edit(drafts.filter(({ key }) => key !== draft.key));
    show({ text: t('settings.fields.retired', { name }), undo: () => edit(drafts) });
  };
  return (
    <>
      {drafts.length === 0 && <Text>{t('settings.fields.none')}</Text>}
      <ul className={styles.list}>
        {drafts.map((draft, index) => (
          <FieldRow
            key={draft.key}
            draft={draft}
            number={index + 1}
            isLast={index === drafts.length - 1}
            fault={isTried ? findFault(draft, drafts) : undefined}
            onChange={(next) => edit(drafts.map((other) => (other.key === draft.key ? next : other)))}
            onMove={(by) => edit(withMoved(drafts, index, by))}
            onRetire={() => retire(draft, index)}
          />
        ))}
      </ul>
      {fields.theirs && (
        <Conflict
          theirs={fields.theirs}
          onTake={fields.takeTheirs}
          onKeep={(version) => fields.save(version)}
        />
      )}
      {fields.problem && <Failure problem={fields.problem} />}
      <div className={styles.actions}>
        <Button icon={<AddRegular />} onClick={fields.add} disabled={drafts.length >= limits.fieldsPerTeam}>
          {t('settings.fields.add')}
        </Button>
        {isChanged && (
          <>
            <Button appearance="primary" onClick={save} disabledFocusable={fields.isSaving}>
              {t('settings.fields.save')}
            </Button>
            <Button onClick={fields.discard}>{t('settings.fields.discard')}</Button>
          </>
        )}
      </div>
    </>
  );
}

interface ConflictProps {
  readonly theirs: FieldSet;
  readonly onTake: () => void;
  readonly onKeep: (version: number) => void;
}

function Conflict({ theirs, onTake, onKeep }: ConflictProps) {
  const { t, list } = useWords();
  const names = theirs.fields.map(({ name }) => name);
  return (
    <MessageBar intent="warning" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{t('settings.fields.theirsTitle')}</MessageBarTitle> {list(names)}
      </MessageBarBody>
      <MessageBarActions>
        <Button onClick={onTake}>{t('settings.fields.useTheirs')}</Button>
        <Button onClick={() => onKeep(theirs.version)}>{t('settings.fields.saveMine')}</Button>
      </MessageBarActions>
    </MessageBar>
  );
}
