// `add` and `update`: a partner from a preset, a file or flags; judged as a whole before anything is stored.
import type { Verb } from '../../operator/tool';
import { getActive } from '../partner-changes.service';
import { joinSecrets } from '../profile-secrets.map';
import type { PartnerTools } from './partner-tools';
import {
  isSecretWanted,
  type PartnerAsk,
  profileOptions,
  profileUsage,
  readProfile,
  readSecret,
  readText,
  secretOptions,
  withSecret,
} from './profile-flags';

const options = { ...profileOptions, ...secretOptions };
const words = { least: 1, most: 1 };

export const add: Verb<PartnerTools> = {
  name: 'add',
  usage: `<id> ${profileUsage}`,
  about: 'Registers a partner. Every fault is named, and nothing is stored with one.',
  options,
  words,
  async run(ask) {
    const [id = ''] = ask.words;
    const profile = await withItsSecret(ask, await readProfile(ask, id));
    await ask.parts.changes.add(id, profile, 'registered');
    tell(ask, id, 'is registered. Next: `check` it.');
    return true;
  },
};

export const update: Verb<PartnerTools> = {
  name: 'update',
  usage: `<id> ${profileUsage}`,
  about: 'Changes what is named; the rest stays. What was pinned of its servers is looked at anew.',
  options: profileOptions,
  words,
  async run(ask) {
    const [id = ''] = ask.words;
    const before = joinSecrets(getActive(await ask.parts.findPartners(), id));
    const profile = await readProfile(ask, id, before);
    await ask.parts.changes.edit(id, {
      operation: 'PartnerChanged',
      what: 'updated',
      toProfile: () => profile,
      isPinnedAnew: true,
    });
    tell(ask, id, 'is changed. Running servers know it within seconds.');
    return true;
  },
};

async function withItsSecret(ask: PartnerAsk, profile: Awaited<ReturnType<typeof readProfile>>) {
  const pem = ask.find('certificate-file');
  const certificate = pem === undefined ? undefined : await readText(ask, pem);
  const isWanted = certificate === undefined && (ask.has('secret-file') || isSecretWanted(profile));
  const secret = isWanted
    ? await readSecret(ask, `Secret of ${String(profile.name ?? profile.id)}`)
    : undefined;
  return withSecret(profile, secret, certificate);
}

export function tell({ terminal, isJson }: PartnerAsk, id: string, words: string): void {
  if (isJson) terminal.write(JSON.stringify({ id, done: words }));
  else terminal.write(`${id} ${words}`);
}
