// `list`: every partner in one line.
import type { Verb } from '../../operator/tool';
import { createPartners } from '../registry.service';
import type { PartnerTools } from './partner-tools';

export const list: Verb<PartnerTools> = {
  name: 'list',
  usage: '',
  about: 'Every partner in one line.',
  options: {},
  words: { least: 0, most: 0 },
  async run({ parts, terminal, isJson }) {
    const { all } = createPartners({ partners: parts.profiles, openServers: [] });
    const found = all.map(({ id, name, preset, auth, bases }) => ({
      id,
      name,
      preset,
      auth: auth.kind,
      bases,
    }));
    if (isJson) terminal.write(JSON.stringify(found));
    else
      for (const one of found)
        terminal.write([one.id, one.name, one.preset, one.auth, ...one.bases].join('  '));
    if (found.length === 0) terminal.say('There is no partner yet.');
    return true;
  },
};
