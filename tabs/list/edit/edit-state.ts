// Editing one cell, as a state machine: what was typed is never lost, whatever the server answers.
import type { Row, TypedScalar } from '../../../api/contract/lists.schema';
import type { AnyProblem } from '../../net/problem';

/** What is typed, by key: a cell may hold several (ward, room and bed). */
export type Draft = Readonly<Record<string, TypedScalar>>;

export interface Place {
  readonly rowId: string;
  readonly column: string;
}

export type EditState =
  | { readonly kind: 'idle' }
  | (Place & {
      readonly kind: 'open' | 'saving';
      readonly draft: Draft;
      /** The row as it was when the editing began. */
      readonly base: Row;
    })
  | (Place & {
      readonly kind: 'failed';
      readonly draft: Draft;
      readonly base: Row;
      readonly problem: AnyProblem;
    })
  | (Place & { readonly kind: 'conflict'; readonly draft: Draft; readonly base: Row; readonly theirs: Row });

export type EditAction =
  | (Place & { readonly type: 'begin'; readonly base: Row; readonly draft: Draft })
  | { readonly type: 'type'; readonly draft: Draft }
  | { readonly type: 'save' }
  | { readonly type: 'saved' }
  | { readonly type: 'failed'; readonly problem: AnyProblem }
  | { readonly type: 'changedMeanwhile'; readonly theirs: Row }
  | { readonly type: 'keepMine' }
  | { readonly type: 'cancel' };

export const idle: EditState = { kind: 'idle' };

export function reduceEdit(state: EditState, action: EditAction): EditState {
  if (action.type === 'begin') {
    // A cell with unsaved words in it is not closed by opening another.
    if (state.kind !== 'idle' && state.kind !== 'open') return state;
    const { rowId, column, base, draft } = action;
    return { kind: 'open', rowId, column, base, draft };
  }
  if (action.type === 'cancel' || action.type === 'saved') return idle;
  if (state.kind === 'idle') return state;
  const { rowId, column, draft, base } = state;
  const same = { rowId, column, draft, base };
  switch (action.type) {
    case 'type':
      return state.kind === 'saving' ? state : { ...same, kind: 'open', draft: action.draft };
    case 'save':
      return { ...same, kind: 'saving' };
    case 'failed':
      return { ...same, kind: 'failed', problem: action.problem };
    case 'changedMeanwhile':
      return { ...same, kind: 'conflict', theirs: action.theirs };
    case 'keepMine':
      // From now on theirs is what mine replaces, knowingly.
      return state.kind === 'conflict'
        ? { ...same, kind: 'saving', draft: toRebased(draft, base, state.theirs), base: state.theirs }
        : state;
  }
}

const typedOf = (row: Row, key: string): TypedScalar => row.typed[key]?.value ?? null;
const isSame = (a: TypedScalar, b: TypedScalar): boolean => (a === '' ? null : a) === (b === '' ? null : b);

/** Only what differs from the row as it was. An empty text takes the value away. */
export function toChanges(draft: Draft, base: Row): Draft {
  const changes: Record<string, TypedScalar> = {};
  for (const [key, value] of Object.entries(draft)) {
    if (!isSame(value, typedOf(base, key))) changes[key] = value === '' ? null : value;
  }
  return changes;
}

/** What I changed over the row as somebody else left it: what I didn't touch is theirs. */
export function toRebased(draft: Draft, base: Row, theirs: Row): Draft {
  const changes = toChanges(draft, base);
  const keys = Object.keys(draft);
  return Object.fromEntries(
    keys.map((key) => [key, key in changes ? (draft[key] ?? null) : typedOf(theirs, key)]),
  );
}

/** After a 412: the keys that I changed and somebody else changed too, to something else. None: mine can be sent again. */
export function findClashes(changes: Draft, base: Row, theirs: Row): string[] {
  return Object.keys(changes).filter(
    (key) =>
      !isSame(typedOf(base, key), typedOf(theirs, key)) &&
      !isSame(changes[key] ?? null, typedOf(theirs, key)),
  );
}
