// Which allergies a line has room for. A name is shown whole or counted, never cut: "Pea…" is no allergy. Pure.
import type { AllergyItem } from '../../../api/contract/values';

export interface Picked {
  readonly shown: readonly AllergyItem[];
  readonly rest: readonly AllergyItem[];
}

/** Frame and gap of a chip, in half-width characters. */
const chipCost = 3;
const signCost = 2;
/** The count of what isn't shown. */
const moreCost = 4;

/** `room` in half-width characters; severe ones come first already. The first is always shown. */
export function pickChips(items: readonly AllergyItem[], room: number): Picked {
  let left = room;
  let count = 0;
  for (const item of items) {
    left -= toWidth(item.text) + chipCost + (item.isHigh ? signCost : 0);
    const reserve = count + 1 < items.length ? moreCost : 0;
    if (left < reserve && count > 0) break;
    count += 1;
  }
  return { shown: items.slice(0, count), rest: items.slice(count) };
}

/** Han, kana, hangul and full-width forms take two places. */
function toWidth(text: string): number {
  return [...text].reduce((sum, char) => sum + ((char.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);
}
