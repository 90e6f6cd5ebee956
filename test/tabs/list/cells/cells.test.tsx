// What cells say in words: nothing that isn't active, sure, final or whole stands there as if it were.
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { CellView } from '../../../../api/clinical/cell-view';
import { toRowModel } from '../../../../api/clinical/row-model';
import type {
  AllergiesValue,
  AllergyItem,
  MedicationItem,
  PatientValue,
  VitalItem,
  WhereValue,
} from '../../../../api/contract/values';
import { createDictionary } from '../../../../api/words/dictionary';
import { words } from '../../../../tabs/i18n/en';
import { WordsContext } from '../../../../tabs/i18n/useWords';
import {
  AllergiesCell,
  MedicationsCell,
  ProblemCell,
  StatusCell,
} from '../../../../tabs/list/cells/ClinicalCells';
import { PatientCell } from '../../../../tabs/list/cells/PatientCell';
import { PlaceCell } from '../../../../tabs/list/cells/PlaceCell';
import { VitalCell, VitalsCell } from '../../../../tabs/list/cells/VitalCells';
import { at, toEhrRow } from '../rows';

const dictionary = createDictionary('en', words);
function draw(cell: ReactNode) {
  const html = renderToStaticMarkup(<WordsContext value={dictionary}>{cell}</WordsContext>);
  const labels = [...html.matchAll(/aria-label="([^"]*)"/g)].map(([, label]) => label);
  const text = html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#x27;', "'")
    .trim();
  return { text, labels };
}
const ok = <V,>(value: V, more: Partial<CellView<V>> = {}): CellView<V> => ({ status: 'ok', value, ...more });
const medication = (text: string, more: Partial<MedicationItem> = {}): MedicationItem => ({
  text,
  isActive: true,
  ...more,
});
const drawMedications = (items: readonly MedicationItem[]) =>
  draw(<MedicationsCell view={ok({ items })} />).text;

test('a medication that is not plainly active says so before its name, and only active ones are counted', () => {
  const items = [
    medication('Furosemide'),
    medication('Aspirin', { qualifier: 'reported' }),
    medication('Warfarin', { isActive: false, qualifier: 'on-hold' }),
    medication('Apixaban', { isActive: false, qualifier: 'planned' }),
    medication('Heparin', { isActive: false, qualifier: 'stopped' }),
    medication('Digoxin', { isActive: false }),
  ];
  expect(drawMedications(items)).toBe(
    '2: Furosemide · reported: Aspirin · on hold: Warfarin · planned: Apixaban · stopped: Heparin · not active: Digoxin',
  );
  expect(drawMedications(items.slice(2, 4))).toBe('on hold: Warfarin · planned: Apixaban');
});

test('the status of a stay is a word of the reader’s language, and one that FHIR hasn’t stands as it came', () => {
  expect(draw(<StatusCell view={ok('in-progress')} />).text).toBe('in progress');
  expect(draw(<StatusCell view={ok('boarding')} />).text).toBe('boarding');
});

test('a name that the record hides is told with its reason, never the bare reason as a name', () => {
  expect(drawMedications([medication('masked', { absent: 'masked' })])).toBe('not known (masked)');
  const main = { text: 'masked', absent: 'masked', category: 'other', isActive: true } as const;
  const problem = draw(<ProblemCell view={ok({ main, rule: 'latest', more: 0 })} />);
  expect(problem.text).toBe('not known (masked)');
  const item = { text: 'unknown', absent: 'unknown', isHigh: false, reactions: [] };
  expect(draw(<AllergiesCell view={ok({ kind: 'list', items: [item] })} />).text).toBe(
    'not known (reason not given)',
  );
});

test('every "no known" statement stands there, and which of them nobody confirmed', () => {
  const say = (text: string, more: Partial<AllergyItem> = {}): AllergyItem => ({
    text,
    isHigh: false,
    reactions: [],
    ...more,
  });
  const items = [say('No known drug allergy'), say('No known food allergy', { qualifier: 'unconfirmed' })];
  expect(draw(<AllergiesCell view={ok<AllergiesValue>({ kind: 'noKnown', items })} />).text).toBe(
    '✓ No known drug allergy · No known food allergy · unconfirmed',
  );
});

test('a value that may be incomplete carries a sign with words; then "not recorded" is never said', () => {
  const item = { text: 'Latex', isHigh: false, reactions: [] };
  const incomplete = { mayBeIncomplete: true };
  const some = draw(<AllergiesCell view={ok({ kind: 'list', items: [item] }, incomplete)} />);
  expect(some.labels).toEqual(['May be incomplete']);
  expect(draw(<AllergiesCell view={ok({ kind: 'list', items: [item] })} />).labels).toEqual([]);
  const none = draw(<AllergiesCell view={ok<AllergiesValue>({ kind: 'notRecorded' }, incomplete)} />);
  expect(none.text).toContain('May be incomplete');
  expect(none.text).not.toContain('Not recorded');
  const stale: CellView<AllergiesValue> = {
    status: 'stale',
    value: { kind: 'list', items: [item] },
    ...incomplete,
  };
  expect(draw(<AllergiesCell view={stale} />).labels).toEqual(['Last known', 'May be incomplete']);
});

test('that nothing is recorded carries the same sign where it is the last known', () => {
  const stale = { status: 'stale', fetched: at } as const;
  expect(draw(<MedicationsCell view={stale} />)).toEqual({ text: '◷None recorded', labels: ['Last known'] });
  expect(draw(<AllergiesCell view={stale} />)).toEqual({ text: '◷Not recorded', labels: ['Last known'] });
  const incomplete = draw(<MedicationsCell view={{ ...stale, mayBeIncomplete: true }} />);
  expect(incomplete).toEqual({ text: '◷May be incomplete', labels: ['Last known'] });
});

test('where encounters were not all read, "No encounter" is never said', () => {
  const drawPlace = (mayBeIncomplete?: true) => {
    const view = ok<WhereValue>({ kind: 'noEncounter', mayBeIncomplete }, { mayBeIncomplete });
    return draw(<PlaceCell view={view} isUnderWard={false} isDense={false} />).text;
  };
  expect(drawPlace()).toBe('No encounter');
  expect(drawPlace(true)).toContain('May be incomplete');
  expect(drawPlace(true)).not.toContain('No encounter');
});

test('a place that is kept back says so where the bed would stand', () => {
  const view = ok<WhereValue>({ kind: 'in', absent: 'masked' });
  expect(draw(<PlaceCell view={view} isUnderWard={false} isDense={false} />).text).toBe('not known (masked)');
});

const hour = 3_600_000;
const ago = (hours: number) => new Date(Date.now() - hours * hour - 60_000).toISOString();
const vital = (more: Partial<VitalItem>): VitalItem => ({
  kind: 'heartRate',
  display: 'Heart rate',
  source: { server: 'Seaview', reference: 'Observation/1' },
  quantity: { value: 72, unit: '/min' },
  ...more,
});
const pressure = (unit: string, more: Partial<VitalItem> = {}) =>
  vital({
    kind: 'bloodPressure',
    quantity: undefined,
    systolic: { value: 16.4, unit },
    diastolic: { value: 10.1, unit },
    ...more,
  });
const drawVitals = (latest: readonly VitalItem[]) => draw(<VitalsCell view={ok({ latest })} />).text;

test('ages go by the moment, whatever offset it was written with', () => {
  const inTokyo = (hours: number) =>
    new Date(Date.now() + (9 - hours) * hour - 60_000).toISOString().replace('Z', '+09:00');
  const latest = [vital({ effective: inTokyo(5) }), pressure('mmHg', { effective: ago(2) })];
  expect(drawVitals(latest)).toContain('2 h ago to 5 h ago');
});

test('a value without a time is told beside those that have one, and words get their age too', () => {
  expect(drawVitals([vital({ effective: ago(3) }), pressure('mmHg')])).toContain(
    '3 h ago, some at an unknown time',
  );
  expect(drawVitals([vital({}), pressure('mmHg')])).toContain('time unknown');
  expect(drawVitals([vital({ quantity: undefined, text: '> 250 /min', effective: ago(3) })])).toContain(
    '3 h ago',
  );
});

test('a unit that is not the usual one stands beside its value', () => {
  expect(drawVitals([pressure('kPa', { effective: ago(1) })])).toContain('16.4/10.1kPa');
  expect(drawVitals([pressure('mm[Hg]', { effective: ago(1) })])).not.toContain('mm');
  expect(drawVitals([vital({ kind: 'weight', quantity: { value: 3456, unit: 'g' } })])).toContain('3456g');
});

test('a value without a unit says so where it could be of two: 98.6 is no °C', () => {
  const bare = (kind: VitalItem['kind'], value: number) =>
    vital({ kind, quantity: { value }, effective: ago(1) });
  expect(drawVitals([bare('temperature', 98.6)])).toContain('98.6(no unit)');
  expect(draw(<VitalCell view={ok(bare('temperature', 98.6))} isDense={false} />).text).toContain(
    '(no unit)',
  );
  expect(draw(<VitalCell view={ok(bare('weight', 150))} isDense={false} />).text).toContain('(no unit)');
  const pressures = pressure('mmHg', {
    systolic: { value: 16 },
    diastolic: { value: 10 },
    effective: ago(1),
  });
  expect(drawVitals([pressures])).toContain('16/10(no unit)');
  for (const item of [bare('heartRate', 72), bare('other', 6), bare('oxygenSaturation', 97)])
    expect(draw(<VitalCell view={ok(item)} isDense={false} />).text).not.toContain('no unit');
  const masked = vital({ kind: 'temperature', quantity: undefined, absent: 'masked', effective: ago(1) });
  expect(drawVitals([masked])).not.toContain('no unit');
});

test('a preliminary value says so, in a column of its own and among others', () => {
  const item = vital({ effective: ago(1), qualifier: 'preliminary' });
  expect(drawVitals([item])).toContain('72 preliminary');
  expect(draw(<VitalCell view={ok(item)} isDense={false} />).text).toContain('72/min preliminary');
});

test('why name, birth date, sex or MRN are not there is told in the row', () => {
  const value: PatientValue = {
    id: 'p1',
    otherNames: [],
    absent: { name: 'masked', birthDate: 'asked-declined', gender: 'unknown', mrn: 'masked' },
  };
  const cells = { patient: { status: 'ok', value, fetched: at } } as const;
  const model = toRowModel(toEhrRow('a'), cells, { isFilling: false });
  const { text } = draw(<PatientCell model={model} lookalike={undefined} isDense={false} />);
  expect(text).toContain('Name: not known (masked)');
  expect(text).toContain('Birth date: not known (declined to say)');
  expect(text).toContain('MRN: not known (masked)');
  expect(text).not.toContain('no MRN');
});

test.each([false, true])(
  'a family name that is kept back is told beside the given one, dense %s',
  (isDense) => {
    const name = { display: 'Protected', given: 'Protected' };
    const value: PatientValue = { id: 'p1', name, otherNames: [], absent: { family: 'masked' } };
    const cells = { patient: { status: 'ok', value, fetched: at } } as const;
    const model = toRowModel(toEhrRow('a'), cells, { isFilling: false });
    const { text, labels } = draw(<PatientCell model={model} lookalike={undefined} isDense={isDense} />);
    expect(text).toMatch(/Protected.*not known \(masked\)/);
    expect(labels).toEqual(['Family name: not known (masked)']);
  },
);

test('every value of a narrow cell has room: words beside one give the cell its second line', () => {
  const latest = [vital({ effective: ago(1) }), pressure('kPa', { effective: ago(1) })];
  const isOneLine = (items: readonly VitalItem[]) => {
    const html = renderToStaticMarkup(
      <WordsContext value={dictionary}>
        <VitalsCell view={ok({ latest: items })} />
      </WordsContext>,
    );
    // In one line the age stands beneath the values, else among them, at their end.
    return !/ago<\/span><\/span>$/.test(html);
  };
  expect(isOneLine(latest.slice(0, 1))).toBe(true);
  expect(isOneLine(latest)).toBe(false);
  expect(isOneLine([vital({ quantity: undefined, absent: 'masked', effective: ago(1) })])).toBe(false);
});

test('an age at death is long: the number that tells people apart stands before sex, which may be cut', () => {
  const living: PatientValue = {
    id: 'p1',
    name: { display: 'MARKS, Wendell' },
    otherNames: [],
    gender: 'male',
    age: { value: 81, unit: 'year', isAbout: false, isAtDeath: false },
    mrn: { value: 'SV100236' },
  };
  const drawPatient = (value: PatientValue) => {
    const model = toRowModel(
      toEhrRow('a'),
      { patient: { status: 'ok', value, fetched: at } },
      { isFilling: false },
    );
    return draw(<PatientCell model={model} lookalike={undefined} isDense={false} />).text;
  };
  expect(drawPatient(living)).toMatch(/81 y · male · MRN SV100236$/);
  const dead = {
    ...living,
    age: { value: 81, unit: 'year', isAbout: false, isAtDeath: true },
    deceased: {},
  } as const;
  expect(drawPatient(dead)).toMatch(/81 y at death · MRN SV100236 · male$/);
});
