// Lists, rows, typed values and notes: what goes in and what comes out.
import { z } from 'zod';
import type { EhrCells } from './columns';
import { languages } from './languages';
import { limits } from './limits';

const instant = z.string().describe('ISO 8601 instant, UTC');
const personRef = z.strictObject({ id: z.string(), name: z.string() });
const listName = z
  .string()
  .trim()
  .min(1, 'Give the list a name.')
  .max(limits.listName, `A list name has at most ${limits.listName} characters.`);

export const listSummary = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  isDefault: z.boolean(),
  patientCount: z.number().int(),
  version: z.number().int(),
  updatedAt: instant,
  updatedBy: personRef,
});
export type ListSummary = z.infer<typeof listSummary>;

export const createList = z.strictObject({ name: listName });
export const renameList = z.strictObject({ name: listName });

export const columnId = z
  .string()
  .max(60)
  .regex(/^[a-zA-Z]+$|^field:[0-9a-f-]{36}$/);
export const setColumns = z.strictObject({ columns: z.array(columnId).min(1).max(limits.columnsPerList) });

/** Text, number or yes/no as typed; null takes the value away. Dates are "YYYY", "YYYY-MM" or "YYYY-MM-DD". */
export const typedScalar = z.union([z.string().max(limits.typedLongText), z.number(), z.boolean(), z.null()]);
export type TypedScalar = z.infer<typeof typedScalar>;
export const typedValue = z.strictObject({ value: typedScalar, by: personRef, at: instant });
export type TypedValue = z.infer<typeof typedValue>;
export const typedInput = z.record(z.string().max(60), typedScalar);

export const ehrReference = z.strictObject({
  connectionId: z.uuid(),
  patientId: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,64}$/, 'A FHIR id has 1 to 64 letters, digits, dots or hyphens.'),
});

/** Exactly one of `ehr` and `typed`. */
export const addPatient = z.union([
  z.strictObject({ ehr: ehrReference }),
  z.strictObject({ typed: typedInput }),
]);
export type AddPatient = z.infer<typeof addPatient>;

export const editPatient = z.strictObject({ typed: typedInput });
export const movePatient = z.strictObject({ toListId: z.uuid() });

export const note = z.strictObject({ id: z.uuid(), text: z.string(), by: personRef, at: instant });
export type Note = z.infer<typeof note>;
export const addNote = z.strictObject({ text: z.string().trim().min(1).max(limits.noteText) });
export const noteList = z.strictObject({ notes: z.array(note) });

/** What we knew of an EHR patient when last read, so that a row is never nameless when the server is away. */
export const snapshot = z.strictObject({
  name: z.string().nullable(),
  birthDate: z.string().nullable(),
  gender: z.string().nullable(),
  mrn: z.string().nullable(),
  at: instant,
});
export type Snapshot = z.infer<typeof snapshot>;

export const row = z.strictObject({
  id: z.uuid(),
  version: z.number().int(),
  ehr: ehrReference.nullable(),
  snapshot: snapshot.nullable(),
  typed: z.record(z.string(), typedValue),
  noteCount: z.number().int(),
  lastNote: note.nullable(),
  addedBy: personRef,
  addedAt: instant,
  updatedBy: personRef,
  updatedAt: instant,
});
export type Row = z.infer<typeof row>;

export const removedRow = row.extend({ removedBy: personRef, removedAt: instant });
export const removedRows = z.strictObject({ rows: z.array(removedRow) });
export type RemovedRow = z.infer<typeof removedRow>;

export const listView = listSummary.extend({ columns: z.array(z.string()), rows: z.array(row) });
export type ListView = z.infer<typeof listView>;

/**
 * `GET list` with `Accept: application/x-ndjson`: one JSON object a line. First `view`, then a line per row as the
 * EHR answers, then `done`.
 */
export type ListLine =
  | { readonly type: 'view'; readonly view: ListView }
  | { readonly type: 'cells'; readonly rowId: string; readonly cells: EhrCells }
  | { readonly type: 'done'; readonly fetched: string; readonly droppedForeign: number }
  /** Nothing could be read from the EHR: why, as an error code. Rows keep what was typed and their snapshot. */
  | { readonly type: 'failed'; readonly code: string; readonly detail: string };

/** A list as a file: whole, with the columns and in the order in which it is shown. */
export const exportList = z.strictObject({
  format: z
    .enum(['xlsx', 'csv', 'text'])
    .default('xlsx')
    .describe('a workbook, CSV, or text parted by tabs for the clipboard'),
  language: z.enum(languages).default('en'),
  zone: z
    .string()
    .max(64)
    .refine(isZone, 'Give the name of a time zone, such as Asia/Tokyo.')
    .default('UTC')
    .describe('IANA time zone in which the file’s times are written'),
  sort: z
    .strictObject({ column: columnId, isDescending: z.boolean() })
    .default({ column: 'bed', isDescending: false }),
});
export type ExportList = z.infer<typeof exportList>;
export type ListFileFormat = ExportList['format'];

function isZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
