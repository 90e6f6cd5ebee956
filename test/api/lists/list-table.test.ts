// What a list's rows become in a file: each state of a cell in words of its own, typed values, own fields, times.
import { describe, expect, it } from 'vitest';
import type { EhrCells } from '../../../api/contract/columns';
import type { ExportList, ListLine, Row } from '../../../api/contract/lists.schema';
import type { PatientValue } from '../../../api/contract/values';
import { toListTable } from '../../../api/lists/file/list-table.map';
import type { TeamSetup } from '../../../api/store/team-setup';
import { toFileTimes } from '../../../api/words/file-times';
import { at, toEhrRow, toRow, toView } from '../../tabs/list/rows';

const field = (id: string, name: string, type: 'text' | 'choice' | 'date' | 'number' | 'yesNo') => ({
  ...{ id, name, type },
  choices: [],
});
const setup: TeamSetup = {
  mode: 'ehr',
  viaChannelId: '',
  defaultListId: null,
  fields: {
    version: 1,
    fields: [field('f1', 'Isolated', 'yesNo'), field('f2', 'Excess', 'number'), field('f3', 'Due', 'date')],
  },
  retiredFields: [],
};
const ask: ExportList = {
  format: 'csv',
  language: 'en',
  zone: 'Asia/Tokyo',
  sort: { column: 'patient', isDescending: false },
};
const patient: PatientValue = { id: 'p', name: { display: 'ADLER, Ida' }, otherNames: [] };
const known = (cells: EhrCells): EhrCells => ({
  patient: { status: 'ok', value: patient, fetched: at },
  ...cells,
});

interface Parts {
  readonly cells?: EhrCells;
  readonly row?: Partial<Row>;
  readonly ask?: Partial<ExportList>;
  readonly setup?: Partial<TeamSetup>;
  readonly lines?: readonly ListLine[];
}

/** The one row, by heading. */
function toOne(columns: readonly string[], parts: Parts): Record<string, string | number> {
  const row = parts.row?.ehr === null ? toRow('r', {}, parts.row) : toEhrRow('r', parts.row);
  const lines = parts.lines ?? [{ type: 'cells', rowId: 'r', cells: known(parts.cells ?? {}) } as const];
  const { headings, rows } = toListTable(
    { view: { ...toView([row]), columns: [...columns] }, setup: { ...setup, ...parts.setup }, lines },
    { ...ask, ...parts.ask },
  );
  return Object.fromEntries(headings.map((heading, index) => [heading, rows[0]?.[index] ?? '']));
}

describe('a cell without a value says which of these it is', () => {
  const columns = ['allergies', 'mainProblem', 'heartRate', 'lengthOfStay', 'bed'];
  const toStates = (cell: { status: 'empty' | 'failed' | 'notOffered'; mayBeIncomplete?: boolean }) => {
    const each = { ...cell, fetched: at };
    const cells = { allergies: each, mainProblem: each, heartRate: each, lengthOfStay: each, bed: each };
    const one = toOne(columns, { cells });
    return [one.Allergies, one['Main problem'], one['Heart rate'], one['Day of stay'], one.Place];
  };

  it.each([
    [{ status: 'empty' }, 'Nothing recorded'],
    [{ status: 'failed' }, 'Couldn’t read.'],
    [{ status: 'notOffered' }, 'Your EHR doesn’t offer this.'],
    [{ status: 'empty', mayBeIncomplete: true }, 'May be incomplete'],
  ] as const)('%j', (cell, words) => {
    expect(new Set(toStates(cell))).toEqual(new Set([words]));
  });

  it('nothing came at all: no answer is no emptiness', () => {
    const one = toOne(['allergies'], { lines: [{ type: 'failed', code: 'server_unreachable', detail: '' }] });
    expect([one.Allergies, one['Read from the EHR at']]).toEqual(['Couldn’t read.', 'Couldn’t read.']);
  });
});

describe('allergies', () => {
  const say = (value: object, more: object = {}) =>
    toOne(['allergies'], { cells: { allergies: { status: 'ok', value, fetched: at, ...more } as never } })
      .Allergies;
  const item = (text: string, isHigh = false) => ({ text, isHigh, reactions: [] });

  it('severe, unconfirmed, none known and not recorded are never alike', () => {
    const items = [item('Penicillin', true), { ...item('Latex'), qualifier: 'unconfirmed' as const }];
    expect(say({ kind: 'list', items })).toBe('Penicillin (severe)\nLatex · unconfirmed');
    expect(say({ kind: 'noKnown', items: [] })).toBe('No known allergies');
    expect(say({ kind: 'notRecorded' })).toBe('Not recorded');
    expect(say({ kind: 'notRecorded' }, { mayBeIncomplete: true })).toBe('May be incomplete');
    expect(say({ kind: 'list', items: [item('Nuts')] }, { unreadable: 2, mayBeIncomplete: true })).toBe(
      'Nuts · 2 records could not be read and are left out. · May be incomplete',
    );
  });
});

describe('vital signs', () => {
  const measured = { kind: 'bloodPressure', display: '', systolic: { value: 182, unit: 'mmHg' } } as const;
  const say = (value: object) => {
    const one = toOne(['bloodPressure'], {
      cells: { bloodPressure: { status: 'ok', value, fetched: at } as never },
    });
    return [one['Blood pressure'], one['Blood pressure, time']];
  };

  it('stand with their unit, the server’s own judgement, and when they were true', () => {
    const whole = { ...measured, diastolic: { value: 90, unit: 'mmHg' } };
    expect(say({ ...whole, interpretation: 'HH', effective: '2026-11-22T23:30:00Z' })).toEqual([
      '182/90 mmHg, critically high',
      '2026-11-23 08:30',
    ]);
    expect(say({ ...whole, qualifier: 'preliminary' })).toEqual(['182/90 mmHg, preliminary', 'time unknown']);
    expect(say({ ...measured, absentPart: 'masked' })[0]).toBe('182/– mmHg, Diastolic: not known (masked)');
    expect(say({ kind: 'bloodPressure', display: '', absent: 'not-asked' })[0]).toBe('not known (not asked)');
  });

  it('without a unit it says so where that could be two things', () => {
    expect(say({ ...measured, systolic: { value: 18 } })[0]).toBe('18/– (no unit)');
  });
});

describe('who it is', () => {
  it('stands in every file, with every mark that the list has', () => {
    const value: PatientValue = {
      ...patient,
      deceased: { date: '2026-11-20' },
      replacedBy: 'p2',
      gender: 'female',
    };
    const one = toOne(['phone'], { cells: { patient: { status: 'ok', value, fetched: at } } });
    expect(one.Patient).toBe('ADLER, Ida · Deceased 2026-11-20 · Record replaced');
    expect([one.Sex, one['Birth date'], one.MRN]).toEqual(['female', '', 'no MRN']);
  });

  it('two who could be mixed up are marked', () => {
    const rows = [
      toRow('a', { family: 'Solo', given: 'Jaina' }),
      toRow('b', { family: 'solo', given: 'Jaina M' }),
    ];
    const list = { view: { ...toView(rows), columns: ['patient'] }, setup, lines: [] };
    expect(toListTable(list, ask).rows.map(([name]) => name)).toEqual([
      'SOLO, Jaina · Same name',
      'SOLO, Jaina M · Same name',
    ]);
  });

  it('whose record can’t be read is who was known last, and since when that is', () => {
    const snapshot = { name: 'ADLER, Ida', birthDate: '1950-02-01', gender: 'female', mrn: 'M1', at };
    const one = toOne(['patient'], {
      row: { snapshot },
      cells: { patient: { status: 'failed', reason: 'patient_not_found', fetched: at } },
    });
    expect(one.Patient).toBe('ADLER, Ida · Record not found');
    expect([one.MRN, one['Read from the EHR at']]).toEqual(['M1', 'last read at 2026-11-22 16:02']);
  });

  it('what is kept back says so', () => {
    const value: PatientValue = {
      id: 'p',
      otherNames: [],
      absent: { name: 'masked', mrn: 'masked', birthDate: 'unknown' },
    };
    const one = toOne(['patient'], { cells: { patient: { status: 'ok', value, fetched: at } } });
    expect([one.Patient, one.MRN]).toEqual(['Name: not known (masked)', 'MRN: not known (masked)']);
    expect(one['Birth date']).toBe('Birth date: not known (reason not given)');
  });

  it('a part of a name that is kept back says so beside the part that is told', () => {
    const name = { display: 'Protected', given: 'Protected' };
    const value: PatientValue = { id: 'p', name, otherNames: [], absent: { family: 'masked' } };
    const one = toOne(['patient'], { cells: { patient: { status: 'ok', value, fetched: at } } });
    expect(one.Patient).toBe('Protected · Family name: not known (masked)');
  });
});

describe('what the team typed', () => {
  const by = { id: 'p1', name: 'Priya Nair' };
  const typed = (values: Record<string, string | number | boolean>) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value, by, at }]));

  it('own fields keep their kind: a number is a number, a date no more than it is', () => {
    const row = { typed: typed({ 'field:f1': true, 'field:f2': -2, 'field:f3': '2026-12' }) };
    const one = toOne(['field:f1', 'field:f2', 'field:f3', 'field:gone'], { row });
    expect([one.Isolated, one.Excess, one.Due]).toEqual(['Yes', -2, '2026-12']);
  });

  it('a main problem typed over the EHR’s says whose word it is', () => {
    const main = { text: 'Sepsis', category: 'other', isActive: true } as const;
    const one = toOne(['mainProblem'], {
      row: { typed: typed({ mainProblem: 'Social' }) },
      cells: { mainProblem: { status: 'ok', value: { main, rule: 'latest', more: 3 }, fetched: at } },
    });
    expect(one['Main problem']).toBe('Social · Typed by the team');
  });

  it('in manual mode everything is what was typed, and a day of stay is one of the reader’s calendar', () => {
    const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo' }).format(new Date());
    const values = {
      family: 'Bell',
      admittedOn: today,
      vitals: 'RR 99',
      ward: '5',
      bed: '2',
      noKnownAllergies: true,
    };
    const one = toOne(['bed', 'allergies', 'lengthOfStay', 'vitals', 'coverage'], {
      row: { ehr: null, typed: typed(values) },
      setup: { mode: 'manual' },
      lines: [],
    });
    expect(one).toMatchObject({
      ...{ Patient: 'BELL', Ward: '5', Bed: '2', Allergies: 'No known allergies', 'Day of stay': 1 },
      ...{
        'Vital signs': 'RR 99',
        Coverage: 'Nothing recorded',
        'Read from the EHR at': 'Typed by the team',
      },
    });
  });

  it('of an EHR’s patient in manual mode what nobody typed is no emptiness', () => {
    const one = toOne(['bed', 'coverage'], { setup: { mode: 'manual' }, lines: [] });
    expect([one.Place, one.Coverage]).toEqual(['Not typed yet', 'Not typed yet']);
  });
});

it.each([
  ['2026-11-22T23:30:00Z', '2026-11-23 08:30', '2026-11-23'],
  ['2026-11-22T23:30:15.5+09:00', '2026-11-22 23:30', '2026-11-22'],
  // A clock on some wall, and days, months and years, belong to no zone.
  ['2026-11-22T23:30:00', '2026-11-22 23:30', '2026-11-22'],
  ['2026-11-22', '2026-11-22', '2026-11-22'],
  ['2026-11', '2026-11', '2026-11'],
  ['1957', '1957', '1957'],
  ['soon', 'soon', 'soon'],
])('a file writes %s as %s', (text, when, day) => {
  const times = toFileTimes('Asia/Tokyo');
  expect([times.when(text), times.day(text)]).toEqual([when, day]);
});
