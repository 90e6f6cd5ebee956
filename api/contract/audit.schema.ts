// The audit log as a team's owner reads it.
import { z } from 'zod';

/** The retired app's operations, then ours, of the same form. Where a call of the API is audited, its operationId is one of these, or its x-audited-as. */
export const auditOperations = [
  'PatientListView',
  'PatientListCreate',
  'PatientListRename',
  'PatientListDelete',
  'PatientListDefaultSet',
  'PatientListEditColumns',
  'PatientListAddPatient',
  'PatientListRemovePatient',
  'PatientMoved',
  'PatientSearch',
  'PatientView',
  'PatientDetailsEdit',
  'PatientNoteAdd',
  'PatientSchemaCreate',
  'PatientSchemaUpdate',
  'ExportInitiation',
  'EHRConnectionSet',
  'PatientListRestore',
  'PatientListRestorePatient',
  'PatientListRemovedView',
  'PatientNoteView',
  'PatientLocationView',
  'ModeSet',
  'MyListsView',
  'AuditRead',
  'AuditExport',
  'AuditDownload',
  'PatientListDownload',
  'AccessDenied',
  'SignInRejected',
  'RetentionPurge',
  'EHREndpointDrift',
  'PartnerRegistered',
  'PartnerChanged',
  'SecretRotated',
  'KeyRotated',
] as const;
export const auditOperation = z.enum(auditOperations);
export type AuditOperation = z.infer<typeof auditOperation>;

export const auditQuery = z.strictObject({
  patient: z
    .string()
    .max(200)
    .optional()
    .describe('`connectionId/patientId`, or a row id for a typed patient'),
  person: z.string().max(100).optional().describe('Entra object id'),
  operation: auditOperation.optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  before: z.coerce.number().int().positive().optional().describe('sequence number to go on from'),
});
export type AuditQuery = z.input<typeof auditQuery>;

/** By the name of what was changed; null: there was nothing. */
export const auditChange = z.record(z.string(), z.strictObject({ from: z.unknown(), to: z.unknown() }));
export type AuditEntryChange = z.infer<typeof auditChange>;

export const auditEntry = z.strictObject({
  seq: z.number().int(),
  at: z.string(),
  operation: auditOperation,
  outcome: z.enum(['success', 'failure']),
  reason: z.string().nullable().describe('error code of a failure'),
  person: z.strictObject({ id: z.string(), name: z.string() }),
  role: z.string(),
  objects: z.array(z.strictObject({ kind: z.string(), id: z.string(), label: z.string().nullable() })),
  patients: z.array(z.strictObject({ ref: z.string(), label: z.string().nullable() })),
  change: auditChange
    .nullable()
    .describe('before and after, where something was changed: of typed values, names, columns, connection'),
  isShredded: z
    .boolean()
    .describe('some of it was sealed with a key that has been destroyed, and can’t be read any more'),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** What one person had to do with one patient. */
export const auditLooker = z.strictObject({
  person: z.strictObject({ id: z.string(), name: z.string() }),
  role: z.string().describe('as it was the last time'),
  count: z.number().int(),
  last: z.string(),
  kinds: z
    .array(z.strictObject({ operation: auditOperation, count: z.number().int(), last: z.string() }))
    .describe('most often first'),
});
export type AuditLooker = z.infer<typeof auditLooker>;

export const auditPage = z.strictObject({
  entries: z.array(auditEntry),
  people: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  patients: z
    .array(z.strictObject({ ref: z.string(), label: z.string() }))
    .nullable()
    .describe(
      'everybody whom the log names, to choose from: who was named last is first. null where a person, an operation or a time is asked for, and on later pages',
    ),
  lookers: z
    .array(auditLooker)
    .nullable()
    .describe(
      'who had to do with the patient that was asked for, whatever the person and operation: who came last is first. null if none was asked for, and on later pages',
    ),
  next: z.number().int().nullable(),
});
export type AuditPage = z.infer<typeof auditPage>;

/** Which entries the file shall hold: as AuditRead shows them, from the newest on. */
export const auditExport = auditQuery.omit({ before: true }).extend({
  format: z
    .enum(['csv', 'jsonl', 'fhir'])
    .default('csv')
    .describe('a spreadsheet, JSON Lines, or FHIR R4 AuditEvents as NDJSON'),
});
export type AuditFileFormat = z.infer<typeof auditExport>['format'];

export const downloadLink = z.strictObject({
  path: z.string().describe('below this server; works once, without a token'),
  expiresAt: z.string(),
  fileName: z.string(),
  rows: z.number().int(),
});
export type DownloadLink = z.infer<typeof downloadLink>;
