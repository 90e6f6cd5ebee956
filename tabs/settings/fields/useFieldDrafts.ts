// Editing the team's fields: drafts, save with the version they are based on, and both versions on a conflict.
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { FieldSet } from '../../../api/contract/fields.schema';
import { paths } from '../../../api/contract/paths';
import { type AnyProblem, ApiProblem, toProblem } from '../../net/problem';
import { useApi } from '../../net/useApi';
import { useSession } from '../../net/useSession';
import { type FieldDraft, isSame, toDrafts, toSaveFields } from './field-drafts';

export interface FieldDrafts {
  readonly drafts: readonly FieldDraft[];
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  readonly problem: AnyProblem | undefined;
  /** Theirs, when somebody else saved meanwhile. */
  readonly theirs: FieldSet | undefined;
  readonly edit: (drafts: readonly FieldDraft[]) => void;
  readonly add: () => void;
  readonly discard: () => void;
  /** `version`: of theirs, to save mine over it. */
  readonly save: (version?: number) => void;
  readonly takeTheirs: () => void;
}

export function useFieldDrafts(onSaved: () => void): FieldDrafts {
  const api = useApi();
  const { session, address, refresh } = useSession();
  const { fields } = session;
  const [edited, setEdited] = useState<{ drafts: readonly FieldDraft[]; base: FieldSet }>();
  const nextKey = useRef(0);
  const drafts = edited?.drafts ?? toDrafts(fields.fields);
  const base = edited?.base ?? fields;
  const saving = useMutation({
    mutationFn: (version: number) =>
      api.put<FieldSet>(paths.fields(address), { body: toSaveFields(drafts), ifMatch: version }),
    onSuccess: async () => {
      await refresh();
      setEdited(undefined);
      onSaved();
    },
  });
  const reset = () => {
    saving.reset();
    setEdited(undefined);
  };
  const theirs = saving.isError ? findTheirs(saving.error) : undefined;
  const edit = (next: readonly FieldDraft[]) => setEdited({ drafts: next, base });
  return {
    drafts,
    isChanged: edited !== undefined && !isSame(edited.drafts, base.fields),
    isSaving: saving.isPending,
    problem: saving.isError && theirs === undefined ? toProblem(saving.error) : undefined,
    theirs,
    edit,
    add: () => {
      nextKey.current += 1;
      edit([...drafts, { key: `new-${nextKey.current}`, name: '', type: 'text', choices: '' }]);
    },
    discard: reset,
    save: (version = base.version) => saving.mutate(version),
    takeTheirs: () => void refresh().then(reset),
  };
}

function findTheirs(error: unknown): FieldSet | undefined {
  if (!(error instanceof ApiProblem) || error.code !== 'changed_meanwhile') return undefined;
  const { current } = error.problem;
  const isSet =
    typeof current === 'object' && current !== null && 'fields' in current && 'version' in current;
  return isSet ? (current as FieldSet) : undefined;
}
