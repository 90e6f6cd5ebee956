// Around the screens that are seen now and then: their words are loaded with them.
import type { ReactNode } from 'react';
import { useMoreWords } from '../i18n/useWords';

export function MoreWords({ children }: { readonly children: ReactNode }) {
  useMoreWords();
  return children;
}
