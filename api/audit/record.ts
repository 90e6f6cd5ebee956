// A row of the log as whoever exports it sees it: opened, every part by name. The views (views/) are made of it and of nothing else.
import { z } from 'zod';
import type { AuditEventsTable } from '../store/schema';
import type { Sealer } from '../store/sealer';

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
  /** Something of it was sealed with a key that has been destroyed: its team is forgotten. */
  readonly isShredded: boolean;
  readonly prevHash: string;
  readonly hash: string;
  readonly keyId: string;
}

type Opened = Pick<AuditRecord, 'objects' | 'patients' | 'change' | 'isShredded'>;

/** What a row is about. What was sealed with a key that was destroyed is not to be known any more. */
export async function openSubjects(row: AuditEventsTable, openers: Openers): Promise<Opened> {
  const open = await openers(row.team_id);
  const opened = (column: 'objects' | 'patients' | 'change') => {
    const sealed = row[column];
    return sealed === null ? null : open({ table: 'audit_events', rowId: row.id, column }, sealed);
  };
  const [about, named, changed] = [opened('objects'), opened('patients'), opened('change')];
  return {
    objects: objects.parse(JSON.parse(about ?? '[]')),
    patients: patients.parse(JSON.parse(named ?? '[]')),
    change: changed ? change.parse(JSON.parse(changed)) : null,
    isShredded: [about, named, changed].includes(undefined),
  };
}

export type Openers = (teamId: string) => Promise<Opener>;
type Opener = Awaited<ReturnType<Sealer['findOpener']>>;

/** Each team's keys are looked up once. */
export function createOpeners(sealer: Sealer, tid: string): Openers {
  const found = new Map<string, Promise<Opener>>();
  return (teamId) => {
    const opener = found.get(teamId) ?? sealer.findOpener({ tid, teamId });
    found.set(teamId, opener);
    return opener;
  };
}

export async function toAuditRecord(row: AuditEventsTable, openers: Openers): Promise<AuditRecord> {
  const open = await openers(row.team_id);
  const place = { table: 'audit_events', rowId: row.id, column: 'query' };
  const query = row.query === null ? null : open(place, row.query);
  const subjects = await openSubjects(row, openers);
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
    ...subjects,
    ehr: row.ehr === null ? null : ehr.parse(JSON.parse(row.ehr)),
    query: query ?? null,
    isShredded: subjects.isShredded || query === undefined,
    prevHash: row.prev_hash,
    hash: row.hash,
    keyId: row.key_id,
  };
}
