// Where found patients are, and of whom not all encounters were read.
import type { Encounter } from 'fhir/r4';
import { expect, it } from 'vitest';
import { toPlacesBundle } from '../../../api/patients/places.map';

const now = new Date('2026-11-22T07:00:00.000Z');

function tagOf(status: Encounter['status'], read: { mayBeIncomplete: boolean; hasOlder?: true }) {
  const stay: Encounter = { resourceType: 'Encounter', id: 'e9', status, class: {} };
  const rest = { included: [], droppedForeign: 0, fetched: now.toISOString() };
  const section = { status: 'ok', resources: [stay], ...rest, ...read } as const;
  return toPlacesBundle([{ Encounter: section }], 'https://ours', { now }).meta?.tag;
}

it('a stay of tomorrow, by the days of the hospital, isn’t where somebody is today', () => {
  const toStay = (id: string, start: string): Encounter => {
    return { resourceType: 'Encounter', id, status: 'in-progress', class: {}, period: { start } };
  };
  const read = { included: [], droppedForeign: 0, fetched: now.toISOString(), mayBeIncomplete: false };
  const resources = [toStay('today', '2026-11-20'), toStay('tomorrow', '2026-11-23')];
  const section = { status: 'ok', resources, ...read } as const;
  const placeAt = (time: string, zone: string) =>
    toPlacesBundle([{ Encounter: section }], 'https://ours', { now: new Date(time), zone }).entry?.[0]
      ?.resource;
  expect(placeAt('2026-11-22T12:00:00Z', 'America/New_York')).toMatchObject({ id: 'today' });
  expect(placeAt('2026-11-22T16:00:00Z', 'Asia/Tokyo')).toMatchObject({ id: 'tomorrow' });
});

it('a place says that a stay may be further back, as the row does', () => {
  const tag = [{ system: 'urn:patients:read', code: 'may-be-incomplete', display: 'Encounter/e9' }];
  expect(tagOf('finished', { mayBeIncomplete: false, hasOlder: true })).toEqual(tag);
  expect(tagOf('in-progress', { mayBeIncomplete: true })).toEqual(tag);
  expect(tagOf('in-progress', { mayBeIncomplete: false, hasOlder: true })).toBeUndefined();
  expect(tagOf('finished', { mayBeIncomplete: false })).toBeUndefined();
});
