// A range in signs that are read alike in every language: doses and measured values.

/** "5 mg – 10 mg", "≤ 10 mg" where only the bound is told: up to ten is neither ten nor minus ten. Undefined without ends. */
export function toBoundsText(low: string | undefined, high: string | undefined): string | undefined {
  if (low && high) return `${low} – ${high}`;
  if (low) return `≥ ${low}`;
  return high ? `≤ ${high}` : undefined;
}
