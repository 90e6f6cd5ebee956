// Draws the toasts. Loaded with the first one: most visits never see any. No fetching.
import {
  Link,
  makeStyles,
  Toast,
  ToastBody,
  Toaster,
  type ToastStatus,
  ToastTitle,
  ToastTrigger,
  useId,
  useToastController,
} from '@fluentui/react-components';
import { useCallback, useEffect, useRef } from 'react';
import { limits } from '../../api/contract/limits';
import { useWords } from '../i18n/useWords';
import { useBottom } from './useBottom';
import { type ProblemWords, useProblemWords } from './useProblemWords';
import type { ToastParts, Waiting } from './useToasts';

const shownMs = 5_000;
/** From what stands at the bottom, or the edge of the screen, in px. */
const edge = 16;

/** A name and what became of it stand in one line. */
const useStyles = makeStyles({ width: { width: 'min(400px, calc(100vw - 24px))' } });

export interface ToastShowProps {
  readonly queue: readonly Waiting[];
  /** These are on the screen now. */
  readonly onShown: (toasts: readonly Waiting[]) => void;
}

export function ToastShow({ queue, onShown }: ToastShowProps) {
  const id = useId('toasts');
  const put = usePut(id);
  const toWords = useProblemWords();
  const bottom = useBottom();
  const { width } = useStyles();
  useEffect(() => {
    if (queue.length === 0) return;
    for (const toast of queue) {
      put('problem' in toast ? toParts(toWords(toast.problem)) : toast);
    }
    onShown(queue);
  }, [queue, onShown, put, toWords]);
  return (
    <Toaster
      toasterId={id}
      position="bottom"
      className={width}
      offset={{ vertical: bottom + edge }}
      limit={2}
      pauseOnHover
      pauseOnWindowBlur
    />
  );
}

/** Shows a toast; in the place of an earlier one about the same, if that hasn't gone yet. */
function usePut(id: string): (parts: ToastParts) => void {
  const { dispatchToast, updateToast } = useToastController(id);
  const alive = useRef(new Map<string, string>());
  const made = useRef(0);
  return useCallback(
    (parts) => {
      const timeout = parts.undo ? limits.undoSeconds * 1000 : shownMs;
      const options = { intent: parts.intent ?? 'success', timeout } as const;
      const content = <OneToast {...parts} />;
      made.current += 1;
      const about = parts.about ?? String(made.current);
      const before = alive.current.get(about);
      if (before !== undefined) return updateToast({ ...options, content, toastId: before });
      const toastId = `${id}-${made.current}`;
      alive.current.set(about, toastId);
      const onStatusChange = (_event: unknown, { status }: { readonly status: ToastStatus }) => {
        const isGone = status === 'dismissed' || status === 'unmounted';
        if (isGone && alive.current.get(about) === toastId) alive.current.delete(about);
      };
      dispatchToast(content, { ...options, toastId, onStatusChange });
    },
    [id, dispatchToast, updateToast],
  );
}

function toParts({ what, next }: ProblemWords): ToastParts {
  return { text: what, detail: next, intent: 'error' };
}

function OneToast({ text, detail, undo }: ToastParts) {
  const { t } = useWords();
  const action = undo && (
    <ToastTrigger>
      {/* Pressed, it leaves the focus where somebody is typing. */}
      <Link onClick={undo} onMouseDown={(event) => event.preventDefault()}>
        {t('app.undo')}
      </Link>
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
