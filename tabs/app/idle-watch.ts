// Knows how long nobody has used the tab (T48). No React and no window: the clock and the timer are handed in.

export interface IdleWatch {
  /** Somebody is here. */
  readonly touch: () => void;
  /** Looks at once: after a sleep or in a hidden tab timers come late. */
  readonly check: () => void;
  readonly stop: () => void;
}

export interface IdleWatchDeps {
  readonly idleMs: number;
  readonly onAway: () => void;
  readonly now: () => number;
  /** Runs `act` later; gives back how to take that back. */
  readonly later: (act: () => void, ms: number) => () => void;
}

/** `onAway` is called once; a watch that has called it watches no more. */
export function createIdleWatch({ idleMs, onAway, now, later }: IdleWatchDeps): IdleWatch {
  let last = now();
  let isOver = false;
  let cancel = later(check, idleMs);
  function check(): void {
    if (isOver) return;
    cancel();
    const left = last + idleMs - now();
    if (left > 0) {
      cancel = later(check, left);
      return;
    }
    isOver = true;
    onAway();
  }
  return {
    touch: () => {
      // A touch that comes after the time is none: the machine may just have woken up.
      if (now() - last < idleMs) last = now();
      else check();
    },
    check,
    stop: () => {
      isOver = true;
      cancel();
    },
  };
}
