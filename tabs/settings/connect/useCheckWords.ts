// One sentence for each check and outcome; a failed one has the words of its error code.
import { useCallback } from 'react';
import { interfaceTypes } from '../../../api/contract/columns';
import type { Check } from '../../../api/contract/connect.schema';
import { useWords, type WordKey } from '../../i18n/useWords';
import { useProblemWords } from '../../ui/useProblemWords';
import type { ShownCheck } from './connect-run';

export interface CheckWords {
  readonly sentence: string;
  /** What to do next, for a failed check. */
  readonly next?: string | undefined;
}

export function useCheckWords(): (check: ShownCheck) => CheckWords {
  const { t, has, list } = useWords();
  const toProblemWords = useProblemWords();
  return useCallback(
    (check) => {
      if (check.status === 'running' || check.status === 'waiting') {
        return { sentence: t(`checks.running.${check.id}`) };
      }
      if (check.status === 'failed') {
        const { what, next } = toProblemWords({ code: check.code ?? 'internal' });
        return { sentence: what, next };
      }
      const toNames = (ids: readonly string[], prefix: string) =>
        list(ids.map((id) => (has(`${prefix}.${id}`) ? t(`${prefix}.${id}` as WordKey) : id)));
      const prefix = check.id === 'columns' ? 'list.column' : 'checks.resource';
      const values = {
        ...toPlainFacts(check),
        of: interfaceTypes.length,
        missing: toNames(toList(check, 'missing'), prefix),
        columns: toNames(toList(check, 'columns'), prefix),
      };
      const sentence = t(toKey(check, has), values);
      if (check.code === undefined) return { sentence };
      const { what, next } = toProblemWords({ code: check.code });
      return { sentence: what, next };
    },
    [t, has, list, toProblemWords],
  );
}

function toKey(check: Check, has: (key: string) => boolean): WordKey {
  if (check.id === 'partner' && check.facts?.partner === undefined) return 'checks.ok.partnerOpen';
  const status = check.status === 'ok' ? 'ok' : check.status === 'skipped' ? 'skipped' : 'warning';
  const key = `checks.${status}.${check.id}`;
  return (has(key) ? key : `checks.${status}.other`) as WordKey;
}

function toPlainFacts(check: Check): Record<string, string | number> {
  const facts = Object.entries(check.facts ?? {});
  return Object.fromEntries(
    facts.flatMap(([name, fact]) =>
      typeof fact === 'string' || typeof fact === 'number' ? [[name, fact]] : [],
    ),
  );
}

function toList(check: Check, name: string): readonly string[] {
  const fact = check.facts?.[name];
  return Array.isArray(fact) ? fact : [];
}
