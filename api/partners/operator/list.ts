// `list`: every partner in one line, or the links that wait.
import type { Verb } from '../../operator/tool';
import { joinSecrets } from '../profile-secrets.map';
import { readPartners } from '../registry.service';
import type { PartnerTools } from './partner-tools';

export const list: Verb<PartnerTools> = {
  name: 'list',
  usage: '[--waiting]',
  about: 'Every partner in one line; with --waiting the links that owners pasted and nobody has registered.',
  options: { waiting: { type: 'boolean' } },
  words: { least: 0, most: 0 },
  async run({ parts, terminal, isJson, has }) {
    const found = has('waiting') ? await findWaiting(parts) : await findLines(parts);
    if (isJson) terminal.write(JSON.stringify(found));
    else for (const one of found) terminal.write(Object.values(one).flat().join('  '));
    if (found.length === 0) terminal.say(has('waiting') ? 'No link waits.' : 'There is no partner yet.');
    return true;
  },
};

async function findLines(parts: PartnerTools) {
  const stored = await parts.findPartners();
  const active = stored.filter((one) => !one.isRevoked);
  const pins = parts.findPins();
  const lines = readPartners({ partners: active.map(joinSecrets), openServers: [] }).map((one) => ({
    id: one.id,
    status: pins.some((pin) => pin.partnerId === one.id && pin.seen !== undefined) ? 'drifted' : 'active',
    name: one.name,
    preset: one.preset,
    auth: one.auth.kind,
    bases: one.bases,
  }));
  const revoked = stored.filter((one) => one.isRevoked).map(({ id }) => ({ id, status: 'revoked' }));
  const open = (await parts.findOpenServers()).map((link) => ({ id: '-', status: 'open', bases: [link] }));
  return [...lines, ...revoked, ...open];
}

async function findWaiting(parts: PartnerTools) {
  const links = await parts.findWaiting();
  return links.map(({ link, at, tid, team_id: team }) => ({ link, at, tenant: tid, team }));
}
