// Loads the words of one language lazily.
import type { Language } from '../../api/contract/languages';
import { createDictionary, type Dictionary } from '../../api/words/dictionary';

const first = {
  en: () => import(/* webpackChunkName: "words-en" */ './en'),
  ja: () => import(/* webpackChunkName: "words-ja" */ './ja'),
  'zh-TW': () => import(/* webpackChunkName: "words-zh-tw" */ './zh-tw'),
} as const;
const more = {
  en: () => import(/* webpackChunkName: "more-words-en" */ './en-more'),
  ja: () => import(/* webpackChunkName: "more-words-ja" */ './ja-more'),
  'zh-TW': () => import(/* webpackChunkName: "more-words-zh-tw" */ './zh-tw-more'),
} as const;

/** The words of the list screen; the rest come with the part that needs them (see ui/later.tsx). */
export async function loadFirstWords(language: Language): Promise<Dictionary> {
  const { words } = await first[language]();
  return createDictionary(language, words, async () => (await more[language]()).words);
}

/** Every word. */
export async function loadWords(language: Language): Promise<Dictionary> {
  const dictionary = await loadFirstWords(language);
  await dictionary.loadMore();
  return dictionary;
}
