// Who is on a list or in a group of the EHR now.
import { describe, expect, it } from 'vitest';
import { findRoster, toMembers } from '../../../api/fhir/roster.map';

const base = 'https://ehr.example/fhir';
const clock = { now: new Date('2026-11-27T12:00:00Z'), zone: 'America/Los_Angeles' };
const member = (id: string, more: object = {}) => ({ entity: { reference: `Patient/${id}` }, ...more });
const group = (member: readonly object[]) => ({ resourceType: 'Group', id: 'g', type: 'person', member });

describe('a member of a group', () => {
  it.each([
    ['whose time there is over', { period: { start: '2026-11-01', end: '2026-11-20' } }],
    ['whose time there ended this morning', { period: { end: '2026-11-27T11:59:00Z' } }],
    ['who is inactive', { inactive: true }],
  ])('%s is on it no more', (_who, more) => {
    const raw = group([member('a', more), member('b')]);
    expect(toMembers(raw, base, 10, clock)).toEqual({ patientIds: ['b'], foreign: 0, isCut: false });
    expect(findRoster(raw, base, clock)?.count).toBe(1);
  });

  it.each([
    ['without an end', { period: { start: '2026-11-01' } }],
    ['whose last day is today', { period: { end: '2026-11-27' } }],
    ['who stays until tonight', { period: { end: '2026-11-27T20:00:00Z' } }],
    ['whose end nobody can read', { period: { end: 'soon' }, inactive: false }],
  ])('%s is on it', (_who, more) => {
    const raw = group([member('a', more), member('b')]);
    expect(toMembers(raw, base, 10, clock).patientIds).toEqual(['a', 'b']);
    expect(findRoster(raw, base, clock)?.count).toBe(2);
  });
});
