// `rotate` and `revoke`: a new secret goes first while the old one still works; what is revoked is gone from the disk.
import type { Verb } from '../../operator/tool';
import { getActive } from '../partner-changes.service';
import { RegistryFaults } from '../registry.service';
import { tell } from './add';
import type { PartnerTools } from './partner-tools';
import { type PartnerAsk, readSecret, readText, secretOptions, toRaw } from './profile-flags';

type Raw = Readonly<Record<string, unknown>>;

export const rotate: Verb<PartnerTools> = {
  name: 'rotate',
  usage: '<id> [--secret-file <file|-> | --certificate-file <file> | --finish]',
  about:
    'A new secret or certificate goes first and the old one stays as the second; --finish drops the old one.',
  options: { ...secretOptions, finish: { type: 'boolean' } },
  words: { least: 1, most: 1 },
  async run(ask) {
    const [id = ''] = ask.words;
    if (ask.has('finish')) return dropSecret(ask, id, 'previous', 'has one secret again.');
    const { profile } = getActive(await ask.parts.findPartners(), id);
    const { toSecrets, next } = await readNew(ask, toRaw(toRaw(profile).auth));
    await ask.parts.changes.edit(id, {
      operation: 'SecretRotated',
      what: 'a new secret goes first',
      toProfile: (before) => withSecrets(before, toSecrets),
    });
    tell(ask, id, next);
    return true;
  },
};

export const revoke: Verb<PartnerTools> = {
  name: 'revoke',
  usage: '<id> [--secret current|previous]',
  about: 'The partner, or one of its two secrets, stops working and leaves the disk.',
  options: { secret: { type: 'string' } },
  words: { least: 1, most: 1 },
  async run(ask) {
    const [id = ''] = ask.words;
    const which = ask.find('secret');
    if (which === 'current' || which === 'previous')
      return dropSecret(ask, id, which, `has lost its ${which} secret.`);
    if (which !== undefined) throw new RegistryFaults(['--secret must be current or previous.']);
    await ask.parts.changes.edit(id, {
      operation: 'PartnerChanged',
      what: 'revoked',
      toProfile: (before) => before,
      isRevoked: true,
    });
    return forget(ask, id, 'is revoked: no server of ours asks there any more.');
  },
};

async function readNew(ask: PartnerAsk, auth: Raw) {
  const file = ask.find('certificate-file');
  if (auth.kind === 'entra' && file !== undefined) {
    const pem = await readText(ask, file);
    const toSecrets = (before: Raw): Raw => {
      if (before.pem === pem) throw new RegistryFaults(['That is the certificate it has already.']);
      return { kind: 'certificate', pem, ...(before.pem !== undefined && { previousPem: before.pem }) };
    };
    const next =
      'tries the new certificate first. When Entra knows it, take the old one out there, then `rotate --finish`.';
    return { toSecrets, next };
  }
  const isOfSecrets =
    auth.kind === 'entra'
      ? toRaw(auth.credential).kind === 'secret'
      : String(auth.kind).startsWith('client_secret');
  if (!isOfSecrets) throw new RegistryFaults([toOtherWay(auth.kind)]);
  const clientSecret = await readSecret(ask, 'New secret');
  const toSecrets = (before: Raw): Raw => {
    if (before.clientSecret === clientSecret)
      throw new RegistryFaults(['That is the secret it has already.']);
    return { ...before, clientSecret, previousSecret: before.clientSecret };
  };
  const next = 'tries the new secret first. When the partner has dropped the old one: `rotate --finish`.';
  return { toSecrets, next };
}

/** Where a new key goes that is no secret of this command. */
function toOtherWay(kind: unknown): string {
  if (kind === 'entra') return 'It signs with a certificate: name the new one with --certificate-file.';
  if (kind === 'jwt_bearer')
    return 'It signs with the key of a service account, which has no second place: make a second key there, put its `keyId` and `pem` into the profile with `update <id> --file`, `check` it, then delete the old key there.';
  return 'It signs with a key: put the new one first in the file of PATIENTS_CLIENT_KEYS, the old one second, and start the server again.';
}

/** Where the secrets stand depends on the way of signing in. */
function withSecrets(profile: unknown, toSecrets: (before: Raw) => Raw): unknown {
  const whole = toRaw(profile);
  const auth = toRaw(whole.auth);
  const isEntra = auth.kind === 'entra';
  const changed = isEntra ? { ...auth, credential: toSecrets(toRaw(auth.credential)) } : toSecrets(auth);
  return { ...whole, auth: changed };
}

async function dropSecret(ask: PartnerAsk, id: string, which: 'current' | 'previous', words: string) {
  await ask.parts.changes.edit(id, {
    operation: 'SecretRotated',
    what: `the ${which} secret is gone`,
    toProfile: (before) =>
      withSecrets(before, (secrets) => {
        const [current, previous] =
          secrets.kind === 'certificate' ? ['pem', 'previousPem'] : ['clientSecret', 'previousSecret'];
        if (secrets[previous] === undefined)
          throw new RegistryFaults([
            `${id} has only one secret: \`rotate\` adds another, \`revoke ${id}\` ends it.`,
          ]);
        const kept = which === 'current' ? secrets[previous] : secrets[current];
        return { ...secrets, [current]: kept, [previous]: undefined };
      }),
  });
  return forget(ask, id, words);
}

/** What was sealed leaves the disk as well. */
export async function forget(ask: PartnerAsk, id: string, words: string): Promise<boolean> {
  const isGone = await ask.parts.forget();
  tell(ask, id, words);
  if (!isGone)
    ask.terminal.say(
      'The log of the database is in use, so the sealed text may stand in it until the server starts again.',
    );
  return isGone;
}
