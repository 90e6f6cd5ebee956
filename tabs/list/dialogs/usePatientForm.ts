// What is typed in the form of a patient, until it is saved: a failure keeps every word, and where somebody changed the same
// things meanwhile, both wait for a choice. No markup.
import { useState } from 'react';
import type { Row } from '../../../api/contract/lists.schema';
import { type AnyProblem, toProblem } from '../../net/problem';
import { type Draft, findClashes, toChanges, toRebased } from '../edit/edit-state';
import { Clash } from '../edit/save-row';

export interface PatientFormDeps {
  /** undefined: a new patient. */
  readonly row: Row | undefined;
  readonly initial: () => Draft;
  /** What is sent of what was typed. */
  readonly toSent: (draft: Draft) => Draft;
  /** `base`: the row that was seen while this was typed. */
  readonly onSave: (typed: Draft, base: Row | undefined) => Promise<void>;
  readonly onClose: () => void;
}

export interface FormClash {
  readonly theirs: Row;
  readonly keys: readonly string[];
  readonly useMine: () => void;
  /** Theirs comes into the form; the rest of what was typed waits to be saved. */
  readonly useTheirs: () => void;
}

export function usePatientForm({ row, initial, toSent, onSave, onClose }: PatientFormDeps) {
  const [begun] = useState<Draft>(initial);
  const [draft, setDraft] = useState<Draft>(begun);
  const [isLeaving, setLeaving] = useState(false);
  const [base, setBase] = useState(row);
  const [theirs, setTheirs] = useState<Row>();
  const [problem, setProblem] = useState<AnyProblem>();
  const [isSaving, setSaving] = useState(false);
  const send = (typed: Draft, seen: Row | undefined) => {
    setSaving(true);
    setProblem(undefined);
    onSave(toSent(typed), seen).then(onClose, (error: unknown) => {
      if (error instanceof Clash) setTheirs(error.theirs);
      else setProblem(toProblem(error));
      setSaving(false);
    });
  };
  const settle = (other: Row, settled: Draft) => {
    setDraft(settled);
    setBase(other);
    setTheirs(undefined);
  };
  const toClash = (mine: Row, other: Row): FormClash => {
    const keys = findClashes(toChanges(toSent(draft), mine), mine, other);
    const rebased = toRebased(draft, mine, other);
    const given = Object.fromEntries(keys.map((key) => [key, other.typed[key]?.value ?? null]));
    return {
      theirs: other,
      keys,
      useMine: () => {
        settle(other, rebased);
        send(rebased, other);
      },
      useTheirs: () => settle(other, { ...rebased, ...given }),
    };
  };
  const isChanged = Object.keys(draft).some((key) => (draft[key] ?? '') !== (begun[key] ?? ''));
  return {
    draft,
    /** Asked whether what was typed may go. */
    isLeaving,
    stay: () => setLeaving(false),
    /** Closes, unless something would be lost: then it asks. */
    leave: () => (isChanged ? setLeaving(true) : onClose()),
    type: (key: string, value: Draft[string]) => setDraft((before) => ({ ...before, [key]: value })),
    problem,
    /** The API can't take what stands there. */
    isWrong: (key: string) => problem?.fields?.some(({ path }) => path === `typed.${key}`) ?? false,
    isSaving,
    save: () => {
      if (!isSaving) send(draft, base);
    },
    clash: base && theirs && toClash(base, theirs),
  };
}
