// `register`: makes this app a client at a partner that takes registrations, says again what we are, or takes it back.
import type { Verb } from '../../operator/tool';
import type { Partner } from '../partner.schema';
import { getActive } from '../partner-changes.service';
import { joinSecrets } from '../profile-secrets.map';
import type { ClientSaid, Registered } from '../registration.service';
import { RegistryFaults, readPartners } from '../registry.service';
import { tell } from './add';
import type { PartnerTools } from './partner-tools';
import { type PartnerAsk, profileOptions, profileUsage, readProfile, readText, toRaw } from './profile-flags';
import { forget } from './rotate';

type Raw = Readonly<Record<string, unknown>>;
type Managed = Registered & { readonly management: NonNullable<Registered['management']> };

export const register: Verb<PartnerTools> = {
  name: 'register',
  usage: `<id> ${profileUsage} [--at <url>] [--initial-token-file <file|->], or <id> --rotate, or <id> --delete`,
  about:
    'Registers this app at a partner by RFC 7591 and adds the partner. --rotate says again what we are, with our keys of today; --delete takes it back.',
  options: {
    ...profileOptions,
    at: { type: 'string' },
    'initial-token-file': { type: 'string' },
    rotate: { type: 'boolean' },
    delete: { type: 'boolean' },
  },
  words: { least: 1, most: 1 },
  run(ask) {
    if (ask.has('rotate') && ask.has('delete')) throw new RegistryFaults(['--rotate or --delete, not both.']);
    if (ask.has('rotate')) return renew(ask);
    return ask.has('delete') ? remove(ask) : create(ask);
  },
};

async function create(ask: PartnerAsk): Promise<boolean> {
  const { parts } = ask;
  const [id = ''] = ask.words;
  const profile = await readProfile(ask, id);
  // Judged before anything is asked for, as if the partner had answered.
  const [partner] = readPartners({
    partners: [withClient(profile, { clientId: 'x', clientSecret: 'x', management: undefined })],
    openServers: [],
    clientKeys: parts.clientKeys,
  });
  if ((await parts.findPartners()).some((one) => one.id === id))
    throw new RegistryFaults([`${id} is registered already: --rotate, or another id.`]);
  if (partner === undefined) return false;
  const endpoint = await findEndpoint(ask, partner);
  const tokenFile = ask.find('initial-token-file');
  const token = tokenFile === undefined ? undefined : (await readText(ask, tokenFile)).trim();
  const made = await parts.registration.create(endpoint, toClientSaid(partner), token);
  await parts.changes.add(id, withClient(profile, made), `registered at ${endpoint.origin}`);
  tell(ask, id, `is registered as ${made.clientId}. Next: \`check\` it.`);
  return true;
}

const toClientSaid = ({ auth, scope }: Partner): ClientSaid => ({ kind: auth.kind, scope });

/** What a server advertises gets nothing unless it stands beside the token endpoint, or the operator named it. */
async function findEndpoint(ask: PartnerAsk, partner: Partner): Promise<URL> {
  const { bases, discovery, tokenEndpoint } = partner;
  const [base = ''] = bases;
  const place = discovery.smartAt === 'origin' ? new URL(base).origin : base;
  const named = ask.find('at');
  const found = named ?? (await ask.parts.registration.findEndpoint(place));
  if (found === undefined || !URL.canParse(found))
    throw new RegistryFaults([
      'It advertises no registration: name the address with --at, or use its portal and `add`.',
    ]);
  const endpoint = new URL(found);
  const isTrusted =
    named !== undefined || (tokenEndpoint && new URL(tokenEndpoint).origin === endpoint.origin);
  if (!isTrusted)
    throw new RegistryFaults([
      `It advertises ${endpoint.origin}${endpoint.pathname}, which is not where its token endpoint is: if the partner confirms it, say --at.`,
    ]);
  return endpoint;
}

async function renew(ask: PartnerAsk): Promise<boolean> {
  const [id = ''] = ask.words;
  const { profile, standing } = await getManaged(ask, id);
  const [partner] = readPartners({ partners: [profile], openServers: [] });
  const client = partner ? toClientSaid(partner) : { kind: 'client_secret_post' as const, scope: '' };
  const renewed = await ask.parts.registration.renew(standing, client);
  const isNew = renewed.clientSecret !== undefined && renewed.clientSecret !== standing.clientSecret;
  await ask.parts.changes.edit(id, {
    operation: 'SecretRotated',
    what: isNew ? 'the partner handed out a new secret' : 'registered anew with our keys of today',
    toProfile: (before) => withClient(toRaw(before), renewed, isNew ? standing.clientSecret : undefined),
  });
  return forget(ask, id, isNew ? 'has a new secret, the old one is second.' : 'is registered anew.');
}

async function remove(ask: PartnerAsk): Promise<boolean> {
  const [id = ''] = ask.words;
  const { standing } = await getManaged(ask, id);
  await ask.parts.registration.remove(standing.management);
  await ask.parts.changes.edit(id, {
    operation: 'PartnerChanged',
    what: 'taken back at the partner and revoked',
    toProfile: (before) => before,
    isRevoked: true,
  });
  return forget(ask, id, 'is taken back at the partner and revoked here.');
}

async function getManaged(ask: PartnerAsk, id: string): Promise<{ profile: unknown; standing: Managed }> {
  const profile = joinSecrets(getActive(await ask.parts.findPartners(), id));
  const { registration, auth } = toRaw(profile);
  const { uri, accessToken } = toRaw(registration);
  if (typeof uri !== 'string' || typeof accessToken !== 'string')
    throw new RegistryFaults([
      `${id} was not registered by this command: change it at the partner's portal.`,
    ]);
  const { clientId, clientSecret } = toRaw(auth);
  const secret = typeof clientSecret === 'string' ? clientSecret : undefined;
  return {
    profile,
    standing: { clientId: String(clientId), clientSecret: secret, management: { uri, accessToken } },
  };
}

function withClient(profile: Raw, made: Registered, previousSecret?: string): Raw {
  const { clientId, clientSecret, management } = made;
  const auth = toRaw(profile.auth);
  const isOfSecrets = String(auth.kind).startsWith('client_secret');
  const secrets = isOfSecrets && {
    ...(clientSecret !== undefined && { clientSecret }),
    ...(previousSecret !== undefined && { previousSecret }),
  };
  return {
    ...profile,
    auth: { ...auth, clientId, ...secrets },
    ...(management && { registration: { ...management } }),
  };
}
