// One sentence for each check and outcome; a failed one has the words of its error code.
import { useCallback } from 'react';
import { interfaceTypes } from '../../../api/contract/columns';
import type { Check } from '../../../api/contract/connect.schema';
import type { SystemView } from '../../../api/contract/session.schema';
import { useWords, type WordKey } from '../../i18n/useWords';
import { useProblemWords } from '../../ui/useProblemWords';
import type { ShownCheck } from './connect-run';
import { useSystemWords } from './useSystemWords';

export interface CheckWords {
  readonly sentence: string;
  /** What to do next, for a failed check. */
  readonly next?: string | undefined;
  /** Further sentences, one a line. */
  readonly more?: readonly string[];
}

export function useCheckWords(): (check: ShownCheck) => CheckWords {
  const { t, has, list } = useWords();
  const toProblemWords = useProblemWords();
  const toSystemWords = useSystemWords();
  return useCallback(
    (check) => {
      if (check.status === 'running' || check.status === 'waiting') {
        return { sentence: t(`checks.running.${check.id}`) };
      }
      if (check.status === 'failed') {
        const { what, next } = toProblemWords({ code: check.code ?? 'internal' });
        return { sentence: what, next };
      }
      if (check.id === 'system') {
        const { sentence, abilities } = toSystemWords(toSystem(check));
        return { sentence, more: abilities };
      }
      const toNames = (ids: readonly string[], prefix: string) =>
        list(ids.map((id) => (has(`${prefix}.${id}`) ? t(`${prefix}.${id}` as WordKey) : id)));
      const prefix = check.id === 'columns' ? 'column' : 'checks.resource';
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
    [t, has, list, toProblemWords, toSystemWords],
  );
}

function toKey(check: Check, has: (key: string) => boolean): WordKey {
  if (check.id === 'partner' && check.facts?.partner === undefined) return 'checks.ok.partnerOpen';
  if (check.id === 'metadata' && check.facts?.withToken !== undefined) return 'checks.ok.metadataSignedIn';
  const status = check.status === 'ok' ? 'ok' : check.status === 'skipped' ? 'skipped' : 'warning';
  const key = `checks.${status}.${check.id}`;
  return (has(key) ? key : `checks.${status}.other`) as WordKey;
}

function toSystem(check: Check): SystemView {
  const { system, version, by, differs } = toPlainFacts(check);
  const toId = (fact: string | number | undefined) => (typeof fact === 'string' ? fact : null);
  return {
    system: toId(system),
    version: toId(version),
    by: by === 'registration' || by === 'metadata' ? by : 'nothing',
    differs: toId(differs),
    abilities: [...toList(check, 'abilities')],
    needs: [...toList(check, 'needs')],
  };
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
