// `npm run audit -- export`: the log in a form that others read. On record before the first line leaves.
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Ask, Verb } from '../../operator/tool';
import type { AuditRecord } from '../record';
import { toAuditEvents } from '../views/audit-event.map';
import { byteOrderMark, toCsvHead, toCsvLine } from '../views/csv.map';
import { toM365 } from '../views/m365.map';
import type { AuditTools } from './audit-tools';
import { filterOptions, filterUsage, OptionFaults, toFilters } from './log-options';

/** Lines without their end. */
interface Format {
  readonly head: readonly string[];
  readonly toLines: (record: AuditRecord, links: ReadonlyMap<string, string>) => readonly string[];
}

function toFormat(name: string, server: string): Format | undefined {
  const formats: Readonly<Record<string, Format>> = {
    jsonl: { head: [], toLines: (record) => [JSON.stringify(record)] },
    csv: {
      head: [`${byteOrderMark}${toCsvHead()}`.slice(0, -1)],
      toLines: (record) => [toCsvLine(record).slice(0, -1)],
    },
    m365: { head: [], toLines: (record) => [JSON.stringify(toM365(record))] },
    fhir: {
      head: [],
      toLines: (record, links) =>
        toAuditEvents(record, { server, findBase: (id) => links.get(id) }).map((event) =>
          JSON.stringify(event),
        ),
    },
  };
  return Object.hasOwn(formats, name) ? formats[name] : undefined;
}

export const exportLog: Verb<AuditTools> = {
  name: 'export',
  usage: `--format jsonl|csv|fhir|m365 [--out <file>] ${filterUsage}`,
  about:
    'Writes rows to a file or standard output: JSON Lines, CSV, FHIR AuditEvents (NDJSON) or the Microsoft 365 schema. Recorded as AuditExport.',
  options: { ...filterOptions, format: { type: 'string' }, out: { type: 'string' } },
  words: { least: 0, most: 0 },
  async run(ask) {
    const format = toFormat(ask.find('format') ?? '', ask.parts.server);
    if (!format) throw new OptionFaults(['--format takes jsonl, csv, fhir or m365']);
    const filters = await toFilters(ask);
    const out = openOut(ask);
    try {
      for (const line of format.head) out.write(line);
      for (const filter of filters) {
        const patients = filter.patient === undefined ? [] : [{ ref: filter.patient }];
        const objects = [{ kind: 'export' as const, id: ask.find('format') ?? '' }];
        await ask.parts.record(filter.tid, { operation: 'AuditExport', objects, patients });
        const links = await ask.parts.search.findLinks(filter.tid);
        for await (const record of ask.parts.search.find(filter)) {
          for (const line of format.toLines(record, links)) out.write(line);
        }
      }
    } finally {
      out.close();
    }
    return true;
  },
};

function openOut(ask: Ask<AuditTools>): { write(line: string): void; close(): void } {
  const file = ask.find('out');
  if (file === undefined) return { write: (line) => ask.terminal.write(line), close: () => undefined };
  try {
    // Never over something else; nobody but its owner may read it.
    const handle = openSync(file, 'wx', 0o600);
    return { write: (line) => void writeSync(handle, `${line}\n`), close: () => closeSync(handle) };
  } catch {
    throw new OptionFaults(['--out takes a new file in a folder that can be written to']);
  }
}
