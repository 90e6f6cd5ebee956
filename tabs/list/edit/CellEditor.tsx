// The box in which a cell is edited: floats over its cell, keeps what was typed, and shows mine and theirs in a conflict.
import {
  Button,
  MessageBar,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import type { FocusEvent, KeyboardEvent } from 'react';
import type { Field } from '../../../api/contract/fields.schema';
import type { TypedScalar } from '../../../api/contract/lists.schema';
import { useWords } from '../../i18n/useWords';
import { useProblemWords } from '../../ui/useProblemWords';
import { Conflict } from './Conflict';
import { findClashes, toChanges } from './edit-state';
import { TypedInput } from './TypedInput';
import { toNumbers } from './typed-numbers';
import type { Edit } from './useEdit';

const useStyles = makeStyles({
  box: {
    position: 'absolute',
    zIndex: 4,
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    minWidth: '240px',
    maxWidth: 'min(420px, calc(100vw - 32px))',
    padding: tokens.spacingHorizontalM,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
  },
  actions: { display: 'flex', gap: tokens.spacingHorizontalS, justifyContent: 'flex-end' },
});

export interface CellEditorProps {
  readonly edit: Edit;
  readonly fields: readonly Field[];
  /** The EHR's main problem, which stays in view while one types over it. */
  readonly ehrWords: string | undefined;
  /** Where the cell is, in the coordinates of the list's content. */
  readonly at: { readonly top: number; readonly left: number; readonly width: number };
}

export function CellEditor({ edit, fields, ehrWords, at }: CellEditorProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { state } = edit;
  if (state.kind === 'idle') return null;
  const isSaving = state.kind === 'saving';
  const keys = Object.keys(state.draft);
  const save = () => edit.save(toNumbers(state.draft, fields));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const inLongText = event.target instanceof HTMLTextAreaElement;
    if (event.key === 'Escape') edit.cancel();
    else if (event.key === 'Enter' && (!inLongText || event.ctrlKey || event.metaKey)) {
      if (event.target instanceof HTMLButtonElement) return;
      save();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  // Going elsewhere keeps the words: what was changed is saved, what wasn't is closed.
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    if (event.currentTarget.contains(event.relatedTarget) || !document.hasFocus()) return;
    if (state.kind !== 'open') return;
    if (Object.keys(toChanges(state.draft, state.base)).length > 0) save();
    else edit.cancel();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears keys for the inputs inside it.
    <div
      data-editor=""
      className={styles.box}
      style={{ top: at.top, left: at.left, width: Math.max(at.width, 240) }}
      onKeyDown={onKeyDown}
      onBlur={onBlur}
    >
      {keys.map((key, index) => (
        <TypedInput
          key={key}
          name={key}
          field={fields.find((field) => `field:${field.id}` === key)}
          value={state.draft[key] ?? null}
          isFirst={index === 0}
          hint={key === 'mainProblem' && ehrWords ? t('list.tip.ehrSays', { text: ehrWords }) : undefined}
          isReadOnly={isSaving}
          onChange={(value: TypedScalar) => edit.type({ ...state.draft, [key]: value })}
        />
      ))}
      <Trouble edit={edit} fields={fields} />
      {state.kind !== 'conflict' && (
        <div className={styles.actions}>
          <Button size="small" disabled={isSaving} onClick={edit.cancel}>
            {t('app.cancel')}
          </Button>
          <Button size="small" appearance="primary" disabledFocusable={isSaving} onClick={save}>
            {t(isSaving ? 'list.saving' : 'app.save')}
          </Button>
        </div>
      )}
    </div>
  );
}

function Trouble({ edit, fields }: { readonly edit: Edit; readonly fields: readonly Field[] }) {
  const { state } = edit;
  const toWords = useProblemWords();
  if (state.kind === 'conflict') {
    const clashes = findClashes(toChanges(state.draft, state.base), state.base, state.theirs);
    return (
      <Conflict
        mine={state.draft}
        theirs={state.theirs}
        keys={clashes}
        fields={fields}
        onMine={edit.keepMine}
        onTheirs={edit.keepTheirs}
      />
    );
  }
  if (state.kind !== 'failed') return null;
  return <Failed {...toWords(state.problem)} />;
}

function Failed({ what, next }: { readonly what: string; readonly next: string }) {
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{what}</MessageBarTitle> {next}
      </MessageBarBody>
    </MessageBar>
  );
}
