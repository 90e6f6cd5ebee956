import { expect, it } from 'vitest';
import { recordFigure, toSize } from '../figures';
import { allMutations } from './all-mutations';
import { findUnnoticed } from './run-mutation';

/** So many of the table, others each day; a number beyond its length takes all of it. */
const size = toSize('PATIENTS_TEST_MUTATIONS', 3);
const atOnce = toSize('PATIENTS_TEST_MUTATIONS_AT_ONCE', 1);
/** "T12", or a word of what no longer holds. */
const only = new RegExp(process.env.PATIENTS_TEST_MUTATIONS_OF ?? '');
const table = allMutations.filter(({ threat, name }) => only.test(`${threat}: ${name}`));
const today = Math.floor(Date.now() / 86_400_000);

it(`${Math.min(size, table.length)} defences taken out, one by one: the test of the threat notices each`, {
  timeout: 3_600_000,
}, async () => {
  const table = allMutations.filter(({ threat, name }) => only.test(`${threat}: ${name}`));
  const from = (today * size) % table.length;
  const queue = [...table.slice(from), ...table.slice(0, from)].slice(0, size);
  const tried = queue.length;
  const unnoticed: string[] = [];
  const work = async () => {
    for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
      const found = await findUnnoticed(one);
      if (found !== undefined) unnoticed.push(found);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  recordFigure({
    id: 'Q1',
    name: 'defences taken out',
    tried,
    through: unnoticed.length,
    size: 'PATIENTS_TEST_MUTATIONS',
  });
  expect(unnoticed).toEqual([]);
});
