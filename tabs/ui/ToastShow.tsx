// Draws the toasts. Loaded with the first one: most visits never see any. No fetching.
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
import { useEffect } from 'react';
import { limits } from '../../api/contract/limits';
import { useWords } from '../i18n/useWords';
import { type ProblemWords, useProblemWords } from './useProblemWords';
import type { ToastParts, Waiting } from './useToasts';

const shownMs = 5_000;

export interface ToastShowProps {
  readonly queue: readonly Waiting[];
  /** These are on the screen now. */
  readonly onShown: (toasts: readonly Waiting[]) => void;
}

export function ToastShow({ queue, onShown }: ToastShowProps) {
  const id = useId('toasts');
  const { dispatchToast } = useToastController(id);
  const toWords = useProblemWords();
  useEffect(() => {
    if (queue.length === 0) return;
    for (const toast of queue) {
      const parts = 'problem' in toast ? toParts(toWords(toast.problem)) : toast;
      const timeout = parts.undo ? limits.undoSeconds * 1000 : shownMs;
      dispatchToast(<OneToast {...parts} />, { intent: parts.intent ?? 'success', timeout });
    }
    onShown(queue);
  }, [queue, onShown, dispatchToast, toWords]);
  return <Toaster toasterId={id} position="bottom" limit={2} pauseOnHover pauseOnWindowBlur />;
}

function toParts({ what, next }: ProblemWords): ToastParts {
  return { text: what, detail: next, intent: 'error' };
}

function OneToast({ text, detail, undo }: ToastParts) {
  const { t } = useWords();
  const action = undo && (
    <ToastTrigger>
      <Link onClick={undo}>{t('app.undo')}</Link>
    </ToastTrigger>
  );
  return (
    <Toast>
      {action === undefined ? (
        <ToastTitle>{text}</ToastTitle>
      ) : (
        <ToastTitle action={action}>{text}</ToastTitle>
      )}
      {detail !== undefined && <ToastBody>{detail}</ToastBody>}
    </Toast>
  );
}
