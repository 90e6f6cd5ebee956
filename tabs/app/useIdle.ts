// Whether nobody has used the tab for so many minutes; 0 minutes: never asked.
import { useCallback, useEffect, useState } from 'react';
import { createIdleWatch } from './idle-watch';

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

export interface Idle {
  readonly isAway: boolean;
  readonly comeBack: () => void;
}

export function useIdle(minutes: number): Idle {
  const [isAway, setAway] = useState(false);
  useEffect(() => {
    if (isAway || minutes === 0) return;
    const watch = createIdleWatch({
      idleMs: minutes * 60_000,
      onAway: () => setAway(true),
      now: () => Date.now(),
      later: (act, ms) => {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
    });
    for (const sign of signs) addEventListener(sign, watch.touch, { capture: true, passive: true });
    document.addEventListener('visibilitychange', watch.check);
    return () => {
      watch.stop();
      for (const sign of signs) removeEventListener(sign, watch.touch, { capture: true });
      document.removeEventListener('visibilitychange', watch.check);
    };
  }, [isAway, minutes]);
  return { isAway, comeBack: useCallback(() => setAway(false), []) };
}
