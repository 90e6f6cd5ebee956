// Rows of the log in the shape of the Microsoft 365 common audit schema, for a SIEM that knows it. Pure.
// https://learn.microsoft.com/office/office-365-management-api/office-365-management-activity-api-schema
import type { AuditRecord } from '../record';

/** TeamsHealthcare, the retired app's own. */
const recordType = 49;
const userTypes: Readonly<Record<string, number>> = { operator: 2, system: 4 };

export interface M365Record {
  readonly Id: string;
  readonly CreationTime: string;
  readonly RecordType: number;
  readonly Operation: string;
  readonly OrganizationId: string;
  readonly UserType: number;
  readonly UserKey: string;
  readonly UserId: string;
  readonly Workload: string;
  readonly ResultStatus: 'Succeeded' | 'Failed';
  readonly ObjectId: string;
  readonly ClientIP: string;
  readonly TeamGuid: string;
  readonly ExtendedProperties: readonly { readonly Name: string; readonly Value: string }[];
}

export function toM365(record: AuditRecord): M365Record {
  const { person, patients, objects, reason, ehr } = record;
  const more: readonly (readonly [string, string | null | undefined])[] = [
    ['Reason', reason],
    ['PatientCount', String(patients.length)],
    ...patients.map(({ ref }) => ['PatientRef', ref] as const),
    ...objects.slice(1).map(({ kind, id }) => [kind, id] as const),
    ['Fields', Object.keys(record.change ?? {}).join(', ')],
    ['EhrOrigin', ehr?.origin],
    ['ChannelId', record.channelId === '' ? null : record.channelId],
    ['RequestId', record.requestId],
  ];
  return {
    Id: record.id,
    // The schema's times are UTC without a zone.
    CreationTime: record.at.slice(0, 19),
    RecordType: recordType,
    Operation: record.operation,
    OrganizationId: record.tid,
    UserType: userTypes[record.role] ?? 0,
    UserKey: person.id,
    UserId: person.username ?? person.id,
    Workload: 'Patients',
    ResultStatus: record.outcome === 'success' ? 'Succeeded' : 'Failed',
    ObjectId: objects[0]?.id ?? '',
    ClientIP: record.clientIp ?? '',
    TeamGuid: record.teamId,
    ExtendedProperties: more.flatMap(([Name, Value]) => (Value ? [{ Name, Value }] : [])),
  };
}
