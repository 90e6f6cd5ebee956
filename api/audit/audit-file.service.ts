// The team's log as a file for its owners: CSV of what was filtered, up to the row that was the newest when it was asked for.
import { z } from 'zod';
import { auditExport } from '../contract/audit.schema';
import type { DownloadFile, Offer, OpenFile } from '../downloads/downloads.service';
import type { Scope } from '../sign-in/scope';
import type { AuditLog, FileAsk } from './audit-log.store';
import { byteOrderMark, toCsvHead, toCsvLine } from './views/csv.map';

/** The kind of its links. */
const kind = 'audit';

export type AuditFileOffer = (
  scope: Scope,
  ask: FileAsk,
  subjects: Pick<Offer['event'], 'objects' | 'patients'>,
) => Promise<{ readonly path: string; readonly expiresAt: string }>;

export function createAuditFileOffer(
  offer: (scope: Scope, file: Offer) => ReturnType<AuditFileOffer>,
): AuditFileOffer {
  return (scope, asked, subjects) =>
    offer(scope, { kind, asked, event: { operation: 'AuditExport', ...subjects } });
}

const fileAsk = z.object({ filter: auditExport, until: z.number() });

export function createAuditFiles(deps: {
  readonly auditLog: AuditLog;
  readonly now: () => Date;
}): Readonly<Record<string, OpenFile>> {
  return {
    async [kind](scope, asked): Promise<DownloadFile> {
      const ask = fileAsk.parse(asked);
      const refs = await deps.auditLog.findRefs(scope, ask);
      return {
        name: toAuditFileName(deps.now()),
        contentType: 'text/csv; charset=utf-8',
        event: {
          operation: 'AuditDownload',
          objects: [{ kind: 'audit', id: `until ${ask.until}` }],
          patients: refs.map((ref) => ({ ref })),
        },
        chunks: toChunks(deps.auditLog, scope, ask),
      };
    },
  };
}

/** The date alone: a file's name says nothing about anybody. */
export function toAuditFileName(at: Date): string {
  return `patients-audit-${at.toISOString().slice(0, 10)}.csv`;
}

async function* toChunks(auditLog: AuditLog, scope: Scope, ask: FileAsk): AsyncGenerator<string> {
  yield `${byteOrderMark}${toCsvHead()}`;
  for await (const records of auditLog.readRecords(scope, ask)) yield records.map(toCsvLine).join('');
}
