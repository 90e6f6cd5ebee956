// One live server, registered as its operator would register it, and interviewed.
import { createClientKeys } from '../../api/partners/client-keys';
import { createPartners } from '../../api/partners/registry.service';
import { type Interview, interview } from './interview';
import type { Options } from './options';
import { createRoom, type RoomOptions } from './system';

const privateRanges = ['127.0.0.0/8', '::1/128', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'];

/** Who brings a token, or reads an open server by a preset, needs no credentials: the entry's only stand there for the rules. */
const nobody = {
  tokenEndpoint: 'https://token.invalid/token',
  auth: { kind: 'client_secret_post', clientId: 'none', clientSecret: 'none' },
  scope: '',
  routing: { by: 'none' },
};

function toEntry({ preset, client }: Options, base: string): Record<string, unknown> {
  const given: unknown = client === undefined ? nobody : JSON.parse(client);
  const [entry] = Array.isArray(given) ? given : [given];
  return { id: 'live', name: 'Live', bases: [base], ...(preset && { preset }), ...entry };
}

async function toRoomOptions(options: Options, base: string): Promise<RoomOptions> {
  const { client, token, keys, isPrivateAllowed } = options;
  const allow = isPrivateAllowed ? privateRanges : [];
  const entry = toEntry(options, base);
  if (client !== undefined || token !== undefined) {
    const clientKeys = await createClientKeys(keys ?? '');
    return { partners: [entry], openServers: [], clientKeys, allow, token };
  }
  // Without a preset an open server is read as the app would read it: by what it says of itself.
  const [read] =
    options.preset === undefined ? [] : createPartners({ partners: [entry], openServers: [] }).all;
  return { partners: [], openServers: [base], allow, openRules: read?.rules };
}

export async function interviewLive(options: Options): Promise<Interview> {
  const { link: base = '' } = options;
  const room = createRoom(await toRoomOptions(options, base));
  try {
    return await interview(room, { link: base, tid: options.tenant, hint: options.hint });
  } finally {
    await room.close();
  }
}
