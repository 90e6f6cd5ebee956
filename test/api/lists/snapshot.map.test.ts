// When the snapshot of a row is worth writing again.
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../api/contract/lists.schema';
import { isNews } from '../../../api/lists/snapshot.map';

const at = (time: string, more: Partial<Snapshot> = {}): Snapshot => ({
  name: 'HART, Ana',
  birthDate: '1957-06-05',
  gender: 'female',
  mrn: 'MRN-1',
  at: time,
  ...more,
});
const before = at('2026-11-22T07:00:00Z');

describe('a snapshot', () => {
  it('is news where there was none', () => {
    expect(isNews(null, before)).toBe(true);
  });

  it('is none while nothing changed and it tells the same hour', () => {
    expect(isNews(before, at('2026-11-22T07:00:30Z'))).toBe(false);
    expect(isNews(before, at('2026-11-22T08:00:00Z'))).toBe(false);
  });

  it('is news when its time is more than an hour behind', () => {
    expect(isNews(before, at('2026-11-22T08:00:01Z'))).toBe(true);
  });

  it.each([{ name: 'HART-MOSS, Ana' }, { birthDate: null }, { gender: 'other' }, { mrn: 'MRN-9' }] as const)(
    'is news with %j',
    (more) => {
      expect(isNews(before, at('2026-11-22T07:00:30Z', more))).toBe(true);
    },
  );
});
