// Which languages there are, and which one a locale means. Loads one lazily.
import { createDictionary, type Dictionary } from './words';

export const languages = ['en', 'ja', 'zh-TW'] as const;
export type Language = (typeof languages)[number];

/** Every Chinese reader gets Traditional Chinese, the one that we have; anybody else whom we can't serve gets English. */
export function toLanguage(locale: string): Language {
  const main = locale.toLowerCase().split(/[-_]/)[0];
  if (main === 'ja') return 'ja';
  return main === 'zh' ? 'zh-TW' : 'en';
}

const loaders = {
  en: () => import(/* webpackChunkName: "words-en" */ './en'),
  ja: () => import(/* webpackChunkName: "words-ja" */ './ja'),
  'zh-TW': () => import(/* webpackChunkName: "words-zh-tw" */ './zh-TW'),
} as const;

export async function loadWords(language: Language): Promise<Dictionary> {
  return createDictionary(language, (await loaders[language]()).words);
}
