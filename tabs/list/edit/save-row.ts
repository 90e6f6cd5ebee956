// Saves what was typed in a row: only what changed, sent again when somebody changed other things, else both are told.
import type { Row } from '../../../api/contract/lists.schema';
import { ApiProblem } from '../../net/problem';
import type { RowCalls } from '../api/row-calls';
import { isRow } from '../model/rows';
import { type Draft, findClashes, toChanges } from './edit-state';

/** Somebody changed the same thing: both stand in front of the person. */
export class Clash extends ApiProblem {
  readonly theirs: Row;

  constructor(problem: ApiProblem['problem'], theirs: Row) {
    super(problem);
    this.theirs = theirs;
  }
}

/** undefined: nothing was changed, so nothing was sent. Sends again when only other things of the row changed. */
export async function saveRow(
  calls: Pick<RowCalls, 'edit'>,
  listId: string,
  base: Row,
  draft: Draft,
  triesLeft = 3,
): Promise<Row | undefined> {
  const changes = toChanges(draft, base);
  if (Object.keys(changes).length === 0) return undefined;
  try {
    return await calls.edit(listId, base, changes);
  } catch (error) {
    const theirs = findCurrent(error);
    if (!theirs || !(error instanceof ApiProblem)) throw error;
    if (triesLeft <= 1 || findClashes(changes, base, theirs).length > 0)
      throw new Clash(error.problem, theirs);
    // They may have typed the very same words: then theirs is what I wanted.
    return (await saveRow(calls, listId, theirs, changes, triesLeft - 1)) ?? theirs;
  }
}

function findCurrent(error: unknown): Row | undefined {
  if (!(error instanceof ApiProblem) || error.code !== 'changed_meanwhile') return undefined;
  return isRow(error.problem.current) ? error.problem.current : undefined;
}
