// Which rows a filter text keeps: every word must be found somewhere in the row. Over the whole list, in memory, unaudited.
import type { RowModel } from '../../../api/clinical/row-model';

export function toWords(filter: string): string[] {
  return fold(filter).split(/\s+/).filter(Boolean);
}

export function matches(model: RowModel, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = fold(toText(model));
  return words.every((word) => text.includes(word));
}

/** Case, width and accents don't matter: "MULLER" finds "Müller". */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function toText(model: RowModel): string {
  const { patient, row } = model;
  const where = model.cell('bed').value;
  const allergies = model.cell('allergies').value;
  return [
    patient?.name?.display,
    patient?.name?.beneath,
    ...(patient?.otherNames ?? []),
    patient?.mrn?.value,
    patient?.birthDate,
    where?.ward,
    where?.room,
    where?.bed,
    where?.text,
    model.cell('mainProblem').value?.main.text,
    ...(allergies && allergies.kind !== 'notRecorded' ? allergies.items.map((item) => item.text) : []),
    row.lastNote?.text,
    ...Object.values(row.typed).map((typed) => String(typed.value ?? '')),
  ].join('\n');
}
