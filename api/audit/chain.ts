// The keyed hash chain over a tenant's audit rows (T32): whoever changes the database without the key can't make it fit again.
// It must not know what is in a row: sealed parts are hashed as they are stored.
import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import type { AuditEventsTable } from '../store/schema';

export type ChainedRow = Readonly<AuditEventsTable>;
export type UnchainedRow = Omit<ChainedRow, 'hash'>;

export interface ChainKey {
  readonly id: string;
  hash(row: UnchainedRow): string;
}

/** What `prev_hash` of a tenant's first row says. */
export const chainStart = 'start';

export function createChainKey(masterKey: Uint8Array): ChainKey {
  return openChainKey(toChainSecret(masterKey));
}

/** What is kept of a chain key when its master key goes: it checks what it wrote, and opens nothing. */
export function toChainSecret(masterKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', masterKey, '', 'patients:audit-chain', 32));
}

export function openChainKey(key: Uint8Array): ChainKey {
  return {
    id: createHash('sha256').update(key).digest('hex').slice(0, 16),
    hash: (row) => createHmac('sha256', key).update(toCanonical(row)).digest('base64url'),
  };
}

/** Every column but the hash itself, by name in a fixed order, so that neither a driver nor a new column can reorder it. */
function toCanonical(row: UnchainedRow): string {
  return JSON.stringify(row.form === 1 ? toFirstForm(row) : [...toFirstForm(row), ...toSecondForm(row)]);
}

type Column = readonly [name: string, value: string | number | null];

function toFirstForm(row: UnchainedRow): Column[] {
  return [
    ['tid', row.tid],
    ['seq', row.seq],
    ['prev_hash', row.prev_hash],
    ['key_id', row.key_id],
    ['id', row.id],
    ['at', row.at],
    ['team_id', row.team_id],
    ['channel_id', row.channel_id],
    ['operation', row.operation],
    ['outcome', row.outcome],
    ['reason', row.reason],
    ['person_oid', row.person_oid],
    ['person_name', row.person_name],
    ['role', row.role],
    ['request_id', row.request_id],
    ['objects', row.objects],
    ['patients', row.patients],
    ['query', row.query],
  ];
}

/** Added to the first form. Its number is in it, so that a row can't be passed off as one of another form. */
function toSecondForm(row: UnchainedRow): Column[] {
  return [
    ['form', row.form],
    ['outcome_code', row.outcome_code],
    ['person_username', row.person_username],
    ['azp', row.azp],
    ['uti', row.uti],
    ['client_ip', row.client_ip],
    ['agent_hash', row.agent_hash],
    ['ehr', row.ehr],
    ['change', row.change],
  ];
}

export type ChainFault = 'gap' | 'broken_link' | 'altered' | 'foreign_key' | 'truncated';

export type ChainVerdict =
  | { readonly isWhole: true; readonly rows: number }
  | {
      readonly isWhole: false;
      /** Where it breaks: the first sequence number that is missing, moved or altered. */
      readonly seq: number;
      readonly fault: ChainFault;
    };

/** Where a chain goes on from: after its last row that needs no check. */
export interface ChainPlace {
  readonly seq: number;
  readonly hash: string;
}

export interface ChainWalk {
  /** What is wrong with the row that follows. */
  next(row: ChainedRow): ChainFault | undefined;
  place(): ChainPlace;
}

/** `findKey`: with which the row of a number was written. */
export function createChainWalk(findKey: (seq: number) => ChainKey, from: ChainPlace): ChainWalk {
  let { seq, hash: last } = from;
  return {
    place: () => ({ seq, hash: last }),
    next(row) {
      seq += 1;
      if (row.seq !== seq) return 'gap';
      const key = findKey(seq);
      if (row.key_id !== key.id) return 'foreign_key';
      if (!isSame(row.prev_hash, last)) return 'broken_link';
      if (!isSame(row.hash, key.hash(row)) || hasStrayColumns(row)) return 'altered';
      last = row.hash;
      return undefined;
    },
  };
}

export const chainBegin: ChainPlace = { seq: 0, hash: chainStart };

/** `rows` in order of seq, whole from 1; `head` is what the tenant's head row says, or a checkpoint kept elsewhere. */
export function verifyChain(rows: Iterable<ChainedRow>, head: ChainPlace, key: ChainKey): ChainVerdict {
  const walk = createChainWalk(() => key, chainBegin);
  for (const row of rows) {
    const fault = walk.next(row);
    if (fault) return { isWhole: false, seq: walk.place().seq, fault };
  }
  const { seq, hash } = walk.place();
  return isPlace({ seq, hash }, head)
    ? { isWhole: true, rows: seq }
    : { isWhole: false, seq: seq + 1, fault: 'truncated' };
}

export function isPlace(one: ChainPlace, other: ChainPlace): boolean {
  return one.seq === other.seq && isSame(one.hash, other.hash);
}

/** A row of the first form had none of the later columns, and its hash doesn't cover them. */
function hasStrayColumns(row: ChainedRow): boolean {
  return row.form === 1 && toSecondForm(row).some(([name, value]) => name !== 'form' && value !== null);
}

function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
