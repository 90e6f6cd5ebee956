// What stands at the bottom over everything: a notice, and on a phone the bar at the thumb. Screens end above the notice, toasts
// stand above both.
import { type RefObject, useLayoutEffect, useSyncExternalStore } from 'react';

type Kind = 'bar' | 'notice' | 'question';

/** In px. */
const heights = new Map<Kind, number>();
const listeners = new Set<() => void>();

const heightOf = (kind: Kind) => heights.get(kind) ?? 0;
/** A question stands over a notice that only tells. */
const toNotice = () => Math.max(heightOf('notice'), heightOf('question'));

function setHeight(kind: Kind, now: number): void {
  heights.set(kind, now);
  document.documentElement.style.setProperty('--notice', `${toNotice()}px`);
  for (const listener of listeners) listener();
}

function listen(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** For styles: how high a notice stands over the bottom of the page. */
export const noticeHeight = 'var(--notice, 0px)';
/** For styles: as high as the page, as far as no notice stands over it. */
export const pageHeight = `calc(100dvh - ${noticeHeight})`;

/** How much of the bottom is taken by bar and notice, in px; 0 where there is neither. */
export function useBottom(): number {
  return useSyncExternalStore(listen, () => heightOf('bar') + toNotice());
}

/** This element stands at the bottom, as long as it is drawn. */
export function useAtBottom(kind: Kind, drawn: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = drawn.current;
    if (!element) return;
    const measure = new ResizeObserver(() => setHeight(kind, element.offsetHeight));
    measure.observe(element);
    return () => {
      measure.disconnect();
      setHeight(kind, 0);
    };
  }, [kind, drawn]);
}
