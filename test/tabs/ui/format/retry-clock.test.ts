// A long wait is a time of day; a short one stays a number of seconds.
import { expect, test } from 'vitest';
import { ApiProblem } from '../../../../tabs/net/problem';
import { toRetryClock } from '../../../../tabs/ui/format/retry-clock';

const at = new Date(2026, 10, 26, 7, 2, 31).getTime();

test.each([
  [61, '07:04'],
  [840, '07:17'],
  [60, undefined],
  [undefined, undefined],
])('%s seconds from 07:02:31 are %s', (retryAfterSeconds, expected) => {
  const told = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
  const retryAt = at + (retryAfterSeconds ?? 0) * 1_000;
  for (const language of ['en', 'ja', 'zh-TW'])
    expect(toRetryClock({ ...told, retryAt }, language)).toBe(expected);
});

test('the time is taken once, when the answer comes', () => {
  const before = Date.now();
  const { problem } = new ApiProblem({
    type: '',
    title: '',
    status: 503,
    code: 'server_busy',
    detail: '',
    retryAfterSeconds: 840,
  });
  expect(problem.retryAt).toBeGreaterThanOrEqual(before + 840_000);
  expect(toRetryClock(problem, 'en')).toMatch(/^\d\d:\d\d$/);
});
