// How wide allergy cells are and how wide a text is drawn, measured once per list: one observer, no cell is asked. No markup.
import { createContext, type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import type { ChipRoom } from './pick-chips';

export interface MeasuredRoom extends ChipRoom {
  /** Of one line of chip text, in pixels. */
  readonly widthOf: (text: string, isBold: boolean) => number;
}

/** Undefined where cells grow with what is in them, as on a phone's card. */
export const ChipRoomContext = createContext<MeasuredRoom | undefined>(undefined);

/** `probe` finds something as wide as the cells and in the chips' font; `key` changes when it may be another one. */
export function useChipRoom(
  root: RefObject<HTMLElement | null>,
  probe: string,
  { padding, lines, key }: { readonly padding: number; readonly lines: number; readonly key: string },
): MeasuredRoom | undefined {
  const [found, setFound] = useState<Omit<MeasuredRoom, 'lines'>>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` says when the probe may be another element.
  useLayoutEffect(() => {
    const element = root.current?.querySelector<HTMLElement>(probe);
    if (!element) return setFound(undefined);
    const { fontFamily, fontSize } = getComputedStyle(element);
    const widthOf = createMeasure(fontSize, fontFamily);
    const look = () => {
      const width = Math.floor(element.getBoundingClientRect().width) - padding;
      setFound((before) =>
        before?.width === width && before.widthOf === widthOf ? before : { width, widthOf },
      );
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, [root, probe, padding, key]);
  return useMemo(() => found && { ...found, lines }, [found, lines]);
}

/** A canvas answers without laying anything out; the same few names come again and again. */
function createMeasure(fontSize: string, fontFamily: string): MeasuredRoom['widthOf'] {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  return (text, isBold) => {
    const font = `${isBold ? 600 : 400} ${fontSize} ${fontFamily}`;
    const key = `${font}/${text}`;
    const before = known.get(key);
    if (before !== undefined || !context) return before ?? Number.POSITIVE_INFINITY;
    context.font = font;
    // Layout may round a line of text up by part of a pixel.
    const width = Math.ceil(context.measureText(text).width) + 1;
    known.set(key, width);
    return width;
  };
}
