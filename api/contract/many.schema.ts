// Many patients at once: looked up by pasted MRNs, or taken from a list or a ward that the EHR has; then added, or taken back.
import { z } from 'zod';
import type { ErrorCode } from './error-codes';
import { errorCodes } from './error-codes';
import { limits } from './limits';
import { ehrReference, row } from './lists.schema';
import type { PatientValue } from './values';

const fhirId = ehrReference.shape.patientId;

/** What the EHR keeps itself: a List of patients, a Group of people, or who lies on a ward. */
export const rosterRef = z.strictObject({ kind: z.enum(['list', 'group', 'ward']), id: fhirId });
export type RosterRef = z.infer<typeof rosterRef>;

export const findMany = z.union([
  z.strictObject({
    mrns: z
      .array(z.string().trim().min(1).max(limits.mrnLength))
      .min(1)
      .max(limits.mrnsPerPaste, `At most ${limits.mrnsPerPaste} MRNs are looked up at once.`)
      .describe('as they were written; names and dates around them are not needed'),
  }),
  z.strictObject({ roster: rosterRef }),
]);
export type FindMany = z.infer<typeof findMany>;

export interface FoundPatient {
  readonly patient: PatientValue;
  readonly isOnList: boolean;
}

/**
 * `POST find-patients` answers `application/x-ndjson`: `asking` with how many are asked for, `asked` as each answer comes (that
 * it came, not what), then, once the look-up is recorded, an `answer` for each in their order, and `done`.
 */
export type ManyLine =
  | { readonly type: 'asking'; readonly count: number }
  | { readonly type: 'asked'; readonly index: number }
  /** None: nobody carries it. Several: a person has to choose. */
  | { readonly type: 'answer'; readonly index: number; readonly patients: readonly FoundPatient[] }
  /** Couldn't be asked; `id` of a patient who is known by it. */
  | { readonly type: 'answer'; readonly index: number; readonly code: ErrorCode; readonly id?: string }
  | {
      readonly type: 'done';
      readonly connectionId: string;
      /** How many more the list has room for. */
      readonly room: number;
      /** Entries of the EHR's list that are no patients of this server; they are left out. */
      readonly foreign: number;
      /** The EHR's list or ward goes on beyond what is read at once. */
      readonly isCut: boolean;
    }
  /** The EHR could not be read at all. */
  | { readonly type: 'failed'; readonly code: ErrorCode; readonly detail: string };

export const addMany = z.strictObject({
  connectionId: z.uuid(),
  patientIds: z.array(fhirId).min(1).max(limits.patientsPerList),
});
export type AddMany = z.infer<typeof addMany>;

export const addedMany = z.strictObject({
  rows: z.array(row),
  already: z.array(z.string()).describe('patients who were on the list by then'),
  unread: z
    .array(z.strictObject({ patientId: z.string(), code: z.enum(errorCodes) }))
    .describe('patients whom the EHR could not show now: they were not added'),
});
export type AddedMany = z.infer<typeof addedMany>;

export const removeMany = z.strictObject({ rowIds: z.array(z.uuid()).min(1).max(limits.patientsPerList) });

/** What the connected EHR was proved to answer. */
export const ehrSources = z.strictObject({ lists: z.boolean(), wards: z.boolean() });
export type EhrSources = z.infer<typeof ehrSources>;

export const roster = z.strictObject({
  kind: z.enum(['list', 'group']),
  id: z.string(),
  name: z.string().nullable(),
  count: z.number().int().nullable().describe('null: the server doesn’t say'),
  changed: z.string().nullable().describe('FHIR dateTime'),
});
export const rosterList = z.strictObject({ rosters: z.array(roster), isCut: z.boolean() });
export type RosterList = z.infer<typeof rosterList>;

export const ward = z.strictObject({
  id: z.string(),
  name: z.string().nullable(),
  within: z.string().nullable().describe('the building or hospital that it is a part of'),
});
export const wardList = z.strictObject({ wards: z.array(ward), isCut: z.boolean() });
export type WardList = z.infer<typeof wardList>;
