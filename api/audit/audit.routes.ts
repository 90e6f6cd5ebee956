// The log for a team's owners. Reading it is itself recorded, before the answer.
import type { z } from 'zod';
import { auditExport, auditPage, auditQuery, downloadLink } from '../contract/audit.schema';
import { limits } from '../contract/limits';
import { type Route, teamRoute } from '../http/route';
import type { Store } from '../store/store';
import type { Audit, AuditObject, AuditPatient } from './audit';
import { type AuditFileOffer, toAuditFileName } from './audit-file.service';
import type { AuditLog } from './audit-log.store';
import { exportTooLarge } from './export-errors';

type Query = z.output<typeof auditQuery>;
type Export = z.output<typeof auditExport>;

export interface AuditRouteDeps {
  readonly audit: Audit;
  readonly auditLog: AuditLog;
  readonly store: Store;
  readonly offer: AuditFileOffer;
  readonly now: () => Date;
}

export function createAuditRoutes(deps: AuditRouteDeps): Route[] {
  const { audit, auditLog, store } = deps;
  return [
    teamRoute<unknown, Query>({
      operationId: 'AuditRead',
      method: 'get',
      path: '/audit',
      who: 'owner',
      summary: 'Who saw or changed what: newest first; for a patient, who looked',
      query: auditQuery as z.ZodType<Query>,
      response: auditPage,
      handle: async (scope, { query }) => {
        const page = await auditLog.findEntries(scope, query);
        const id = query.before === undefined ? 'newest' : `before ${query.before}`;
        await store.transaction((tx) =>
          audit.record(tx, {
            scope,
            operation: 'AuditRead',
            outcome: 'success',
            objects: [{ kind: 'audit', id }],
            patients: toPatients(query),
          }),
        );
        return { body: page };
      },
    }),
    teamRoute<unknown, unknown, Export>({
      operationId: 'AuditExport',
      method: 'post',
      path: '/audit/export',
      who: 'owner',
      summary: 'A link by which the matching entries can be fetched once, within a minute',
      body: auditExport as z.ZodType<Export>,
      response: downloadLink,
      status: 201,
      handle: async (scope, { body }) => {
        const { format, ...filter } = body;
        const { rows, until } = await auditLog.measure(scope, filter, limits.exportRows);
        if (rows > limits.exportRows) throw exportTooLarge();
        const objects: AuditObject[] = [
          { kind: 'audit', id: `until ${until}`, label: `${rows} entries, ${format}` },
        ];
        const offered = await deps.offer(
          scope,
          { filter, until, format },
          { objects, patients: toPatients(filter) },
        );
        return { body: { ...offered, fileName: toAuditFileName(deps.now(), format), rows } };
      },
    }),
  ];
}

function toPatients({ patient }: Pick<Query, 'patient'>): AuditPatient[] {
  return patient === undefined ? [] : [{ ref: patient }];
}
