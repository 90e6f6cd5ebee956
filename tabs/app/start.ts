// What must be there before the first screen: the host, and the words of its language; both asked for at once.

import { type Language, toLanguage } from '../../api/contract/languages';
import type { Dictionary } from '../../api/words/dictionary';
import type { Host, ThemeName } from '../host/host';
import { toThemeName } from '../host/host';
import { forgetDebugFlag } from '../host/no-debug-log';
import { loadFirstWords } from '../i18n/languages';
import { loadTheme } from './useFluentTheme';

/** The manifest puts `?locale={locale}&theme={theme}` into our addresses, so that we can start before Teams answers. */
export interface StartHints {
  readonly theme: ThemeName;
  readonly language: Language;
}

export interface Started {
  readonly host: Host;
  readonly words: Dictionary;
}

export function toStartHints(search: string, browserLanguage: string): StartHints {
  const query = new URLSearchParams(search);
  const locale = query.get('locale') ?? '';
  return {
    theme: toThemeName(query.get('theme') ?? undefined),
    language: toLanguage(/^[a-zA-Z]{2}/.test(locale) ? locale : browserLanguage),
  };
}

/** Rejects with NoHostError outside Teams. */
export async function start(hints: StartHints): Promise<Started> {
  const early = loadFirstWords(hints.language);
  const theme = loadTheme(hints.theme);
  forgetDebugFlag();
  const { createTeamsHost } = await import(/* webpackChunkName: "teams" */ '../host/teams-host');
  const host = await createTeamsHost();
  const language = toLanguage(host.locale);
  await theme;
  return { host, words: await (language === hints.language ? early : loadFirstWords(language)) };
}
