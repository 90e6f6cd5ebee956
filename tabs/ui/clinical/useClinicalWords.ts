// Clinical values in words for the reader of this screen: the shared words, with times in the reader's own zone.
import { useMemo } from 'react';
import { toValueWords, type ValueWords } from '../../../api/words/value-words';
import { type Say, useWords } from '../../i18n/useWords';
import { type TimeWords, toTimeWords } from './time-words';

export interface ClinicalWords extends ValueWords, TimeWords {}

export function useClinicalWords(): ClinicalWords {
  const { t, has, language } = useWords();
  return useMemo(() => toClinicalWords(t, has, language), [t, has, language]);
}

export function toClinicalWords(t: Say, has: (key: string) => boolean, language: string): ClinicalWords {
  const times = toTimeWords(t, language);
  return { ...toValueWords({ t, has, language, times }), ...times };
}
