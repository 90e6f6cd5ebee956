// Choosing columns and their order. Bed and patient stay first and can't be taken away.
const fixed: readonly string[] = ['bed', 'patient'];

export function toggleColumn(chosen: readonly string[], id: string): string[] {
  if (fixed.includes(id) && chosen.includes(id)) return [...chosen];
  return chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id];
}

export function moveColumn(chosen: readonly string[], id: string, step: 1 | -1): string[] {
  const from = chosen.indexOf(id);
  const to = from + step;
  const other = chosen[to];
  if (from < 0 || other === undefined || fixed.includes(other)) return [...chosen];
  const moved = [...chosen];
  moved[from] = other;
  moved[to] = id;
  return moved;
}
