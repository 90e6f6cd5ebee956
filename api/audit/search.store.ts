// Finds rows of the log for the operator: of one tenant or all, oldest first, page by page, opened. Changes nothing.
import type { Sealer } from '../store/sealer';
import type { Db } from '../store/store';
import { type AuditRecord, createOpeners, toAuditRecord } from './record';

export interface LogFilter {
  readonly tid: string;
  /** `connection/patient`, the patient's id alone, or the row id of a typed patient. */
  readonly patient?: string | undefined;
  /** Object id, user name or name. */
  readonly person?: string | undefined;
  readonly operation?: string | undefined;
  /** ISO instants, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const pageRows = 500;

export interface LogSearch {
  find(filter: LogFilter): AsyncGenerator<AuditRecord>;
  /** The link of each connection by its id. */
  findLinks(tid: string): Promise<ReadonlyMap<string, string>>;
}

export function createLogSearch({ db, sealer }: { readonly db: Db; readonly sealer: Sealer }): LogSearch {
  return {
    async *find(filter) {
      const openers = createOpeners(sealer, filter.tid);
      for (let after = 0; ; ) {
        const page = await readPage(db, filter, after);
        for (const row of page) yield await toAuditRecord(row, openers);
        const last = page.at(-1);
        if (!last || page.length < pageRows) return;
        after = last.seq;
      }
    },
    async findLinks(tid) {
      const found = await db
        .selectFrom('connections')
        .select(['id', 'link'])
        .where('tid', '=', tid)
        .execute();
      return new Map(found.map(({ id, link }) => [id, link]));
    },
  };
}

function readPage(db: Db, filter: LogFilter, after: number) {
  let query = db
    .selectFrom('audit_events')
    .selectAll('audit_events')
    .where('tid', '=', filter.tid)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(pageRows);
  const { patient, person, operation, from, to } = filter;
  if (operation !== undefined) query = query.where('operation', '=', operation);
  if (from !== undefined) query = query.where('at', '>=', from);
  if (to !== undefined) query = query.where('at', '<=', to);
  if (person !== undefined) {
    query = query.where((row) =>
      row.or([
        row('person_oid', '=', person.toLowerCase()),
        row('person_username', '=', person),
        row('person_name', '=', person),
      ]),
    );
  }
  if (patient !== undefined) {
    query = query.where('seq', 'in', (sub) =>
      sub
        .selectFrom('audit_patients')
        .select('audit_patients.seq')
        .where('audit_patients.tid', '=', filter.tid)
        .where((row) => row.or([row('ref', '=', patient), row('ref', 'like', toEnding(patient))])),
    );
  }
  return query.execute();
}

/** Signs of the pattern itself can't be in a FHIR id but `_`, which would only find more than was asked. */
function toEnding(patient: string): string {
  return `%/${patient.replaceAll('%', '')}`;
}
