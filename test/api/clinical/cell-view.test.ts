// What a cell says of itself: reading, read, typed, typed over, old or failed.
import { expect, test } from 'vitest';
import { toCellView } from '../../../api/clinical/cell-view';
import { toRowModel } from '../../../api/clinical/row-model';
import { daysSince } from '../../../api/clinical/typed-dates';
import { groupRows } from '../../../tabs/list/model/group-rows';
import { at, inBed, toCells, toEhrRow, toRow } from '../../tabs/list/rows';

const cells = toCells(inBed('5 West', '501', '1'));

test('a cell without an answer is loading while lines come, and failed when none will', () => {
  expect(toCellView('bed', toEhrRow('a'), undefined, { isFilling: true }).status).toBe('loading');
  const lost = toCellView('bed', toEhrRow('a'), undefined, { isFilling: false, lost: 'server_timeout' });
  expect(lost).toEqual({ status: 'failed', reason: 'server_timeout' });
});

test('what was read is stale once the server is away', () => {
  expect(toCellView('bed', toEhrRow('a'), cells, { isFilling: false, lost: 'offline' }).status).toBe('stale');
});

test('that nothing was recorded is stale, too, and such a row stays under its heading', () => {
  const lost = { isFilling: false, lost: 'offline' };
  const empty = { status: 'empty' as const, fetched: at };
  const read = { ...cells, bed: empty, medications: empty };
  expect(toCellView('medications', toEhrRow('a'), read, lost)).toEqual({ status: 'stale', fetched: at });
  const headings = [{ isFilling: false }, lost].map((reading) =>
    groupRows(['a'], new Map([['a', toRowModel(toEhrRow('a'), read, reading)]])).map(({ kind }) => kind),
  );
  expect(headings).toEqual([['noBed'], ['noBed']]);
});

test('a main problem typed over the EHR keeps the EHR’s value beside it', () => {
  const main = { text: 'Pneumonia', category: 'other' as const, isActive: true };
  const read = {
    ...cells,
    mainProblem: { status: 'ok' as const, fetched: at, value: { main, rule: 'latest' as const, more: 0 } },
  };
  const row = { ...toRow('a', { mainProblem: 'Fall' }), ehr: { connectionId: 'c', patientId: 'p' } };
  const view = toCellView('mainProblem', row, read, { isFilling: false });
  expect(view.value?.main.text).toBe('Fall');
  expect(view.ehr?.main.text).toBe('Pneumonia');
  expect(view.typed?.by.name).toBe('Priya Nair');
});

test('a row is never nameless: the snapshot stands in while the EHR is read', () => {
  const snapshot = { name: 'SOLO, Jaina', birthDate: '1957-06-05', gender: 'female', mrn: '1', at };
  const model = toRowModel(toEhrRow('a', { snapshot }), undefined, { isFilling: true });
  expect(model.patient).toMatchObject({ name: { display: 'SOLO, Jaina' }, mrn: { value: '1' } });
});

test('in manual mode a patient of the EHR shows who it was when last read, and what was typed since', () => {
  const snapshot = { name: 'SOLO, Jaina', birthDate: '1957-06-05', gender: 'female', mrn: '1', at };
  const row = {
    ...toRow('a', { mrn: 'W5-2', bed: '7' }),
    ehr: { connectionId: 'c', patientId: 'p' },
    snapshot,
  };
  const unread = { bed: { status: 'failed' as const, reason: 'no_connection', fetched: at } };
  const model = toRowModel(row, unread, { isFilling: false, isManual: true });
  expect(model.cell('patient')).toMatchObject({ status: 'stale', fetched: at });
  expect(model.patient).toMatchObject({
    name: { display: 'SOLO, Jaina' },
    birthDate: '1957-06-05',
    mrn: { value: 'W5-2' },
  });
  expect(model.cell('bed').value).toMatchObject({ kind: 'in', bed: '7' });
  // Nobody typed allergies or a problem: that's neither "not recorded" nor "couldn't read".
  expect(model.cell('allergies')).toEqual({ status: 'untyped' });
  expect(model.cell('mainProblem')).toEqual({ status: 'untyped' });
});

test('back in EHR mode what was typed is kept, and only the main problem stands before the EHR’s words', () => {
  const row = {
    ...toRow('a', { family: 'Typed', bed: '7', mainProblem: 'Fall' }),
    ehr: { connectionId: 'c', patientId: 'p' },
  };
  const model = toRowModel(row, cells, { isFilling: false, isManual: false });
  expect(model.patient?.name?.display).toBe('SOLO, Jaina');
  expect(model.cell('bed').value).toEqual(inBed('5 West', '501', '1'));
  expect(model.cell('mainProblem').value?.main.text).toBe('Fall');
  expect(model.row.typed.family?.value).toBe('Typed');
});

test('no known allergies, none recorded and a list are three things when typed, too', () => {
  const kindOf = (typed: Parameters<typeof toRow>[1]) =>
    toCellView('allergies', toRow('a', typed), undefined, { isFilling: false }).value?.kind;
  expect(kindOf({ noKnownAllergies: true })).toBe('noKnown');
  expect(kindOf({})).toBe('notRecorded');
  expect(kindOf({ allergies: 'Penicillin、latex', noKnownAllergies: true })).toBe('list');
});

test('typed names stand as the list shows them, ideographic ones in their own order', () => {
  const nameOf = (family: string, given: string) =>
    toRowModel(toRow('a', { family, given }), undefined, { isFilling: false }).patient?.name?.display;
  expect(nameOf('Hart', 'Olivia')).toBe('HART, Olivia');
  expect(nameOf('山田', '太郎')).toBe('山田 太郎');
});

test('day 1 is the day of admission; half a date or the future has no day', () => {
  const today = { year: 2026, month: 11, day: 22 };
  expect(daysSince('2026-11-22', today)).toBe(1);
  expect(daysSince('2026-11-19', today)).toBe(4);
  expect(daysSince('2026-11', today)).toBeUndefined();
  expect(daysSince('2026-11-23', today)).toBeUndefined();
});
