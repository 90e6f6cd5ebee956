// Brings a tenant's log to the check page by page: rows, head, checkpoints, segments and the index of patients. Changes nothing.
import { z } from 'zod';
import type { Sealer } from '../store/sealer';
import type { Db } from '../store/store';
import { type AuditKeyring, chooseKeys, type KeyEra, noEnd } from './audit-keys';
import { type ChainedRow, type ChainPlace, chainBegin } from './chain';
import type { Checkpoint } from './checkpoint';
import { findRetiredEras } from './retired-keys.store';
import { type AuditVerdict, verifyLog } from './verify';

const pageRows = 500;

export interface LogCheckDeps extends AuditKeyring {
  readonly db: Db;
  readonly sealer: Sealer;
}

export interface LogCheck {
  findTenants(): Promise<readonly string[]>;
  /** `published`: checkpoints that were kept outside of the database, those of other tenants among them. */
  verifyTenant(
    tid: string,
    how?: { readonly published?: readonly Checkpoint[]; readonly isSinceCheckpoint?: boolean },
  ): Promise<AuditVerdict>;
}

export function createLogCheck(deps: LogCheckDeps): LogCheck {
  const { db, sealer } = deps;
  return {
    async findTenants() {
      const heads = await db.selectFrom('audit_heads').select('tid').orderBy('tid').execute();
      return heads.map(({ tid }) => tid);
    },
    async verifyTenant(tid, { published = [], isSinceCheckpoint = false } = {}) {
      // Checkpoints before rows: one that is made meanwhile stands over rows that are read afterwards.
      const ofTenant = db.selectFrom('audit_checkpoints').selectAll().where('tid', '=', tid);
      const checkpoints = await ofTenant.orderBy('number').execute();
      const inSegments = db.selectFrom('audit_segments').selectAll().where('tid', '=', tid);
      const segments = await inSegments.orderBy('number').execute();
      const since = isSinceCheckpoint ? (checkpoints.at(-1)?.seq ?? 0) : 0;
      const log = readLog(db, tid, since);
      return verifyLog({
        tid,
        rows: log.pages(),
        getHead: log.head,
        checkpoints,
        published,
        segments,
        isSinceCheckpoint,
        eras: await findEras(deps, tid),
        findIndexFault: (rows) => findIndexFault({ db, sealer }, tid, rows),
      });
    },
  };
}

async function findEras(deps: LogCheckDeps, tid: string): Promise<KeyEra[]> {
  const { db, sealer } = deps;
  const head = await db.selectFrom('audit_heads').selectAll().where('tid', '=', tid).executeTakeFirst();
  const keys = chooseKeys<AuditKeyring>(deps, head?.chain_key_id ?? null);
  return [...(await findRetiredEras(db, sealer.masterKeys, tid)), { ...keys, until: noEnd }];
}

/** To the last row, also of those that are written while it reads; then the head is the one of that moment. */
function readLog(db: Db, tid: string, since: number) {
  let last = since;
  let head: ChainPlace = chainBegin;
  const readPage = () =>
    db
      .selectFrom('audit_events')
      .selectAll()
      .where('tid', '=', tid)
      .where('seq', '>', last)
      .orderBy('seq')
      .limit(pageRows)
      .execute();
  const findHead = () => db.selectFrom('audit_heads').selectAll().where('tid', '=', tid).executeTakeFirst();
  return {
    head: () => head,
    async *pages(): AsyncGenerator<readonly ChainedRow[]> {
      for (let page = await readPage(); ; page = await readPage()) {
        if (page.length === 0) {
          head = (await findHead()) ?? chainBegin;
          page = await readPage();
          if (page.length === 0) return;
        }
        yield page;
        last = page.at(-1)?.seq ?? last;
      }
    },
  };
}

const refs = z.array(z.object({ ref: z.string() }));

/** The hash covers a row's own sealed patients; the index beside it answers "who looked at this patient?". */
async function findIndexFault(
  { db, sealer }: Pick<LogCheckDeps, 'db' | 'sealer'>,
  tid: string,
  rows: readonly ChainedRow[],
): Promise<number | undefined> {
  const [first, last] = [rows.at(0), rows.at(-1)];
  if (!first || !last) return undefined;
  const entries = await db
    .selectFrom('audit_patients')
    .select(['seq', 'ref', 'team_id', 'channel_id'])
    .where('tid', '=', tid)
    .where('seq', '>=', first.seq)
    .where('seq', '<=', last.seq)
    .execute();
  const indexed = new Map<number, string[]>();
  for (const { seq, ref, team_id, channel_id } of entries) {
    indexed.set(seq, [...(indexed.get(seq) ?? []), `${team_id} ${channel_id} ${ref}`]);
  }
  const open = await sealer.findOpener({ tid, teamId: '' }, db);
  const toNamed = (row: ChainedRow) => {
    const text = open({ table: 'audit_events', rowId: row.id, column: 'patients' }, row.patients);
    // The tenant's key was destroyed: whom the row named is not to be known any more.
    if (text === undefined) return undefined;
    const named = refs.parse(JSON.parse(text)).map(({ ref }) => `${row.team_id} ${row.channel_id} ${ref}`);
    return [...new Set(named)];
  };
  const isSame = (row: ChainedRow) => {
    const found = new Set(indexed.get(row.seq) ?? []);
    const named = toNamed(row);
    return named === undefined || (found.size === named.length && named.every((each) => found.has(each)));
  };
  return rows.find((row) => !isSame(row))?.seq;
}
