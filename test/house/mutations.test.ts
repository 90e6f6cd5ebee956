// The tables of test/security/mutations against the sources: what was moved or renamed would be taken out of nothing.
import { expect, it } from 'vitest';
import { allMutations } from '../security/mutations/all-mutations';
import { findMutationFault } from '../security/mutations/mutation';

/** Whose defence is a test of its own kind: later work. */
const withoutOne = new Set([35, 40, 42]);

it('each defence that the tables take out is there', () => {
  expect(allMutations.map(findMutationFault).filter((fault) => fault !== undefined)).toEqual([]);
});

it('each threat has a defence that is taken out', () => {
  const taken = new Set(allMutations.map(({ threat }) => threat));
  const rows = Array.from({ length: 48 }, (_, at) => at + 1).filter((row) => !withoutOne.has(row));
  expect(rows.filter((row) => !taken.has(`T${row}`))).toEqual([]);
});
