import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createIdleWatch } from '../../../tabs/app/idle-watch';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function start() {
  const onAway = vi.fn();
  const watch = createIdleWatch({
    idleMs: 900_000,
    onAway,
    now: Date.now,
    later: (act, ms) => {
      const timer = setTimeout(act, ms);
      return () => clearTimeout(timer);
    },
  });
  return { onAway, watch };
}

test('T48: after the time without a sign of anybody it is told once', () => {
  const { onAway } = start();
  vi.advanceTimersByTime(899_999);
  expect(onAway).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(onAway).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(9_000_000);
  expect(onAway).toHaveBeenCalledOnce();
});

test('T48: every sign of somebody begins the time anew', () => {
  const { onAway, watch } = start();
  vi.advanceTimersByTime(800_000);
  watch.touch();
  vi.advanceTimersByTime(899_000);
  expect(onAway).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1_000);
  expect(onAway).toHaveBeenCalledOnce();
});

test('T48: a machine that slept through the time is covered by the first movement, not shown by it', () => {
  const { onAway, watch } = start();
  // Timers stood still meanwhile.
  vi.setSystemTime(Date.now() + 1_000_000);
  watch.touch();
  expect(onAway).toHaveBeenCalledOnce();
});

test('T48: looked at when the tab is shown again; a watch that was stopped says nothing', () => {
  const { onAway, watch } = start();
  vi.setSystemTime(Date.now() + 1_000_000);
  watch.stop();
  watch.check();
  vi.advanceTimersByTime(2_000_000);
  expect(onAway).not.toHaveBeenCalled();
  const second = start();
  vi.setSystemTime(Date.now() + 1_000_000);
  second.watch.check();
  expect(second.onAway).toHaveBeenCalledOnce();
});
