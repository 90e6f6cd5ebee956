// Instants of our own records as people of the reader's locale write them. Clinical times are told by ui/clinical.
import { useMemo } from 'react';
import { useHost } from '../host/useHost';
import { useWords } from '../i18n/useWords';

export interface Times {
  readonly dateTime: (instant: string | Date) => string;
  /** Of "2026-11-22", a day without a clock. */
  readonly day: (day: string) => string;
}

/** The full locale where it speaks the language of the words ("en-GB"), else the language alone. */
export function useTimes(): Times {
  const { locale } = useHost();
  const { language } = useWords();
  return useMemo(() => {
    const isSame = locale.toLowerCase().startsWith(language.toLowerCase().slice(0, 2));
    const format = new Intl.DateTimeFormat(isSame ? locale : language, {
      dateStyle: 'medium',
      timeStyle: 'short',
      hourCycle: 'h23',
    });
    const days = new Intl.DateTimeFormat(isSame ? locale : language, {
      dateStyle: 'medium',
      timeZone: 'UTC',
    });
    return {
      dateTime: (instant) => format.format(new Date(instant)),
      day: (day) => {
        const at = new Date(`${day}T00:00:00Z`);
        return Number.isNaN(at.getTime()) ? day : days.format(at);
      },
    };
  }, [locale, language]);
}
