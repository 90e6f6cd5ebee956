// Short messages at the bottom, at most two, with undo where something was taken away. No fetching.
import {
  Link,
  Toast,
  ToastBody,
  Toaster,
  ToastTitle,
  ToastTrigger,
  useId,
  useToastController,
} from '@fluentui/react-components';
import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react';
import { limits } from '../../api/contract/limits';
import { useWords } from '../i18n/useWords';
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

const ToasterId = createContext<string | undefined>(undefined);

export function ToastArea({ children }: { readonly children: ReactNode }) {
  const id = useId('toasts');
  return (
    <ToasterId.Provider value={id}>
      {children}
      <Toaster toasterId={id} position="bottom" limit={2} pauseOnHover pauseOnWindowBlur />
    </ToasterId.Provider>
  );
}

export function useToasts(): Toasts {
  const { dispatchToast } = useToastController(useContext(ToasterId));
  const { t } = useWords();
  const toWords = useProblemWords();
  const show = useCallback(
    ({ text, detail, intent = 'success', undo }: ToastParts) => {
      const action = undo && (
        <ToastTrigger>
          <Link onClick={undo}>{t('app.undo')}</Link>
        </ToastTrigger>
      );
      const body = (
        <Toast>
          {action === undefined ? (
            <ToastTitle>{text}</ToastTitle>
          ) : (
            <ToastTitle action={action}>{text}</ToastTitle>
          )}
          {detail !== undefined && <ToastBody>{detail}</ToastBody>}
        </Toast>
      );
      dispatchToast(body, { intent, timeout: undo ? limits.undoSeconds * 1000 : 5_000 });
    },
    [dispatchToast, t],
  );
  const fail = useCallback(
    (problem: AnyProblem) => {
      const { what, next } = toWords(problem);
      show({ text: what, detail: next, intent: 'error' });
    },
    [show, toWords],
  );
  return useMemo(() => ({ show, fail }), [show, fail]);
}
