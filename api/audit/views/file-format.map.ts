// The forms in which the log leaves as a file: one for each kind of reader. Pure.
import { byteOrderMark } from '../../tables/delimited';
import type { AuditRecord } from '../record';
import { type AuditEventContext, toAuditEvents } from './audit-event.map';
import { toLogHead, toLogLine } from './csv.map';
import { toM365 } from './m365.map';

export interface FileFormat {
  readonly extension: string;
  readonly contentType: string;
  /** Lines with their ends: of the head, and of one row. */
  readonly head: string;
  readonly toText: (record: AuditRecord, context: AuditEventContext) => string;
}

const lines = 'application/x-ndjson; charset=utf-8';
const toLine = (value: object) => `${JSON.stringify(value)}\n`;

export const fileFormats = {
  jsonl: { extension: 'jsonl', contentType: lines, head: '', toText: toLine },
  csv: {
    extension: 'csv',
    contentType: 'text/csv; charset=utf-8',
    head: `${byteOrderMark}${toLogHead()}`,
    toText: toLogLine,
  },
  fhir: {
    extension: 'ndjson',
    contentType: 'application/fhir+ndjson',
    head: '',
    toText: (record, context) => toAuditEvents(record, context).map(toLine).join(''),
  },
  m365: { extension: 'jsonl', contentType: lines, head: '', toText: (record) => toLine(toM365(record)) },
} as const satisfies Readonly<Record<string, FileFormat>>;
