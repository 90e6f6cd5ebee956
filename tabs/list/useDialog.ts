// One dialog at a time. A closed one stays mounted, so that it is seen to go. A new opening starts afresh (`key`). No markup.
import { useCallback, useMemo, useState } from 'react';

export interface DialogHandle<D> {
  /** undefined until the first one opens. */
  readonly dialog: D | undefined;
  readonly isOpen: boolean;
  readonly key: number;
  readonly show: (dialog: D) => void;
  readonly close: () => void;
  /** It never came: nothing is mounted that could close. */
  readonly drop: () => void;
}

export function useDialog<D>(): DialogHandle<D> {
  const [state, setState] = useState<{ dialog: D | undefined; isOpen: boolean; key: number }>({
    dialog: undefined,
    isOpen: false,
    key: 0,
  });
  const show = useCallback(
    (dialog: D) => setState((before) => ({ dialog, isOpen: true, key: before.key + 1 })),
    [],
  );
  const close = useCallback(() => setState((before) => ({ ...before, isOpen: false })), []);
  const drop = useCallback(() => setState((before) => ({ ...before, dialog: undefined, isOpen: false })), []);
  return useMemo(() => ({ ...state, show, close, drop }), [state, show, close, drop]);
}
