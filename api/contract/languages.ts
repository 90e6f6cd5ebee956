// Which languages the product speaks, and which one a locale means. Plain values: the tab may import them.

export const languages = ['en', 'ja', 'zh-TW'] as const;
export type Language = (typeof languages)[number];

/** Every Chinese reader gets Traditional Chinese, the one that we have; anybody else whom we can't serve gets English. */
export function toLanguage(locale: string): Language {
  const main = locale.toLowerCase().split(/[-_]/)[0];
  if (main === 'ja') return 'ja';
  return main === 'zh' ? 'zh-TW' : 'en';
}
