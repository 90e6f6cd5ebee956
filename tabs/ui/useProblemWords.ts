// From a problem to two sentences in the reader's language: what is wrong, and what to do next.
import { useCallback } from 'react';
import { useWords, type WordKey } from '../i18n/useWords';
import type { AnyProblem } from '../net/problem';
import { toRetryClock } from './format/retry-clock';

export interface ProblemWords {
  readonly what: string;
  readonly next: string;
}

/**
 * A code that is newer than this tab has the words of "internal". Its words come with the part that shows them (`hasMoreWords`
 * of later.tsx); until they are there, a plain sentence stands in.
 */
type Said = Pick<AnyProblem, 'code' | 'retryAfterSeconds' | 'retryAt'>;

export function useProblemWords(): (problem: Said) => ProblemWords {
  const { t, has, language } = useWords();
  return useCallback(
    (problem) => {
      const code = [problem.code, 'internal'].find((each) => has(`errors.${each}.what`));
      if (code === undefined) return { what: t('app.failed.what'), next: t('app.failed.next') };
      const time = toRetryClock(problem, language);
      const values = { seconds: problem.retryAfterSeconds ?? 30, time: time ?? '' };
      const isAt = time !== undefined && has(`errors.${code}.nextAt`);
      return {
        what: t(`errors.${code}.what` as WordKey, values),
        next: t(`errors.${code}.${isAt ? 'nextAt' : 'next'}` as WordKey, values),
      };
    },
    [t, has, language],
  );
}
