// The sandbox: made-up partners, FHIR servers, Entra and Graph on one loopback address. Everything in it is invented or synthetic.
import { badServerIds, handleBad } from './bad-servers';
import type { HospitalId } from './census/hospital';
import { answerControl } from './control/control';
import { createJournal, type JournalEntry } from './control/journal';
import { createKnobBox, type KnobBox } from './control/knobs';
import { createDatasets } from './dataset';
import { handleElsewhere } from './elsewhere';
import { type Exchange, send, toExchange, toJsonAnswer } from './exchange';
import { type Listening, listenOnLoopback } from './listen';
import { createPartnerServer, type PartnerServer } from './partner-server';
import {
  type AnyPersonaId,
  type AuthMethod,
  type FurtherId,
  personaIds,
  personas,
  toFhirBase,
} from './persona';
import { type RegistryEntry, type SecretEntry, toFurtherEntries, toSecretEntries } from './registry';
import { createEntra, type Entra, type TokenOverrides } from './teams/entra';
import { createGraph, type Graph } from './teams/graph';
import { type DemoTeam, type PersonKey, people } from './teams/people';
import { type ClientKeys, createClientKeys, type RegisteredKeys } from './token/client-keys';

export interface SandboxOptions {
  port?: number;
  /** When the made-up census is. */
  now?: Date;
  seed?: number;
  /** Personas whose data are made at once instead of at their first request. */
  warm?: readonly AnyPersonaId[];
  /** Personas beside the four that are always there. */
  personas?: readonly FurtherId[];
  /** The public keys that were registered for the client; else the sandbox makes a pair of its own, see `clientKeys`. */
  registeredKeys?: RegisteredKeys;
  /** How the registry says that the client authenticates, where the persona knows another way beside its first. */
  authMethods?: Readonly<Partial<Record<AnyPersonaId, AuthMethod>>>;
  /** What the registry calls the authority of Entra; else the persona's own. */
  entraAuthority?: string;
}
export interface OfferedLink {
  name: string;
  link: string;
  about: string;
}
export interface Sandbox {
  baseUrl: string;
  /** The second origin, where some have their token servers; there only if a persona needs it. */
  elsewhereUrl: string;
  /** FHIR base of each persona; of the first hospital, where there are several. */
  links: Record<AnyPersonaId, string>;
  /** FHIR base of one hospital. */
  linkTo(persona: AnyPersonaId, hospital: HospitalId): string;
  /** Base of each bad server, by its name. */
  badLinks: Record<(typeof badServerIds)[number], string>;
  partnerRegistry: RegistryEntry[];
  openServers: string[];
  offeredLinks: OfferedLink[];
  people: typeof people;
  teams: readonly DemoTeam[];
  graph: Graph;
  entraBase: string;
  graphBase: string;
  /** Keys of the client, unless registered ones were given. */
  clientKeys: ClientKeys | undefined;
  tokenFor(person: PersonKey, overrides?: TokenOverrides): Promise<string>;
  signDemoToken: Entra['signDemoToken'];
  knobs(persona: AnyPersonaId): KnobBox;
  journal(persona: AnyPersonaId | 'bad' | 'elsewhere'): readonly JournalEntry[];
  /** One hospital's data on one server: a test moves a bed or ends a stay here. `reset` does not undo it. */
  records(persona: AnyPersonaId, hospital?: HospitalId): ReturnType<PartnerServer['toRecords']>;
  /** Calm weather, empty journals, the first teams. */
  reset(): void;
  close(): Promise<void>;
}
/** Without further personas, every partner knows the client by a secret. */
export interface DemoSandbox extends Sandbox {
  partnerRegistry: SecretEntry[];
}

function byName<Name extends string, Value>(names: readonly Name[], toValue: (name: Name) => Value) {
  return Object.fromEntries(names.map((name) => [name, toValue(name)])) as Record<Name, Value>;
}

interface Hosts {
  baseUrl: string;
  elsewhereUrl: string;
}

function toPlayed({ personas: asked = [] }: SandboxOptions): AnyPersonaId[] {
  return [...new Set([...personaIds, ...asked])];
}

/** What the sandbox offers, once its addresses are known. */
function toOffers(
  { baseUrl, elsewhereUrl, partners }: Pick<Rooms, 'baseUrl' | 'elsewhereUrl' | 'partners'>,
  options: SandboxOptions,
) {
  const hosts = { baseUrl, elsewhereUrl };
  const demo = personaIds.map((id) => personas[id]);
  const played = toPlayed(options);
  const further = played.slice(demo.length).map((id) => ({ id, persona: personas[id] }));
  const { entraAuthority, authMethods = {} } = options;
  const toEntries = ({ id, persona }: (typeof further)[number]) => {
    const method = authMethods[id];
    return toFurtherEntries(persona, {
      ...hosts,
      account: partners.get(id)?.account,
      ...(method === undefined ? {} : { method }),
      ...(entraAuthority === undefined ? {} : { entraAuthority }),
    });
  };
  const open = [...demo, ...further.map(({ persona }) => persona)].filter(({ auth }) => auth === undefined);
  return {
    ...hosts,
    links: byName(played, (id) => toFhirBase(baseUrl, personas[id])),
    badLinks: byName(badServerIds, (id) => `${baseUrl}/bad/${id}`),
    partnerRegistry: [
      ...demo.flatMap((persona) => toSecretEntries(baseUrl, persona)),
      ...further.flatMap(toEntries),
    ],
    openServers: open.flatMap((persona) =>
      (persona.place === undefined ? [undefined] : persona.hospitals).map((one) =>
        toFhirBase(baseUrl, persona, one),
      ),
    ),
    offeredLinks: demo.map((persona) => ({
      name: persona.name,
      link: toFhirBase(baseUrl, persona),
      about: persona.about,
    })),
    entraBase: `${baseUrl}/entra`,
    graphBase: `${baseUrl}/graph/v1.0`,
  };
}

interface Controlled {
  knobs: KnobBox;
  journal: ReturnType<typeof createJournal>;
}
interface Rooms extends Hosts {
  partners: ReadonlyMap<string, PartnerServer>;
  bad: Controlled;
  elsewhere: Controlled;
  entra: Entra;
  graph: Graph;
  clientKeys: ClientKeys | undefined;
}

async function handle(rooms: Rooms, exchange: Exchange): Promise<void> {
  const [room = '', ...rest] = exchange.path;
  const partner = rooms.partners.get(room);
  if (partner !== undefined) await partner.handle(exchange, false);
  else if (room === 'bad') await handleBad(exchange, rest, rooms.baseUrl, rooms.bad.journal);
  else if (room === 'entra') await rooms.entra.handle(exchange, rest);
  else if (room === 'graph') await rooms.graph.handle(exchange, rest);
  else if (room === 'control') {
    const find = (name: string) => {
      if (name === 'bad' || name === 'elsewhere') return rooms[name];
      return rooms.partners.get(name);
    };
    send(exchange, await answerControl({ find, graph: rooms.graph }, exchange, rest));
  } else if (room === '.well-known') {
    for (const one of rooms.partners.values()) if (await one.handleRoot(exchange)) return;
    send(exchange, toJsonAnswer(404, { error: 'nothing here' }));
  } else if (room === '') {
    const links = [...rooms.partners.values()].map(({ persona }) => [
      persona.id,
      toFhirBase(rooms.baseUrl, persona),
    ]);
    send(exchange, toJsonAnswer(200, { links: Object.fromEntries(links) }));
  } else send(exchange, toJsonAnswer(404, { error: 'nothing here' }));
}

/** The second origin: token servers, and whatever else somebody was lured to. */
async function handleOther(rooms: Rooms, exchange: Exchange): Promise<void> {
  const partner = rooms.partners.get(exchange.path[0] ?? '');
  if (partner === undefined || exchange.path[1] !== 'auth')
    await handleElsewhere(exchange, rooms.elsewhere.journal);
  else await partner.handle(exchange, true);
}

async function openRooms(hosts: Hosts, options: SandboxOptions): Promise<Rooms> {
  const { now = new Date(), seed = 5, registeredKeys } = options;
  const entra = createEntra(hosts.baseUrl);
  const played = toPlayed(options).map((id) => personas[id]);
  const isKeyed = played.some(({ auth }) => auth?.method === 'private_key_jwt' || auth?.method === 'entra');
  const clientKeys = isKeyed && registeredKeys === undefined ? await createClientKeys() : undefined;
  const keys = registeredKeys ?? { jwks: clientKeys?.jwks ?? { keys: [] } };
  const keepDataset = createDatasets(now, seed);
  const made = await Promise.all(
    played.map((persona) => createPartnerServer({ persona, ...hosts, keys, keepDataset })),
  );
  const isWarm = new Set<string>(options.warm);
  for (const server of made) if (isWarm.has(server.persona.id)) server.warm();
  return {
    ...hosts,
    partners: new Map(made.map((server) => [server.persona.id, server])),
    bad: { knobs: createKnobBox(), journal: createJournal() },
    elsewhere: { knobs: createKnobBox(), journal: createJournal() },
    entra,
    graph: createGraph(hosts.baseUrl, entra),
    clientKeys,
  };
}

async function serve(work: Promise<void>, exchange: Exchange): Promise<void> {
  try {
    await work;
  } catch (error) {
    const { response } = exchange;
    if (response.headersSent) response.destroy();
    else
      send(exchange, toJsonAnswer(500, { error: error instanceof Error ? error.message : 'sandbox fault' }));
  }
}

type Handle = (rooms: Rooms, exchange: Exchange) => Promise<void>;

/** Rooms need to know the addresses, and those are known once the ports are. */
async function open(options: SandboxOptions): Promise<{ rooms: Rooms; close(): Promise<void> }> {
  let opened: Promise<Rooms> | undefined;
  const listen = (port: number, answer: Handle): Promise<Listening> =>
    listenOnLoopback(port, (request, response) => {
      const rooms = opened;
      if (rooms === undefined) return void response.destroy();
      const exchange = toExchange(request, response);
      void serve(
        rooms.then((ready) => answer(ready, exchange)),
        exchange,
      );
    });
  const needsOther = toPlayed(options).some(
    (id) => id === 'hostile' || personas[id].auth?.isElsewhere === true,
  );
  const here = await listen(options.port ?? 0, handle);
  const other = needsOther ? await listen(0, handleOther) : undefined;
  const baseUrl = `http://localhost:${here.port}`;
  const elsewhereUrl = other === undefined ? baseUrl : `http://localhost:${other.port}`;
  opened = openRooms({ baseUrl, elsewhereUrl }, options);
  return {
    rooms: await opened,
    async close() {
      await Promise.all([here.close(), other?.close()]);
    },
  };
}

export function startSandbox(options?: SandboxOptions & { personas?: never }): Promise<DemoSandbox>;
export function startSandbox(options: SandboxOptions): Promise<Sandbox>;
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { rooms, close } = await open(options);
  const { graph, entra, partners, bad, elsewhere, clientKeys } = rooms;
  const getPartner = (id: AnyPersonaId) => {
    const partner = partners.get(id);
    if (partner === undefined)
      throw new Error(`Persona ${id} was not asked for: startSandbox({ personas: ['${id}'] })`);
    return partner;
  };
  return {
    ...toOffers(rooms, options),
    linkTo: (id, hospital) => toFhirBase(rooms.baseUrl, personas[id], hospital),
    people,
    get teams() {
      return graph.teams;
    },
    graph,
    clientKeys,
    tokenFor: (person, overrides) => entra.signDemoToken(people[person], overrides),
    signDemoToken: entra.signDemoToken,
    knobs: (id) => getPartner(id).knobs,
    journal: (id) => (id === 'bad' ? bad : id === 'elsewhere' ? elsewhere : getPartner(id)).journal.entries,
    records: (id, hospital = 'seaview') => getPartner(id).toRecords(hospital),
    reset() {
      graph.reset();
      for (const { knobs, journal } of [...partners.values(), bad, elsewhere]) {
        knobs.reset();
        journal.clear();
      }
    },
    close,
  };
}
