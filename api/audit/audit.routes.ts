// The log for a team's owners. Reading it is itself recorded, before the answer.
import type { z } from 'zod';
import { auditPage, auditQuery } from '../contract/audit.schema';
import { type Route, teamRoute } from '../http/route';
import type { Store } from '../store/store';
import type { Audit } from './audit';
import type { AuditLog } from './audit-log.store';

type Query = z.output<typeof auditQuery>;

export function createAuditRoutes(deps: { audit: Audit; auditLog: AuditLog; store: Store }): Route[] {
  return [
    teamRoute<unknown, Query>({
      operationId: 'AuditRead',
      method: 'get',
      path: '/audit',
      who: 'owner',
      summary: 'Who saw or changed what: newest first',
      query: auditQuery as z.ZodType<Query>,
      response: auditPage,
      handle: async (scope, { query }) => {
        const page = await deps.auditLog.findEntries(scope, query);
        await deps.store.transaction((tx) =>
          deps.audit.record(tx, {
            scope,
            operation: 'AuditRead',
            outcome: 'success',
            objects: [
              { kind: 'audit', id: query.before === undefined ? 'newest' : `before ${query.before}` },
            ],
            patients: query.patient === undefined ? [] : [{ ref: query.patient }],
          }),
        );
        return { body: page };
      },
    }),
  ];
}
