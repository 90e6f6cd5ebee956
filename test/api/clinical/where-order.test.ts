import { describe, expect, it } from 'vitest';
import { compareNaturally, compareWhere } from '../../../api/clinical/where-order';
import type { WhereValue } from '../../../api/contract/values';

const inBed = (ward: string, room: string, bed: string, hospital?: string): WhereValue => ({
  kind: 'in',
  hospital,
  ward,
  room,
  bed,
});

describe('the order of a ward round', () => {
  it('"Bed 2" comes before "Bed 10", "5W" before "12A"', () => {
    expect(['Bed 10', 'Bed 2', 'bed 1', '12A', '5W'].sort(compareNaturally)).toEqual([
      '5W',
      '12A',
      'bed 1',
      'Bed 2',
      'Bed 10',
    ]);
  });

  it('is hospital, ward, room, bed', () => {
    const places = [
      inBed('Ward 10', 'Room 1', 'Bed 1'),
      inBed('Ward 2', 'Room 10', 'Bed 1'),
      inBed('Ward 2', 'Room 2', 'Bed 10'),
      inBed('Ward 2', 'Room 2', 'Bed 9'),
      inBed('Ward 1', 'Room 1', 'Bed 1', 'Hillcrest'),
    ];
    const sorted = places.toSorted(compareWhere);
    expect(sorted.map((value) => `${value.ward}/${value.room}/${value.bed}`)).toEqual([
      'Ward 2/Room 2/Bed 9',
      'Ward 2/Room 2/Bed 10',
      'Ward 2/Room 10/Bed 1',
      'Ward 10/Room 1/Bed 1',
      'Ward 1/Room 1/Bed 1',
    ]);
  });

  it('"No bed recorded" first, "Left" last', () => {
    const left: WhereValue = { kind: 'left' };
    const noBed: WhereValue = { kind: 'noBed' };
    const noEncounter: WhereValue = { kind: 'noEncounter' };
    const bed = inBed('Ward 1', 'Room 1', 'Bed 1');
    expect([left, bed, noEncounter, noBed].sort(compareWhere)).toEqual([noBed, bed, noEncounter, left]);
  });

  it('a place known by its text only stands among the wards', () => {
    const text: WhereValue = { kind: 'in', text: 'Ward 2, Bed 3' };
    const [one, three] = [inBed('Ward 1', '1', '1'), inBed('Ward 3', '1', '1')];
    expect([three, text, one].sort(compareWhere)).toEqual([one, text, three]);
  });
});
