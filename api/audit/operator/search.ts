// `npm run audit -- search`: who looked at a patient, what did a person do. Looking is itself on record.
import type { Verb } from '../../operator/tool';
import type { AuditRecord } from '../record';
import type { AuditTools } from './audit-tools';
import { filterOptions, filterUsage, toFilters } from './log-options';

export const search: Verb<AuditTools> = {
  name: 'search',
  usage: filterUsage,
  about: 'Shows rows, oldest first. This is recorded as AuditRead.',
  options: filterOptions,
  words: { least: 0, most: 0 },
  async run(ask) {
    const { parts, terminal, isJson } = ask;
    for (const filter of await toFilters(ask)) {
      const patients = filter.patient === undefined ? [] : [{ ref: filter.patient }];
      await parts.record(filter.tid, {
        operation: 'AuditRead',
        objects: [{ kind: 'audit', id: 'operator’s search' }],
        patients,
      });
      for await (const record of parts.search.find(filter)) {
        terminal.write(isJson ? JSON.stringify(record) : toWords(record));
      }
    }
    return true;
  },
};

function toWords(record: AuditRecord): string {
  const whom = record.patients.map(({ label, ref }) => label ?? ref).join('; ');
  const outcome = record.outcome === 'success' ? '' : `refused: ${record.reason ?? 'unknown'}`;
  const parts = [String(record.seq), record.at, record.operation, record.person.name, record.role];
  return [...parts, record.clientIp ?? '', whom, outcome].join('\t').trimEnd();
}
