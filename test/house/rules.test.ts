// A route that nobody gave a rule must not be built; a rule without its route is a left-over.
import { expect, it } from 'vitest';
import { rules } from '../../api/sign-in/access.policy';
import { readSources } from './source';

const said = /(?:operationId: |facade\(\s*)'(\w+)'/g;
const operations = readSources()
  .filter(({ path }) => /^api\/.*\.routes\.ts$/.test(path))
  .flatMap(({ text }) => [...text.matchAll(said)].map(([, name]) => name ?? ''));

it('T9: every route has a line in api/sign-in/access.policy.ts that says who may use it', () => {
  expect(operations.length).toBeGreaterThan(25);
  expect(operations.filter((name) => rules[name] === undefined)).toEqual([]);
});

it('every line of api/sign-in/access.policy.ts has its route', () => {
  expect(Object.keys(rules).filter((name) => !operations.includes(name))).toEqual([]);
});
