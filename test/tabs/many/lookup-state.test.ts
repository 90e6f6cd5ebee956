// What a look-up has found, whom "Add" would add, and what a retry keeps.
import { expect, it } from 'vitest';
import type { ManyLine } from '../../../api/contract/many.schema';
import {
  entriesOf,
  type Lookup,
  type LookupAction,
  noLookup,
  reduceLookup,
  toAdded,
} from '../../../tabs/many/lookup-state';

const found = (id: string, isOnList = false) => ({ patient: { id, otherNames: [], fetched: '' }, isOnList });
const done: ManyLine = {
  type: 'done',
  connectionId: 'c',
  room: 5,
  foreign: 0,
  isCut: false,
};
const answer = (index: number, ...patients: ReturnType<typeof found>[]) =>
  ({ type: 'answer', index, patients }) as ManyLine;

function run(...actions: LookupAction[]): Lookup {
  return actions.reduce(reduceLookup, noLookup);
}
const start: LookupAction = { type: 'start', texts: ['1', '2', '3', '4', '5'] };
const lines = (...all: ManyLine[]): LookupAction => ({ type: 'lines', lines: all });
const all = lines(
  { type: 'asking', count: 5 },
  answer(0, found('a')),
  answer(1, found('b'), found('c')),
  answer(2, found('d', true)),
  answer(3),
  { type: 'answer', index: 4, code: 'server_busy' },
  done,
);

it('sorts every number into what was found of it', () => {
  const state = run(start, all);
  const keys = (standing: Parameters<typeof entriesOf>[1]) =>
    entriesOf(state, standing).map(({ key }) => key);
  expect([keys('found'), keys('several'), keys('here'), keys('none'), keys('failed')]).toEqual([
    [0],
    [1],
    [2],
    [3],
    [4],
  ]);
});

it('adds who was found and not left out, and of two matches only the one that was chosen', () => {
  const state = run(start, all);
  expect(toAdded(state)).toEqual(['a']);
  expect(toAdded(run(start, all, { type: 'leave', patientId: 'a', isLeft: true }))).toEqual([]);
  expect(toAdded(run(start, all, { type: 'pick', key: 1, patientId: 'c' }))).toEqual(['a', 'c']);
});

it('two numbers of one patient add them once', () => {
  expect(toAdded(run(start, lines(answer(0, found('a')), answer(1, found('a')), done)))).toEqual(['a']);
});

it('a retry asks for what failed alone; what was found and chosen stays', () => {
  const again = run(start, all, { type: 'pick', key: 1, patientId: 'b' }, { type: 'again', keys: [4] });
  expect(again.kind).toBe('asking');
  const state = reduceLookup(again, lines({ type: 'asking', count: 1 }, answer(0, found('e')), done));
  expect(toAdded(state)).toEqual(['a', 'b', 'e']);
  expect(entriesOf(state, 'failed')).toEqual([]);
});

it('a list of the EHR has an entry for each of its patients as soon as their number is known', () => {
  const state = run(
    { type: 'start', texts: undefined },
    lines({ type: 'asking', count: 3 }, { type: 'asked', index: 1 }),
  );
  expect(state.entries.map(({ standing }) => standing)).toEqual(['asking', 'asked', 'asking']);
});

it('after adding, who is on the list is here, and whom the EHR could not show can be asked for again', () => {
  const row = { ehr: { connectionId: 'c', patientId: 'a' } };
  const picked = run(start, all, { type: 'pick', key: 1, patientId: 'b' });
  const state = reduceLookup(picked, {
    type: 'added',
    added: { rows: [row] as never, already: [], unread: [{ patientId: 'b', code: 'server_timeout' }] },
  });
  expect(entriesOf(state, 'here').map(({ key }) => key)).toEqual([0, 2]);
  expect(entriesOf(state, 'failed').map(({ key }) => key)).toEqual([1, 4]);
  expect([toAdded(state), state.room]).toEqual([[], 4]);
});

it('a whole failure keeps its code for the words', () => {
  const state = run(start, lines({ type: 'failed', code: 'token_refused', detail: '' }));
  expect(state.problem?.code).toBe('token_refused');
});
