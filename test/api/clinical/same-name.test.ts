import { describe, expect, it } from 'vitest';
import { sameNameMarks } from '../../../api/clinical/same-name';

describe('two patients on a list who could be mixed up', () => {
  it('the same name, the same birth date, or both are marked on each', () => {
    const marks = sameNameMarks([
      { id: 'jaina', name: 'SOLO, Jaina', birthDate: '2017-05-15' },
      { id: 'jacen', name: 'SOLO, Jacen', birthDate: '2017-05-15' },
      { id: 'smith1', name: 'SMITH, Ann', birthDate: '1957-06-05' },
      { id: 'smith2', name: 'Smith,  Änn M.', birthDate: '1960-01-01' },
      { id: 'lee1', name: 'LEE, Bo', birthDate: '1960-02-02' },
      { id: 'lee2', name: 'LEE, Bo', birthDate: '1960-02-02' },
      { id: 'alone', name: 'SMITH, Bob', birthDate: '1970-01-01' },
    ]);
    expect(Object.fromEntries(marks)).toEqual({
      jaina: 'birthDate',
      jacen: 'birthDate',
      smith1: 'name',
      smith2: 'name',
      lee1: 'both',
      lee2: 'both',
    });
  });

  it('half a birth date or none makes no pair', () => {
    const rows = [
      { id: '1', birthDate: '1957' },
      { id: '2', birthDate: '1957' },
      { id: '3', name: undefined },
      { id: '4' },
    ];
    expect(sameNameMarks(rows).size).toBe(0);
  });
});
