// Sections that were read seconds ago, in memory and bounded. Off with 0 seconds. Knows neither servers nor questions.
import type { Section } from './ehr';

export interface AnswerCache {
  find(key: string): Section | undefined;
  keep(key: string, section: Section): void;
}

const mostKept = 20_000;

export function createAnswerCache(seconds: number, now: () => number): AnswerCache {
  const kept = new Map<string, { section: Section; until: number }>();
  if (seconds <= 0) return { find: () => undefined, keep: () => undefined };
  return {
    find(key) {
      const found = kept.get(key);
      if (found === undefined) return undefined;
      if (found.until > now()) return found.section;
      kept.delete(key);
      return undefined;
    },
    keep(key, section) {
      if (section.status !== 'ok') return;
      kept.delete(key);
      if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '');
      kept.set(key, { section, until: now() + seconds * 1000 });
    },
  };
}
