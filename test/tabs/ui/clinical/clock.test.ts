// The one clock that ages go by.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onTick } from '../../../../tabs/ui/clinical/clock';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('everybody who asks is told four times a minute by one timer, which stops with the last of them', () => {
  const [first, second] = [vi.fn(), vi.fn()];
  const stops = [onTick(first), onTick(second)];
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(60_000);
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([4, 4]);
  stops[0]?.();
  vi.advanceTimersByTime(15_000);
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([4, 5]);
  stops[1]?.();
  expect(vi.getTimerCount()).toBe(0);
  const again = onTick(first);
  vi.advanceTimersByTime(15_000);
  expect(first).toHaveBeenCalledTimes(5);
  again();
});
