// Natural order: "Bed 2" before "Bed 10". Collators are made once per language.
const collators = new Map<string, Intl.Collator>();

export function compareText(a: string, b: string, language: string): number {
  let collator = collators.get(language);
  if (!collator) {
    collator = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
    collators.set(language, collator);
  }
  return collator.compare(a, b);
}

export type SortPart = string | number | undefined;

/** Part by part; a missing part comes after every present one. */
export function compareParts(a: readonly SortPart[], b: readonly SortPart[], language: string): number {
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const order = comparePart(a[i], b[i], language);
    if (order !== 0) return order;
  }
  return 0;
}

function comparePart(x: SortPart, y: SortPart, language: string): number {
  if (x === undefined || y === undefined) return Number(x === undefined) - Number(y === undefined);
  if (typeof x === 'number' && typeof y === 'number') return x - y;
  return compareText(String(x), String(y), language);
}
