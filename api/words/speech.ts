// The words that leave the server in files. Screens load theirs by themselves, a language at a time.
import type { Language } from '../contract/languages';
import { createDictionary, type WordValues } from './dictionary';
import enColumn from './en/column.json';
import enFile from './en/file.json';
import enPatient from './en/patient.json';
import jaColumn from './ja/column.json';
import jaFile from './ja/file.json';
import jaPatient from './ja/patient.json';
import type { KeyOf, ValueKey } from './keys';
import zhColumn from './zh-TW/column.json';
import zhFile from './zh-TW/file.json';
import zhPatient from './zh-TW/patient.json';

export type FileKey = ValueKey | KeyOf<{ readonly file: typeof enFile }>;

export interface Speech {
  readonly language: Language;
  readonly t: (key: FileKey, values?: WordValues) => string;
  readonly has: (key: string) => boolean;
}

const words = {
  en: { column: enColumn, file: enFile, patient: enPatient },
  ja: { column: jaColumn, file: jaFile, patient: jaPatient },
  'zh-TW': { column: zhColumn, file: zhFile, patient: zhPatient },
};

export function toSpeech(language: Language): Speech {
  const { find } = createDictionary(language, words[language]);
  return { language, t: (key, values) => find(key, values) ?? key, has: (key) => find(key) !== undefined };
}
