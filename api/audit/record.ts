// A row of the log as whoever exports it sees it: opened, every part by name. The views (views/) are made of it and of nothing else.
import { z } from 'zod';
import type { AuditEventsTable } from '../store/schema';
import type { TenantSealer } from '../store/sealer';

const labelled = z.string().nullable().default(null);
const objects = z.array(z.object({ kind: z.string(), id: z.string(), label: labelled }));
const patients = z.array(z.object({ ref: z.string(), label: labelled }));
const ehr = z.object({
  partner: z.string().nullable(),
  origin: z.string(),
  release: z.string(),
  status: z.string(),
  ms: z.number(),
});
const change = z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() }));

export interface AuditRecord {
  readonly seq: number;
  readonly id: string;
  readonly at: string;
  readonly operation: string;
  readonly outcome: string;
  /** 0, 4, 8 or 12; of rows of the first form as far as the outcome says. */
  readonly outcomeCode: number;
  readonly reason: string | null;
  readonly tid: string;
  readonly teamId: string;
  readonly channelId: string;
  readonly person: { readonly id: string; readonly name: string; readonly username: string | null };
  readonly role: string;
  /** Client and id of the token. */
  readonly azp: string | null;
  readonly uti: string | null;
  readonly clientIp: string | null;
  readonly agentHash: string | null;
  readonly requestId: string;
  readonly objects: z.output<typeof objects>;
  readonly patients: z.output<typeof patients>;
  readonly ehr: z.output<typeof ehr> | null;
  readonly query: string | null;
  readonly change: z.output<typeof change> | null;
  readonly prevHash: string;
  readonly hash: string;
  readonly keyId: string;
}

type Opened = Pick<AuditRecord, 'objects' | 'patients'>;

export function openSubjects(row: AuditEventsTable, sealer: TenantSealer): Opened {
  const open = (column: 'objects' | 'patients') => openJson(row, column, row[column], sealer);
  return { objects: objects.parse(open('objects')), patients: patients.parse(open('patients')) };
}

export function toAuditRecord(row: AuditEventsTable, sealer: TenantSealer): AuditRecord {
  const place = { table: 'audit_events', rowId: row.id, column: 'query' };
  return {
    seq: row.seq,
    id: row.id,
    at: row.at,
    operation: row.operation,
    outcome: row.outcome,
    outcomeCode: row.outcome_code ?? (row.outcome === 'success' ? 0 : 4),
    reason: row.reason,
    tid: row.tid,
    teamId: row.team_id,
    channelId: row.channel_id,
    person: { id: row.person_oid, name: row.person_name, username: row.person_username },
    role: row.role,
    azp: row.azp,
    uti: row.uti,
    clientIp: row.client_ip,
    agentHash: row.agent_hash,
    requestId: row.request_id,
    ...openSubjects(row, sealer),
    ehr: row.ehr === null ? null : ehr.parse(JSON.parse(row.ehr)),
    query: row.query === null ? null : sealer.open(place, row.query),
    change: row.change === null ? null : change.parse(openJson(row, 'change', row.change, sealer)),
    prevHash: row.prev_hash,
    hash: row.hash,
    keyId: row.key_id,
  };
}

function openJson(row: AuditEventsTable, column: string, sealed: string, sealer: TenantSealer): unknown {
  return JSON.parse(sealer.open({ table: 'audit_events', rowId: row.id, column }, sealed));
}
