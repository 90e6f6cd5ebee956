// `show`: one partner with all that its preset fills in; secrets as [secret].
import type { Verb } from '../../operator/tool';
import { hideSecrets } from '../profile-secrets.map';
import { createPartners, RegistryFaults } from '../registry.service';
import type { PartnerTools } from './partner-tools';

export const show: Verb<PartnerTools> = {
  name: 'show',
  usage: '<id>',
  about: 'One partner with all that its preset fills in; secrets as [secret].',
  options: {},
  words: { least: 1, most: 1 },
  async run({ parts, terminal, words: [id] }) {
    const found = createPartners({ partners: parts.profiles, openServers: [] }).all.find(
      (one) => one.id === id,
    );
    if (found === undefined)
      throw new RegistryFaults([`There is no partner ${id ?? ''}: \`list\` names them.`]);
    terminal.write(JSON.stringify(hideSecrets(found), null, 2));
    return true;
  },
};
