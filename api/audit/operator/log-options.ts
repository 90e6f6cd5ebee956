// The options by which search and export choose rows, checked: every fault is named with its remedy.
import { z } from 'zod';
import { auditOperations } from '../../contract/audit.schema';
import type { Ask } from '../../operator/tool';
import type { LogFilter } from '../search.store';
import type { AuditTools } from './audit-tools';

export const filterOptions = {
  tenant: { type: 'string' },
  patient: { type: 'string' },
  person: { type: 'string' },
  operation: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
} as const;

export const filterUsage =
  '[--tenant <id>] [--patient <id>] [--person <id, user name or name>] [--operation <name>] [--from <time>] [--to <time>]';

/** Understood by operator/tool.ts: told one by one, without a stack. */
export class OptionFaults extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('; '));
    this.name = 'OptionFaults';
    this.faults = faults;
  }
}

const instant = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

/** One filter per tenant. Throws OptionFaults. */
export async function toFilters(ask: Ask<AuditTools>): Promise<LogFilter[]> {
  const faults: string[] = [];
  const operation = ask.find('operation');
  if (operation !== undefined && !auditOperations.some((name) => name === operation)) {
    faults.push('--operation takes a name of the log, such as PatientView');
  }
  const toInstant = (option: 'from' | 'to') => {
    const text = ask.find(option);
    if (text === undefined) return undefined;
    if (instant.safeParse(text).success) return new Date(text).toISOString();
    faults.push(`--${option} takes a time such as 2026-11-26 or 2026-11-26T07:00:00Z`);
    return undefined;
  };
  const common = {
    operation,
    patient: ask.find('patient'),
    person: ask.find('person'),
    from: toInstant('from'),
    to: toInstant('to'),
  };
  const tenants = await toTenants(ask, faults);
  if (faults.length > 0) throw new OptionFaults(faults);
  return tenants.map((tid) => ({ tid, ...common }));
}

export async function toTenants(ask: Ask<AuditTools>, faults: string[]): Promise<readonly string[]> {
  const known = await ask.parts.check.findTenants();
  const asked = ask.find('tenant')?.toLowerCase();
  if (asked === undefined) return known;
  if (known.includes(asked)) return [asked];
  faults.push('--tenant: this tenant has no log here; leave it out for all');
  return [];
}
