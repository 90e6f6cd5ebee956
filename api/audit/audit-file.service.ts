// The team's log as a file for its owners: what was filtered, up to the row that was the newest when it was asked for.
import { z } from 'zod';
import { type AuditFileFormat, auditExport } from '../contract/audit.schema';
import type { FileKind, Offer } from '../downloads/downloads.service';
import { ownerOnly } from '../errors/known-errors';
import type { Scope } from '../sign-in/scope';
import type { AuditLog, FileAsk } from './audit-log.store';
import type { LogSearch } from './search.store';
import { fileFormats } from './views/file-format.map';

/** The kind of its links. */
const kind = 'audit';

export interface AuditFileAsk extends FileAsk {
  readonly format: AuditFileFormat;
}

export type AuditFileOffer = (
  scope: Scope,
  ask: AuditFileAsk,
  subjects: Pick<Offer['event'], 'objects' | 'patients'>,
) => Promise<{ readonly path: string; readonly expiresAt: string }>;

export function createAuditFileOffer(
  offer: (scope: Scope, file: Offer) => ReturnType<AuditFileOffer>,
): AuditFileOffer {
  return (scope, asked, subjects) =>
    offer(scope, { kind, asked, event: { operation: 'AuditExport', ...subjects } });
}

const { format, ...filterShape } = auditExport.shape;
const fileAsk = z.object({ filter: z.strictObject(filterShape), until: z.number(), format });

export interface AuditFileDeps {
  readonly auditLog: AuditLog;
  readonly findLinks: LogSearch['findLinks'];
  /** Our own public address: the observer of FHIR's AuditEvents. */
  readonly server: string;
  readonly now: () => Date;
}

export function createAuditFiles(deps: AuditFileDeps): Readonly<Record<string, FileKind>> {
  const files: FileKind = {
    operation: 'AuditDownload',
    assertMay: ({ role }) => {
      if (role !== 'owner') throw ownerOnly();
    },
    async open(scope, asked) {
      const ask = fileAsk.parse(asked);
      const refs = await deps.auditLog.findRefs(scope, ask);
      return {
        name: toAuditFileName(deps.now(), ask.format),
        contentType: fileFormats[ask.format].contentType,
        event: {
          objects: [{ kind: 'audit', id: `until ${ask.until}`, label: ask.format }],
          patients: refs.map((ref) => ({ ref })),
        },
        chunks: toChunks(deps, scope, ask),
      };
    },
  };
  return { [kind]: files };
}

/** The date alone: a file's name says nothing about anybody. */
export function toAuditFileName(at: Date, format: AuditFileFormat): string {
  return `patients-audit-${at.toISOString().slice(0, 10)}.${fileFormats[format].extension}`;
}

async function* toChunks(deps: AuditFileDeps, scope: Scope, ask: AuditFileAsk): AsyncGenerator<string> {
  const { head, toText } = fileFormats[ask.format];
  const links = await deps.findLinks(scope.tid);
  const context = { server: deps.server, findBase: (id: string) => links.get(id) };
  if (head !== '') yield head;
  for await (const records of deps.auditLog.readRecords(scope, ask)) {
    // What somebody searched for is for the operator's auditors alone.
    yield records.map((record) => toText({ ...record, query: null }, context)).join('');
  }
}
