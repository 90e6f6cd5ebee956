// The part of the composition that shows the audit log to a team's owners, and hands its files out.
import type { Audit } from './audit/audit';
import { createAuditRoutes } from './audit/audit.routes';
import { createAuditFileOffer, createAuditFiles } from './audit/audit-file.service';
import { createAuditLog } from './audit/audit-log.store';
import { createFailures, type Failures } from './audit/failure.service';
import { createLogSearch } from './audit/search.store';
import { createDownloads, type Downloads, type FileKind } from './downloads/downloads.service';
import type { Route } from './http/route';
import type { GetScope } from './sign-in/scope.policy';
import type { Store } from './store/store';

export interface AuditRooms {
  readonly auditRoutes: readonly Route[];
  readonly failures: Failures;
  readonly downloads: Downloads;
}

export interface AuditRoomParts {
  readonly store: Store;
  readonly audit: Audit;
  readonly getScope: GetScope;
  readonly now: () => Date;
  /** Files of other rooms. */
  readonly files: Readonly<Record<string, FileKind>>;
  /** Our own public address. */
  readonly server: string;
}

export function composeAudit(parts: AuditRoomParts): AuditRooms {
  const { store, audit, now, server } = parts;
  const auditLog = createAuditLog(store);
  const { findLinks } = createLogSearch(store);
  const failures = createFailures({ audit, store, now: () => now().getTime() });
  const downloads = createDownloads({
    ...parts,
    failures,
    files: { ...parts.files, ...createAuditFiles({ auditLog, findLinks, server, now }) },
  });
  const offer = createAuditFileOffer(downloads.offer);
  return { auditRoutes: createAuditRoutes({ audit, auditLog, store, offer, now }), failures, downloads };
}
