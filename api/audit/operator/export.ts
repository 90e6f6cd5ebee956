// `npm run audit -- export`: the log in a form that others read. On record before the first line leaves.
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Ask, Verb } from '../../operator/tool';
import { type FileFormat, fileFormats } from '../views/file-format.map';
import type { AuditTools } from './audit-tools';
import { filterOptions, filterUsage, OptionFaults, toFilters } from './log-options';

function findFormat(name: string): FileFormat | undefined {
  return Object.entries<FileFormat>(fileFormats).find(([known]) => known === name)?.[1];
}

export const exportLog: Verb<AuditTools> = {
  name: 'export',
  usage: `--format jsonl|csv|fhir|m365 [--out <file>] ${filterUsage}`,
  about:
    'Writes rows to a file or standard output: JSON Lines, CSV, FHIR AuditEvents (NDJSON) or the Microsoft 365 schema. Recorded as AuditExport.',
  options: { ...filterOptions, format: { type: 'string' }, out: { type: 'string' } },
  words: { least: 0, most: 0 },
  async run(ask) {
    const format = findFormat(ask.find('format') ?? '');
    if (!format) throw new OptionFaults(['--format takes jsonl, csv, fhir or m365']);
    const filters = await toFilters(ask);
    const out = openOut(ask);
    try {
      writeText(out, format.head);
      for (const filter of filters) {
        const patients = filter.patient === undefined ? [] : [{ ref: filter.patient }];
        const objects = [{ kind: 'export' as const, id: ask.find('format') ?? '' }];
        await ask.parts.record(filter.tid, { operation: 'AuditExport', objects, patients });
        const links = await ask.parts.search.findLinks(filter.tid);
        for await (const record of ask.parts.search.find(filter)) {
          writeText(
            out,
            format.toText(record, { server: ask.parts.server, findBase: (id) => links.get(id) }),
          );
        }
      }
    } finally {
      out.close();
    }
    return true;
  },
};

interface Out {
  /** Ends the line. */
  write(line: string): void;
  close(): void;
}

function writeText(out: Out, text: string): void {
  if (text !== '') out.write(text.slice(0, -1));
}

function openOut(ask: Ask<AuditTools>): Out {
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
