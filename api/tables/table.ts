// A table on its way into a file: text and numbers, nothing that a spreadsheet could run.

export type TableCell = string | number;

export interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly TableCell[])[];
}
