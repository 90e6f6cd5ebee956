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
import type { ToastParts } from './useToasts';

const shownMs = 5_000;

export interface ToastShowProps {
  readonly queue: readonly ToastParts[];
  /** These are on the screen now. */
  readonly onShown: (toasts: readonly ToastParts[]) => void;
}

export function ToastShow({ queue, onShown }: ToastShowProps) {
  const id = useId('toasts');
  const { dispatchToast } = useToastController(id);
  useEffect(() => {
    if (queue.length === 0) return;
    for (const parts of queue) {
      const timeout = parts.undo ? limits.undoSeconds * 1000 : shownMs;
      dispatchToast(<OneToast {...parts} />, { intent: parts.intent ?? 'success', timeout });
    }
    onShown(queue);
  }, [queue, onShown, dispatchToast]);
  return <Toaster toasterId={id} position="bottom" limit={2} pauseOnHover pauseOnWindowBlur />;
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
