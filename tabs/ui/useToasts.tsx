// Short messages at the bottom, at most two, with undo where something was taken away. No fetching.
import {
  createContext,
  lazy,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useMemo,
  useState,
} from 'react';
import type { AnyProblem } from '../net/problem';
import { useProblemWords } from './useProblemWords';

export interface ToastParts {
  readonly text: string;
  readonly detail?: string;
  readonly intent?: 'success' | 'info' | 'warning' | 'error';
  /** Shown as a link for ten seconds. */
  readonly undo?: () => void;
}

export interface Toasts {
  readonly show: (parts: ToastParts) => void;
  readonly fail: (problem: AnyProblem) => void;
}

const ToastShow = lazy(async () => ({ default: (await loadToasts()).ToastShow }));

export function loadToasts() {
  return import(/* webpackChunkName: "toasts" */ './ToastShow');
}

const Push = createContext<(parts: ToastParts) => void>(() => undefined);

export function ToastArea({ children }: { readonly children: ReactNode }) {
  const [queue, setQueue] = useState<readonly ToastParts[]>([]);
  const [isNeeded, setNeeded] = useState(false);
  const push = useCallback((parts: ToastParts) => {
    setNeeded(true);
    setQueue((waiting) => [...waiting, parts]);
  }, []);
  const drop = useCallback((shown: readonly ToastParts[]) => {
    setQueue((waiting) => waiting.filter((parts) => !shown.includes(parts)));
  }, []);
  return (
    <Push.Provider value={push}>
      {children}
      <Suspense fallback={null}>{isNeeded && <ToastShow queue={queue} onShown={drop} />}</Suspense>
    </Push.Provider>
  );
}

export function useToasts(): Toasts {
  const show = useContext(Push);
  const toWords = useProblemWords();
  return useMemo(
    () => ({
      show,
      fail: (problem) => {
        const { what, next } = toWords(problem);
        show({ text: what, detail: next, intent: 'error' });
      },
    }),
    [show, toWords],
  );
}
