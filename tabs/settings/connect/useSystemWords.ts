// Which system it is and what it can and can’t do there, in sentences; the same while connecting and in the settings.
import { useCallback } from 'react';
import type { SystemView } from '../../../api/contract/session.schema';
import { useWords, type WordKey } from '../../i18n/useWords';

export interface SystemWords {
  readonly sentence: string;
  readonly abilities: readonly string[];
}

export function useSystemWords(): (known: SystemView) => SystemWords {
  const { t, has, list, either } = useWords();
  return useCallback(
    (known) => {
      const toName = (id: string) =>
        has(`checks.system.name.${id}`) ? t(`checks.system.name.${id}` as WordKey) : id;
      const toSet = (set: string) =>
        list(
          set
            .split('+')
            .map((one) => (has(`checks.system.by.${one}`) ? t(`checks.system.by.${one}` as WordKey) : one)),
        );
      const { system, version, by, differs } = known;
      const name = system === null ? '' : [toName(system), version].filter(Boolean).join(' ');
      const values = { system: name, other: differs === null ? '' : toName(differs) };
      return {
        sentence: t(toKey(system, by, differs), values),
        abilities: known.abilities
          .filter((id) => has(`checks.system.can.${id}`))
          .map((id) => t(`checks.system.can.${id}` as WordKey, { needs: either(known.needs.map(toSet)) })),
      };
    },
    [t, has, list, either],
  );
}

function toKey(system: string | null, by: SystemView['by'], differs: string | null): WordKey {
  if (system === null) return 'checks.system.unknown';
  if (differs !== null) return 'checks.system.differs';
  return by === 'registration' ? 'checks.system.is' : 'checks.ok.system';
}
