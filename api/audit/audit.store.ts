// The audit log in the database: appended in the caller's transaction, never changed. Knows SQL; not who may read.
import { randomUUID } from 'node:crypto';
import type { AuditEventsTable, Database } from '../store/schema';
import type { FieldSealer, Sealer } from '../store/sealer';
import type { Tx } from '../store/store';
import type {
  Audit,
  AuditChange,
  AuditEhr,
  AuditEvent,
  AuditObject,
  AuditPatient,
  AuditScope,
} from './audit';
import { type AuditKeys, chooseKeys } from './audit-keys';
import { type ChainKey, chainStart } from './chain';
import type { EhrTrail } from './ehr-trail';
import { toOutcomeCode } from './outcome';
import { toSafeText } from './safe-text';

const patientsPerInsert = 100;
const longestLabel = 300;
const longestId = 200;
/** A paste of as many MRNs as may be looked up at once is kept whole. */
const longestQuery = 8_000;
const longestChange = 20_000;

export interface AuditDeps {
  readonly sealer: Sealer;
  readonly chainKey: ChainKey;
  /** With which the log goes on once the master key was exchanged. */
  readonly next?: Pick<AuditKeys, 'chainKey'> | undefined;
  readonly now: () => Date;
  readonly trail: Pick<EhrTrail, 'find'>;
}

/** Which columns its hash covers; see chain.ts. */
const form = 2;

export function createAudit(deps: AuditDeps): Audit {
  return {
    async record(tx, event) {
      const sealers = await findSealers(deps.sealer, tx, event);
      // Taking the next number locks the tenant's head until the commit: no gap, no two rows with one number.
      const head = await takeNext(deps, tx, event.scope.tid);
      const { chainKey } = chooseKeys<Pick<AuditKeys, 'chainKey'>>(deps, head.chain_key_id);
      const row = toRow(event, head, { ...sealers, chainKey, at: deps.now(), ehr: deps.trail.find(event) });
      const hash = chainKey.hash(row);
      await tx
        .insertInto('audit_events')
        .values({ ...row, hash })
        .execute();
      await insertPatients(tx, event, head.seq);
      await tx.updateTable('audit_heads').set({ hash }).where('tid', '=', event.scope.tid).execute();
    },
  };
}

/** What was asked and what was changed go with the team's key, all else with its tenant's: a log outlives the team. */
async function findSealers(sealer: Sealer, tx: Tx, { scope, query, change }: AuditEvent) {
  const { tid, teamId } = scope;
  const ofTenant = await sealer.forTenant(tid, tx);
  const hasOwn = teamId !== '' && (query !== undefined || change !== undefined);
  return { sealer: ofTenant, ownSealer: hasOwn ? await sealer.forTeam({ tid, teamId }, tx) : ofTenant };
}

interface TakenHead {
  readonly seq: number;
  readonly hash: string;
  readonly chain_key_id: string | null;
}

async function takeNext({ sealer, chainKey, next }: AuditDeps, tx: Tx, tid: string): Promise<TakenHead> {
  const take = () =>
    tx
      .updateTable('audit_heads')
      .set((row) => ({ seq: row('seq', '+', 1) }))
      .where('tid', '=', tid)
      .returning(['seq', 'hash', 'chain_key_id'])
      .executeTakeFirst();
  const taken = await take();
  if (taken) return taken;
  const isNext = next !== undefined && (await sealer.masterKeys.isNextInForce(tx));
  const chain_key_id = isNext ? next.chainKey.id : chainKey.id;
  await tx
    .insertInto('audit_heads')
    .values({ tid, seq: 0, hash: chainStart, chain_key_id })
    .onConflict((conflict) => conflict.column('tid').doNothing())
    .execute();
  const first = await take();
  if (!first) throw new Error('the head of the audit chain could not be made');
  return first;
}

interface RowParts {
  readonly sealer: FieldSealer;
  /** Of the team. */
  readonly ownSealer: FieldSealer;
  readonly chainKey: ChainKey;
  readonly at: Date;
  readonly ehr: AuditEhr | undefined;
}

function toRow(event: AuditEvent, head: TakenHead, by: RowParts): Omit<AuditEventsTable, 'hash'> {
  const { scope, query, change } = event;
  const id = randomUUID();
  const seal = (column: string, plain: string, sealer = by.sealer) =>
    sealer.seal({ table: 'audit_events', rowId: id, column }, plain);
  return {
    tid: scope.tid,
    team_id: scope.teamId,
    channel_id: scope.channelId,
    seq: head.seq,
    id,
    at: by.at.toISOString(),
    operation: event.operation,
    outcome: event.outcome,
    reason: event.reason ?? null,
    ...toActor(scope),
    request_id: scope.requestId,
    objects: seal('objects', JSON.stringify(event.objects.map(toKept))),
    patients: seal('patients', JSON.stringify(event.patients.map(toKept))),
    query: query === undefined ? null : seal('query', query.slice(0, longestQuery), by.ownSealer),
    prev_hash: head.hash,
    key_id: by.chainKey.id,
    form,
    outcome_code: toOutcomeCode(event),
    ehr: by.ehr === undefined ? null : JSON.stringify(by.ehr),
    change: change === undefined ? null : seal('change', toChangeText(change), by.ownSealer),
  };
}

function toActor({ principal, role, client }: AuditScope) {
  const toText = (text: string | undefined) => (text === undefined ? null : toSafeText(text, longestId));
  return {
    person_oid: principal.oid,
    person_name: toSafeText(principal.name, longestId),
    role,
    person_username: toText(principal.username),
    azp: toText(principal.azp),
    uti: toText(principal.uti),
    client_ip: toText(client?.ip),
    agent_hash: toText(client?.agentHash),
  };
}

/** A change that is too long to keep still says which fields it was about. */
function toChangeText(change: AuditChange): string {
  const text = JSON.stringify(change);
  return text.length <= longestChange
    ? text
    : JSON.stringify(Object.fromEntries(Object.keys(change).map((name) => [name, { from: '…', to: '…' }])));
}

function toKept<T extends AuditObject | AuditPatient>(item: T): T {
  return item.label === undefined ? item : { ...item, label: toSafeText(item.label, longestLabel) };
}

/** The index that answers "who looked at this patient?". */
async function insertPatients(tx: Tx, event: AuditEvent, seq: number): Promise<void> {
  const { tid, teamId, channelId } = event.scope;
  const refs = [...new Set(event.patients.map((patient) => patient.ref))];
  for (let from = 0; from < refs.length; from += patientsPerInsert) {
    const values: Database['audit_patients'][] = refs
      .slice(from, from + patientsPerInsert)
      .map((ref) => ({ tid, team_id: teamId, channel_id: channelId, seq, ref }));
    await tx.insertInto('audit_patients').values(values).execute();
  }
}
