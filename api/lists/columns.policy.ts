// Which columns a list may show. Pure.
import { type ChartType, chartTypes, ehrColumns, fixedColumnIds } from '../contract/columns';
import { invalidInput } from '../errors/known-errors';
import type { TeamSetup } from '../store/team-setup';

/** Throws invalid_input for a column that there isn't, or that is there twice. */
export function checkColumns(columns: readonly string[], setup: TeamSetup): void {
  const known = new Set([...fixedColumnIds, ...setup.fields.fields.map(({ id }) => `field:${id}`)]);
  columns.forEach((column, index) => {
    const path = `columns.${index}`;
    if (!known.has(column)) throw invalidInput([{ path, message: 'There is no such column.' }]);
    if (columns.indexOf(column) !== index)
      throw invalidInput([{ path, message: 'This column is there twice.' }]);
  });
}

/** Columns of retired fields are not shown, but kept: they come back with their field. */
export function toShownColumns(columns: readonly string[], setup: TeamSetup): string[] {
  return columns.filter((column) => !isRetired(column, setup));
}

export function toKeptColumns(
  before: readonly string[],
  given: readonly string[],
  setup: TeamSetup,
): string[] {
  return [...given, ...before.filter((column) => isRetired(column, setup) && !given.includes(column))];
}

/** What must be read for these columns: always the Patient, and of the rest no more than is shown. */
export function toNeededTypes(columns: readonly string[]): ChartType[] {
  const needed = new Set<ChartType>(['Patient']);
  for (const column of ehrColumns) {
    if (columns.includes(column.id)) for (const type of column.needs) needed.add(type);
  }
  return chartTypes.filter((type) => needed.has(type));
}

function isRetired(column: string, setup: TeamSetup): boolean {
  return setup.retiredFields.some(({ id }) => column === `field:${id}`);
}
