import { expect, it } from 'vitest';
import { addUp, toCount } from './vitest-report';

const text = (
  passed: number,
  failed: number,
  files: { status: string; assertionResults: unknown[] }[] = [],
) => JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults: files });

it('counts tests', () => {
  expect(toCount(() => text(7, 0), true)).toEqual({ passed: 7, failed: 0 });
  expect(toCount(() => text(5, 2), false)).toEqual({ passed: 5, failed: 2 });
});

it('a file that could not be loaded is a failure', () => {
  const files = [{ status: 'failed', assertionResults: [] }];
  expect(toCount(() => text(5, 1, files), false)).toEqual({ passed: 5, failed: 2 });
});

it('a run that broke off is a failure though every test passed', () => {
  expect(toCount(() => text(5, 0), false)).toEqual({ passed: 5, failed: 1 });
});

it('a run without a report is a failure', () => {
  const missing = () => {
    throw new Error('no such file');
  };
  expect(toCount(missing, true)).toEqual({ passed: 0, failed: 1 });
  expect(toCount(() => '<html>', true)).toEqual({ passed: 0, failed: 1 });
});

it('adds up', () => {
  expect(
    addUp([
      { passed: 1, failed: 0 },
      { passed: 2, failed: 3 },
    ]),
  ).toEqual({ passed: 3, failed: 3 });
});
