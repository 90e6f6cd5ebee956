// Plain rows of the audit log and whole chains of them, for tests that need no database.
import { type ChainedRow, type ChainKey, chainStart, type UnchainedRow } from '../../api/audit/chain';

export const noLaterColumns = {
  outcome_code: null,
  person_username: null,
  azp: null,
  uti: null,
  client_ip: null,
  agent_hash: null,
  ehr: null,
  change: null,
} as const;

export function toUnchainedRow(seq: number, parts: Partial<UnchainedRow> = {}): UnchainedRow {
  return {
    tid: 't',
    team_id: 'team',
    channel_id: '',
    seq,
    id: `id-${seq}`,
    at: new Date(Date.UTC(2026, 10, 22) + seq * 1000).toISOString(),
    operation: 'PatientView',
    outcome: 'success',
    reason: null,
    person_oid: 'p',
    person_name: 'n',
    role: 'member',
    request_id: 'r',
    objects: `sealed-${seq}`,
    patients: 'sealed',
    query: null,
    prev_hash: chainStart,
    key_id: 'k',
    form: 2,
    ...noLaterColumns,
    outcome_code: 0,
    client_ip: '10.0.0.7',
    ...parts,
  };
}

export function toChain(length: number, key: ChainKey, parts: Partial<UnchainedRow> = {}): ChainedRow[] {
  const rows: ChainedRow[] = [];
  for (let seq = 1; seq <= length; seq++) {
    const prev_hash = rows.at(-1)?.hash ?? chainStart;
    const row = toUnchainedRow(seq, { ...parts, prev_hash, key_id: key.id });
    rows.push({ ...row, hash: key.hash(row) });
  }
  return rows;
}
