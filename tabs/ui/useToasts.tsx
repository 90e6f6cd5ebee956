// Short messages at the bottom, at most two, with undo where something was taken away. No fetching.
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import type { AnyProblem } from '../net/problem';
import { later } from './later';

export interface ToastParts {
  readonly text: string;
  readonly detail?: string;
  readonly intent?: 'success' | 'info' | 'warning' | 'error';
  /** Shown as a link for ten seconds. */
  readonly undo?: () => void;
  /** Takes the place of an earlier one about the same: who does a thing often sees the last one. */
  readonly about?: 'added';
}

/** What went wrong is put into words by who draws it. */
export type Waiting = ToastParts | { readonly problem: AnyProblem };

export interface Toasts {
  readonly show: (parts: ToastParts) => void;
  readonly fail: (problem: AnyProblem) => void;
}

export const ToastShow = later(
  async () => (await import(/* webpackChunkName: "toasts" */ './ToastShow')).ToastShow,
  { hasMoreWords: true },
);

const Push = createContext<(toast: Waiting) => void>(() => undefined);

export function ToastArea({ children }: { readonly children: ReactNode }) {
  const [queue, setQueue] = useState<readonly Waiting[]>([]);
  const [isNeeded, setNeeded] = useState(false);
  const push = useCallback((toast: Waiting) => {
    setNeeded(true);
    setQueue((waiting) => [...waiting, toast]);
  }, []);
  const drop = useCallback((shown: readonly Waiting[]) => {
    setQueue((waiting) => waiting.filter((toast) => !shown.includes(toast)));
  }, []);
  return (
    <Push.Provider value={push}>
      {children}
      {isNeeded && <ToastShow queue={queue} onShown={drop} onGiveUp={() => drop(queue)} />}
    </Push.Provider>
  );
}

export function useToasts(): Toasts {
  const show = useContext(Push);
  return useMemo(() => ({ show, fail: (problem) => show({ problem }) }), [show]);
}
