import { expect, it } from 'vitest';
import { addUp, toCount, toFailures } from './vitest-report';

const text = (
  passed: number,
  failed: number,
  files: { name: string; status: string; message?: string; assertionResults: unknown[] }[] = [],
) => JSON.stringify({ numPassedTests: passed, numFailedTests: failed, testResults: files });

it('counts tests', () => {
  expect(toCount(() => text(7, 0), true)).toEqual({ passed: 7, failed: 0 });
  expect(toCount(() => text(5, 2), false)).toEqual({ passed: 5, failed: 2 });
});

it('a file that could not be loaded is a failure', () => {
  const files = [{ name: 'a.test.ts', status: 'failed', assertionResults: [] }];
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

it('names every failure, with the first lines of what was wrong', () => {
  const files = [
    { name: 'a.test.ts', status: 'failed', message: 'no such module', assertionResults: [] },
    {
      name: 'b.test.ts',
      status: 'failed',
      assertionResults: [
        { status: 'passed', fullName: 'adds', failureMessages: [] },
        { status: 'failed', fullName: 'takes away', failureMessages: ['expected 1\n2\n3\n4\nat far.ts'] },
      ],
    },
  ];
  expect(toFailures(() => text(1, 1, files))).toEqual([
    '✗ a.test.ts\n    no such module',
    '✗ b.test.ts: takes away\n    expected 1\n    2\n    3\n    4',
  ]);
  expect(toFailures(() => '<html>')).toEqual([]);
});
