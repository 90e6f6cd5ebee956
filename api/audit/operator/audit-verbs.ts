// The verbs of `npm run audit`, in the order in which the help tells them.
import type { Verb } from '../../operator/tool';
import type { AuditTools } from './audit-tools';
import { exportLog } from './export';
import { purge } from './purge';
import { search } from './search';
import { verify } from './verify';

const key: Verb<AuditTools> = {
  name: 'key',
  usage: '',
  about: 'Prints the public key by which checkpoints can be checked elsewhere.',
  options: {},
  words: { least: 0, most: 0 },
  async run({ parts, terminal, isJson }) {
    terminal.write(isJson ? JSON.stringify({ publicKey: parts.publicKey }) : parts.publicKey.trimEnd());
    return true;
  },
};

export const auditVerbs: readonly Verb<AuditTools>[] = [verify, search, exportLog, purge, key];
