// `npm run audit -- purge`: clears rows that are older than the log has to be kept.
import { z } from 'zod';
import type { Verb } from '../../operator/tool';
import type { AuditTools } from './audit-tools';
import { OptionFaults, toTenants } from './log-options';

/** HIPAA's six years. */
const keptYears = 6;
const time = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);

export const purge: Verb<AuditTools> = {
  name: 'purge',
  usage: '--before <time> [--tenant <id>] [--even-younger]',
  about: `Clears rows from before a time, at least ${keptYears} years back unless --even-younger; a signed record stays in their place. Recorded as RetentionPurge.`,
  options: {
    before: { type: 'string' },
    tenant: { type: 'string' },
    'even-younger': { type: 'boolean' },
  },
  words: { least: 0, most: 0 },
  async run(ask) {
    const faults: string[] = [];
    const before = new Date(time.safeParse(ask.find('before')).data ?? Number.NaN);
    const youngest = new Date();
    youngest.setUTCFullYear(youngest.getUTCFullYear() - keptYears);
    if (Number.isNaN(before.getTime())) faults.push('--before takes a time such as 2020-01-31');
    else if (before > youngest && !ask.has('even-younger')) {
      faults.push(`--before is less than ${keptYears} years ago: add --even-younger if your rules allow it`);
    }
    const tenants = await toTenants(ask, faults);
    if (faults.length > 0) throw new OptionFaults(faults);
    for (const tid of tenants) {
      const count = await ask.parts.purge(tid, before.toISOString());
      ask.terminal.write(
        ask.isJson ? JSON.stringify({ tenant: tid, count }) : `${tid}: ${count} rows cleared`,
      );
    }
    return true;
  },
};
