// Which allergies a cell has room for. A name is shown whole or counted, never cut beside another one: "Pea…" is no allergy. Pure.
import type { AllergyItem } from '../../../api/contract/values';

/** What a cell can hold, in pixels. */
export interface ChipRoom {
  readonly width: number;
  readonly lines: number;
}

export interface ChipWidths {
  readonly chip: (item: AllergyItem) => number;
  /** The count of what isn't shown. */
  readonly more: (rest: readonly AllergyItem[]) => number;
  readonly gap: number;
}

export interface Picked {
  readonly shown: readonly AllergyItem[];
  readonly rest: readonly AllergyItem[];
  /** Even alone the first is wider than its cell: it's the only one shown, and cut. */
  readonly isCut: boolean;
}

/** Severe ones come first already. The first is always shown. */
export function pickChips(items: readonly AllergyItem[], room: ChipRoom, widths: ChipWidths): Picked {
  for (let count = items.length; count > 0; count -= 1) {
    const [shown, rest] = [items.slice(0, count), items.slice(count)];
    const boxes = [...shown.map(widths.chip), ...(rest.length > 0 ? [widths.more(rest)] : [])];
    if (doesFit(boxes, room, widths.gap)) return { shown, rest, isCut: false };
  }
  return { shown: items.slice(0, 1), rest: items.slice(1), isCut: items.length > 0 };
}

/** Where nothing is measured and lines wrap: every severe one, and the others up to four in all. */
export function pickForCard(items: readonly AllergyItem[]): Picked {
  const count = Math.max(4, items.filter((item) => item.isHigh).length);
  return { shown: items.slice(0, count), rest: items.slice(count), isCut: false };
}

/** As CSS wraps boxes into lines. */
function doesFit(boxes: readonly number[], { width, lines }: ChipRoom, gap: number): boolean {
  let line = 1;
  let used = 0;
  for (const box of boxes) {
    if (box > width) return false;
    if (used > 0 && used + gap + box > width) {
      line += 1;
      used = 0;
    }
    used += (used > 0 ? gap : 0) + box;
  }
  return line <= lines;
}
