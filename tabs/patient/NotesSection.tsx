// The team's notes on this patient, the newest first, and the box for the next one. What was typed survives a failure.
import { Button, makeStyles, Text, Textarea, tokens } from '@fluentui/react-components';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { limits } from '../../api/contract/limits';
import type { Note, Row } from '../../api/contract/lists.schema';
import { useWords } from '../i18n/useWords';
import { type AnyProblem, toProblem } from '../net/problem';
import { toResource } from '../net/resource';
import { useApi } from '../net/useApi';
import { useSession } from '../net/useSession';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { Failure } from '../ui/Failure';
import { InView } from '../ui/InView';
import type { SectionValue } from './chart-values';
import { createNoteCalls } from './note-calls';
import { findNoteDraft, keepNoteDraft } from './note-drafts';
import { Section } from './Section';
import { usePanelStyles } from './usePanelStyles';

const useStyles = makeStyles({
  form: { display: 'grid', gap: tokens.spacingVerticalS, marginBottom: tokens.spacingVerticalM },
  actions: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
  },
  add: { '@media (max-width: 640px)': { minHeight: '44px' } },
  text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

export interface NotesSectionProps {
  readonly listId: string;
  readonly row: Row;
  readonly onNote: (row: Row) => void;
}

export function NotesSection({ listId, row, onNote }: NotesSectionProps) {
  const panel = usePanelStyles();
  const styles = useStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const api = useApi();
  const { address } = useSession();
  const queries = useQueryClient();
  const calls = useMemo(() => createNoteCalls(api, address), [api, address]);
  const key = ['notes', listId, row.id];
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => calls.read(listId, row.id, signal),
    refetchOnWindowFocus: false,
  });
  const section = toNotesSection(toResource(query));
  const add = async (text: string) => {
    const note = await calls.add(listId, row.id, text);
    queries.setQueryData<readonly Note[]>(key, (before) => [note, ...(before ?? [])]);
    onNote({ ...row, lastNote: note, noteCount: row.noteCount + 1 });
  };
  return (
    <Section
      title={t('patient.section.notes')}
      section={section}
      onRetry={() => void query.refetch()}
      aside={null}
    >
      {(notes) => (
        <>
          <NoteForm rowId={row.id} onAdd={add} />
          {notes.length === 0 && <Text className={panel.quiet}>{t('patient.noNotes')}</Text>}
          <ul className={panel.list}>
            {notes.map((note) => (
              <li key={note.id} className={panel.item}>
                <div className={styles.text}>{note.text}</div>
                <span className={panel.second}>
                  {note.by.name} · {say.clock(note.at)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function toNotesSection(
  resource: ReturnType<typeof toResource<readonly Note[]>>,
): SectionValue<readonly Note[]> | undefined {
  switch (resource.state) {
    case 'loading':
      return undefined;
    case 'failed':
      return { status: 'failed', reason: resource.problem.code };
    case 'stale':
      return { status: 'stale', value: newestFirst(resource.data), fetched: resource.since.toISOString() };
    default:
      return { status: 'ok', value: newestFirst(resource.data) };
  }
}

const newestFirst = (notes: readonly Note[]): readonly Note[] =>
  [...notes].sort((a, b) => b.at.localeCompare(a.at));

interface NoteFormProps {
  readonly rowId: string;
  readonly onAdd: (text: string) => Promise<void>;
}

function NoteForm({ rowId, onAdd }: NoteFormProps) {
  const styles = useStyles();
  const panel = usePanelStyles();
  const { t } = useWords();
  const [text, setText] = useState(() => findNoteDraft(rowId));
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState<AnyProblem>();
  const type = (typed: string) => {
    setText(typed);
    keepNoteDraft(rowId, typed);
  };
  const save = async () => {
    if (text.trim() === '' || isSaving) return;
    setSaving(true);
    setProblem(undefined);
    try {
      await onAdd(text.trim());
      type('');
    } catch (error) {
      setProblem(toProblem(error));
    }
    setSaving(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void save();
  };
  return (
    <div className={styles.form}>
      <Textarea
        value={text}
        rows={2}
        resize="vertical"
        maxLength={limits.noteText}
        placeholder={t('patient.notePlaceholder')}
        aria-label={t('patient.notePlaceholder')}
        onKeyDown={onKeyDown}
        onChange={(_event, data) => type(data.value)}
      />
      {problem && (
        <InView>
          <Failure problem={problem} />
        </InView>
      )}
      <div className={styles.actions}>
        <span className={panel.second}>{t('patient.noteHint')}</span>
        <Button
          className={styles.add}
          size="small"
          appearance="primary"
          disabledFocusable={isSaving || text.trim() === ''}
          onClick={() => void save()}
        >
          {t('patient.addNote')}
        </Button>
      </div>
    </div>
  );
}
