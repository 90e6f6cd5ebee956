// `show`: one partner with all that its preset fills in, its history and what is pinned; secrets as [secret].
import type { Verb } from '../../operator/tool';
import { getActive } from '../partner-changes.service';
import { hideSecrets, joinSecrets } from '../profile-secrets.map';
import { readPartners } from '../registry.service';
import type { PartnerTools } from './partner-tools';

export const show: Verb<PartnerTools> = {
  name: 'show',
  usage: '<id>',
  about: 'One partner with all that its preset fills in, its history and its pins; secrets as [secret].',
  options: {},
  words: { least: 1, most: 1 },
  async run({ parts, terminal, words: [id = ''] }) {
    const stored = getActive(await parts.findPartners(), id);
    const [profile] = readPartners({ partners: [joinSecrets(stored)], openServers: [] });
    const history = (await parts.findVersions(id)).map(({ version, what, at, by }) => ({
      version,
      what,
      at,
      by,
    }));
    const pins = parts
      .findPins()
      .filter((pin) => pin.partnerId === id)
      .map(({ kind, place, pinned, seen }) => ({ kind, place, pinned, seen }));
    terminal.write(JSON.stringify({ profile: hideSecrets(profile), history, pins }, null, 2));
    return true;
  },
};
