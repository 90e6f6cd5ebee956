import type { Encounter } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { findChosenEncounter, toEncounters } from '../../../api/clinical/encounters';
import { toWhere } from '../../../api/clinical/where';
import { coded, context, getR4, makeEncounter, readR4 } from './sample';

const stay = (id: string, start: string, parts: Partial<Encounter> = {}) =>
  makeEncounter(id, { period: { start }, ...parts });
const over = (id: string, start: string, end: string) =>
  makeEncounter(id, { status: 'finished', period: { start, end } });

describe('the chosen encounter', () => {
  it.each(['planned', 'cancelled', 'entered-in-error'] as const)('is never one that is %s', (status) => {
    expect(findChosenEncounter([stay('a', '2026-11-20', { status })], context)).toBeUndefined();
  });

  it.each(['in-progress', 'arrived', 'triaged', 'onleave'] as const)(
    'is one that is %s before a later one that is finished',
    (status) => {
      const now = stay('now', '2026-11-01', { status });
      expect(findChosenEncounter([over('later', '2026-11-20', '2026-11-20'), now], context)?.id).toBe('now');
    },
  );

  it('is the newest, whether the answer is sorted, unsorted or oldest first', () => {
    const [a, b, c] = [stay('a', '2026-11-01'), stay('b', '2026-11-15T10:00:00Z'), stay('c', '2026-10-30')];
    for (const answer of [
      [b, a, c],
      [a, b, c],
      [c, a, b],
    ]) {
      expect(findChosenEncounter(answer, context)?.id).toBe('b');
    }
  });

  it('compares instants across offsets, not their letters', () => {
    const tokyo = stay('tokyo', '2026-11-16T01:00:00+09:00');
    const london = stay('london', '2026-11-15T20:00:00Z');
    expect(findChosenEncounter([tokyo, london], context)?.id).toBe('london');
  });

  it('without a start counts by its end, and one with a time wins over one without', () => {
    const ended = makeEncounter('ended', { status: 'finished', period: { end: '2026-05-01' } });
    const older = over('older', '2026-01-01', '2026-01-02');
    expect(findChosenEncounter([older, ended], context)?.id).toBe('ended');
    expect(
      findChosenEncounter([getR4('Encounter', 'example'), getR4('Encounter', 'emerg')], context)?.id,
    ).toBe('emerg');
  });

  it('a start that isn’t a FHIR time is still read', () => {
    const odd = stay('odd', '09/17/2018 1:00:00 PM', { status: 'finished' });
    expect(findChosenEncounter([odd, over('older', '2018-09-16', '2018-09-16')], context)?.id).toBe('odd');
  });

  it('is none that is still to come: it is as good as planned', () => {
    const ahead = { period: { start: '2026-12-01', end: '2026-12-03' } };
    const unknown = makeEncounter('unknown', { status: 'unknown', ...ahead });
    expect(findChosenEncounter([unknown], context)).toBeUndefined();
    expect(findChosenEncounter([unknown, over('old', '2026-11-01', '2026-11-03')], context)?.id).toBe('old');
    const [next, now] = [stay('next', '2026-12-01T08:00:00Z'), stay('now', '2026-11-01')];
    expect(findChosenEncounter([next, now, unknown], context)?.id).toBe('now');
  });

  it('that says itself that it is in progress is believed where no other is', () => {
    const next = stay('next', '2026-12-01T08:00:00Z');
    expect(findChosenEncounter([next, over('old', '2026-11-01', '2026-11-03')], context)?.id).toBe('next');
  });

  it('for each synthetic sample patient is the one with the latest start, in any order of the answer', () => {
    const encounters = readR4('Encounter', ['r4/synthea', 'r4/smart-converted-from-stu3']);
    const byPerson = groupByPerson(encounters);
    expect(byPerson.size).toBeGreaterThan(60);
    for (const answer of byPerson.values()) {
      const starts = answer.map(({ period }) => Date.parse(period?.start ?? ''));
      const newest = Math.max(...starts);
      for (const order of [
        answer,
        answer.toReversed(),
        answer.toSorted((a, b) => ((a.id ?? '') < (b.id ?? '') ? 1 : -1)),
      ]) {
        expect(Date.parse(findChosenEncounter(order, context)?.period?.start ?? '')).toBe(newest);
      }
    }
  });
});

describe('the encounters of the panel', () => {
  it('are the latest first, with the chosen one marked, without cancelled and erroneous ones', () => {
    const items = toEncounters(
      [
        over('old', '2025-01-01', '2025-01-03'),
        stay('now', '2026-11-01'),
        stay('wrong', '2026-11-21', { status: 'entered-in-error' }),
        stay('cancelled', '2026-11-21', { status: 'cancelled' }),
        over('clinic', '2026-11-20', '2026-11-20'),
      ],
      context,
    );
    expect(items.map(({ source, isChosen }) => [source?.reference, isChosen])).toEqual([
      ['Encounter/clinic', false],
      ['Encounter/now', true],
      ['Encounter/old', false],
    ]);
  });

  it('say type, class, place and times as the server does', () => {
    expect(toEncounters([getR4('Encounter', 'emerg')], context)).toMatchObject([
      {
        status: 'in-progress',
        class: 'inpatient encounter',
        location: 'Ward 1, Room 42, Bed 1',
        start: '2017-02-01T07:15:00+10:00',
        end: undefined,
      },
    ]);
    expect(toEncounters([getR4('Encounter', 'home')], context)[0]?.location).toBe("Client's home");
  });

  it('name the last place that somebody had; one that is planned or to come only where there is no other', () => {
    const placeOf = (...location: NonNullable<Encounter['location']>) =>
      toEncounters([stay('now', '2026-11-01', { location })], context)[0]?.location;
    const toEntry = (display: string, start: string, status?: 'planned' | 'active' | 'completed') => ({
      location: { display },
      period: { start },
      ...(status && { status }),
    });
    const first = toEntry('5 West', '2026-11-01', 'completed');
    const second = toEntry('6 East', '2026-11-10');
    const planned = toEntry('7 North', '2026-11-11', 'planned');
    const toCome = toEntry('8 South', '2027-03-01', 'active');
    expect(placeOf(first, second, planned, toCome)).toBe('6 East');
    expect(placeOf(toCome, second, first)).toBe('6 East');
    expect(placeOf(planned)).toBe('7 North');
    expect(placeOf(toCome)).toBe('8 South');
  });

  it('name of a stay that lasts the place of the row, of one that is over the last', () => {
    const toEntry = (display: string, type: string, start: string) => ({
      location: { display },
      physicalType: coded(type),
      period: { start },
    });
    const location = [toEntry('Bed 7', 'bd', '2026-11-01'), toEntry('Ward 5', 'wa', '2026-11-10')];
    const left = { ...toEntry('Bed 8', 'bd', '2026-11-12'), status: 'completed' as const };
    const placeOf = (parts: Partial<Encounter>) => {
      const encounter = stay('e', '2026-11-01', { location: [...location, left], ...parts });
      return [toEncounters([encounter], context)[0]?.location, toWhere([encounter], [], context).text];
    };
    expect(placeOf({})).toEqual(['Bed 7', 'Bed 7']);
    expect(placeOf({ status: 'unknown' })).toEqual(['Bed 7', 'Bed 7']);
    const ended = { status: 'finished' as const, period: { start: '2026-11-01', end: '2026-11-20' } };
    expect(placeOf(ended)).toEqual(['Bed 8', undefined]);
  });
});

function groupByPerson(encounters: readonly Encounter[]): ReadonlyMap<string, Encounter[]> {
  const groups = new Map<string, Encounter[]>();
  for (const encounter of encounters) {
    const person = encounter.subject?.reference ?? '';
    groups.set(person, [...(groups.get(person) ?? []), encounter]);
  }
  return groups;
}
