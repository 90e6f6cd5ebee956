// `npm run audit -- verify`: is the log whole? Names the first row that is not as it was written, and what is wrong there.
import { readFileSync } from 'node:fs';
import type { Ask, Verb } from '../../operator/tool';
import { type Checkpoint, readCheckpointLines } from '../checkpoint';
import type { AuditFault } from '../verify';
import type { AuditTools } from './audit-tools';
import { OptionFaults, toTenants } from './log-options';

const words: Readonly<Record<AuditFault, string>> = {
  gap: 'a row is missing, was put in or stands in another place',
  broken_link: 'the row does not follow the one before it',
  altered: 'the row is not as it was written',
  foreign_key: 'the row was written with another key',
  truncated: 'the log ends here, and should not',
  head: 'the log was put back to here, and rows stand after it',
  checkpoint_mismatch: 'a signed checkpoint knows another row here',
  checkpoint_forged: 'a checkpoint here was not signed by this server',
  checkpoint_missing: 'a checkpoint that was made here is gone',
  segment_forged: 'rows from here on were taken out, and not by this server’s own purge',
  index: 'the index of patients does not say what the row says',
  clock_back: 'the row is older than the one before it: the clock was put back',
};

export const verify: Verb<AuditTools> = {
  name: 'verify',
  usage: '[--tenant <id>] [--since-checkpoint] [--checkpoints <file>]',
  about: 'Checks every row, or those since the last checkpoint. Ends with 1 at the first fault.',
  options: {
    tenant: { type: 'string' },
    'since-checkpoint': { type: 'boolean' },
    checkpoints: { type: 'string' },
  },
  words: { least: 0, most: 0 },
  async run(ask) {
    const { parts, terminal, isJson } = ask;
    const published = readPublished(ask);
    const faults: string[] = [];
    const tenants = await toTenants(ask, faults);
    if (faults.length > 0) throw new OptionFaults(faults);
    let isWhole = true;
    for (const tid of new Set([
      ...tenants,
      ...(ask.has('tenant') ? [] : published.map((each) => each.tid)),
    ])) {
      const how = { published, isSinceCheckpoint: ask.has('since-checkpoint') };
      const verdict = await parts.check.verifyTenant(tid, how);
      isWhole &&= verdict.isWhole;
      if (isJson) terminal.write(JSON.stringify({ tenant: tid, ...verdict }));
      else if (verdict.isWhole) terminal.write(`${tid}: whole, ${verdict.rows} rows`);
      else terminal.write(`${tid}: row ${verdict.seq}: ${words[verdict.fault]} (${verdict.fault})`);
    }
    return isWhole;
  },
};

function readPublished(ask: Ask<AuditTools>): readonly Checkpoint[] {
  const file = ask.find('checkpoints') ?? ask.parts.checkpoints;
  if (file === undefined) {
    ask.terminal.say(
      'No file of checkpoints: a log that was cut together with its checkpoints would look whole.',
    );
    return [];
  }
  try {
    return readCheckpointLines(readFileSync(file, 'utf8'));
  } catch {
    throw new OptionFaults([
      'the file of checkpoints cannot be read, or holds what this server did not write',
    ]);
  }
}
