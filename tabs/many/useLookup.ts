// Runs a look-up of many patients: reads its lines as they come, several in one drawing, and asks again for what failed. No markup.
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { AddedMany, FindMany, ManyLine, RosterRef } from '../../api/contract/many.schema';
import { isAbort, toProblem, toTabProblem } from '../net/problem';
import { entriesOf, type Lookup, type LookupAction, noLookup, reduceLookup } from './lookup-state';
import type { ManyCalls } from './many-calls';

export interface LookupHandle {
  readonly lookup: Lookup;
  readonly findMrns: (mrns: readonly string[]) => void;
  readonly findRoster: (roster: RosterRef) => void;
  /** What couldn't be asked. */
  readonly again: () => void;
  readonly leave: (patientId: string, isLeft: boolean) => void;
  readonly pick: (key: number, patientId: string) => void;
  readonly added: (added: AddedMany) => void;
  readonly clear: () => void;
}

const drawMs = 60;

export function useLookup(calls: ManyCalls, listId: string): LookupHandle {
  const [lookup, dispatch] = useReducer(reduceLookup, noLookup);
  const running = useRef<AbortController>(undefined);
  const last = useRef<FindMany>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const run = useCallback(
    (asked: FindMany, begin: LookupAction) => {
      running.current?.abort();
      const abort = new AbortController();
      running.current = abort;
      dispatch(begin);
      void readInto(calls.find(listId, asked, abort.signal), dispatch, abort.signal);
    },
    [calls, listId],
  );
  const start = (asked: FindMany) => {
    last.current = asked;
    run(asked, { type: 'start', texts: 'mrns' in asked ? asked.mrns : undefined });
  };
  const again = () => {
    const failed = entriesOf(lookup, 'failed').filter(({ text }) => text !== undefined);
    if (failed.length === 0 || lookup.problem) {
      if (last.current) start(last.current);
      return;
    }
    const mrns = failed.map(({ text }) => text ?? '');
    run({ mrns }, { type: 'again', keys: failed.map(({ key }) => key) });
  };
  return {
    lookup,
    findMrns: (mrns) => start({ mrns: [...mrns] }),
    findRoster: (roster) => start({ roster }),
    again,
    leave: (patientId, isLeft) => dispatch({ type: 'leave', patientId, isLeft }),
    pick: (key, patientId) => dispatch({ type: 'pick', key, patientId }),
    added: (added) => dispatch({ type: 'added', added }),
    clear: () => {
      running.current?.abort();
      dispatch({ type: 'clear' });
    },
  };
}

async function readInto(
  lines: AsyncGenerator<ManyLine>,
  dispatch: (action: LookupAction) => void,
  signal: AbortSignal,
): Promise<void> {
  let waiting: ManyLine[] = [];
  let isWhole = false;
  const flush = () => {
    if (waiting.length > 0 && !signal.aborted) dispatch({ type: 'lines', lines: waiting });
    waiting = [];
  };
  const timer = setInterval(flush, drawMs);
  try {
    for await (const line of lines) {
      waiting.push(line);
      isWhole = line.type === 'done' || line.type === 'failed';
    }
    flush();
    if (!isWhole && !signal.aborted)
      dispatch({ type: 'failed', problem: toTabProblem('unreachable').problem });
  } catch (error) {
    if (isAbort(error) || signal.aborted) return;
    flush();
    dispatch({ type: 'failed', problem: toProblem(error) });
  } finally {
    clearInterval(timer);
  }
}
