// `approve`: a link that waits becomes a base of a partner or an open server; with --drift what a server now says of itself
// becomes what is expected of it.
import type { Verb } from '../../operator/tool';
import { getActive } from '../partner-changes.service';
import type { Pin } from '../pins.service';
import { RegistryFaults } from '../registry.service';
import { tell } from './add';
import type { PartnerTools } from './partner-tools';
import type { PartnerAsk } from './profile-flags';

export const approve: Verb<PartnerTools> = {
  name: 'approve',
  usage: '<link> (--partner <id> | --open), or <id> --drift (--yes | --keep)',
  about:
    'Lets teams connect to a link that waits. With --drift: what a server now says of itself is right (--yes), or is as it was (--keep).',
  options: {
    partner: { type: 'string' },
    open: { type: 'boolean' },
    drift: { type: 'boolean' },
    yes: { type: 'boolean' },
    keep: { type: 'boolean' },
  },
  words: { least: 1, most: 1 },
  run: (ask) => (ask.has('drift') ? approveDrift(ask) : approveLink(ask)),
};

async function approveLink(ask: PartnerAsk): Promise<boolean> {
  const { parts } = ask;
  const link = toLink(ask);
  const id = ask.find('partner');
  if ((id === undefined) === !ask.has('open'))
    throw new RegistryFaults(['Say whose it is: --partner <id>, or --open if it needs no credentials.']);
  if (id === undefined) {
    await parts.changes.openServer(link);
    tell(ask, link, 'is an open server now. The owner can press Connect again.');
    return true;
  }
  await parts.changes.approveLink(id, link);
  tell(ask, link, `is a base of ${id} now. The owner can press Connect again.`);
  return true;
}

function toLink({ parts, words: [text = ''] }: PartnerAsk): string {
  try {
    return parts.outbound.checkLink(text).href.replace(/\/+$/, '');
  } catch {
    throw new RegistryFaults([
      `${text} is no link of a FHIR server: \`list --waiting\` names those that wait.`,
    ]);
  }
}

async function approveDrift(ask: PartnerAsk): Promise<boolean> {
  const { parts, words, has } = ask;
  const [id = ''] = words;
  getActive(await parts.findPartners(), id);
  const drifted = parts.findPins().filter((pin) => pin.partnerId === id && pin.seen !== undefined);
  if (drifted.length === 0) throw new RegistryFaults([`${id} has not drifted.`]);
  for (const pin of drifted) ask.terminal.say(toSentence(pin));
  if (has('yes') === has('keep'))
    throw new RegistryFaults([
      'Ask the partner first. Then --yes if all of it is right, or --keep if it is as it was.',
    ]);
  const isRight = has('yes');
  await parts.changes.decideDrift(id, drifted, isRight);
  tell(
    ask,
    id,
    isRight ? 'may say so from now on. Reading goes on.' : 'must be as it was. Reading goes on if it is.',
  );
  return true;
}

function toSentence({ kind, place, pinned, seen = '' }: Pin): string {
  return `The ${names[kind]} of ${place || 'the partner'} was ${pinned} and is ${seen}.`;
}

const names: Readonly<Record<Pin['kind'], string>> = {
  tokenEndpoint: 'token endpoint',
  entraTenant: 'Entra tenant',
  issuer: 'issuer',
  release: 'FHIR version',
};
