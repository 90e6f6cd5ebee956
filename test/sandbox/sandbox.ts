// The sandbox: made-up partners, FHIR servers, Entra and Graph on one loopback address. Everything in it is invented or synthetic.
import { badServerIds, handleBad } from './bad-servers';
import type { HospitalId } from './census/hospital';
import { answerControl } from './control/control';
import { createJournal, type JournalEntry } from './control/journal';
import { createKnobBox, type KnobBox } from './control/knobs';
import { type Exchange, send, toExchange, toJsonAnswer } from './exchange';
import { listenOnLoopback } from './listen';
import { createPartnerServer, type PartnerServer } from './partner-server';
import { type Persona, type PersonaId, personaIds, personas, toFhirBase, toTokenEndpoint } from './persona';
import { createEntra, type Entra, type TokenOverrides } from './teams/entra';
import { createGraph, type Graph } from './teams/graph';
import { type DemoTeam, type PersonKey, people } from './teams/people';

export interface SandboxOptions {
  port?: number;
  /** When the made-up census is. */
  now?: Date;
  seed?: number;
  /** Personas whose data are made at once instead of at their first request. */
  warm?: readonly PersonaId[];
}
/** An entry of the operator's partner registry. */
export interface RegistryEntry {
  id: string;
  name: string;
  bases: string[];
  tokenEndpoint: string;
  auth: { kind: 'client_secret_post' | 'client_secret_basic'; clientId: string; clientSecret: string };
  scope: string;
  mrnSystem?: string;
}
export interface OfferedLink {
  name: string;
  link: string;
  about: string;
}
export interface Sandbox {
  baseUrl: string;
  /** FHIR base of each persona. */
  links: Record<PersonaId, string>;
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
  tokenFor(person: PersonKey, overrides?: TokenOverrides): Promise<string>;
  signDemoToken: Entra['signDemoToken'];
  knobs(persona: PersonaId): KnobBox;
  journal(persona: PersonaId | 'bad'): readonly JournalEntry[];
  /** One hospital's data on one server: a test moves a bed or ends a stay here. `reset` does not undo it. */
  records(persona: PersonaId, hospital?: HospitalId): ReturnType<PartnerServer['toRecords']>;
  /** Calm weather, empty journals, the first teams. */
  reset(): void;
  close(): Promise<void>;
}

function toRegistryEntry(
  baseUrl: string,
  { id, name, auth, mrnSystem, isMrnSystemRegistered }: Persona,
): RegistryEntry[] {
  if (auth === undefined) return [];
  return [
    {
      id,
      name,
      bases: [toFhirBase(baseUrl, id)],
      tokenEndpoint: toTokenEndpoint(baseUrl, id),
      auth: { kind: auth.method, clientId: auth.clientId, clientSecret: auth.clientSecret },
      scope: '{tid}',
      ...(isMrnSystemRegistered ? { mrnSystem } : {}),
    },
  ];
}

function byName<Name extends string, Value>(names: readonly Name[], toValue: (name: Name) => Value) {
  return Object.fromEntries(names.map((name) => [name, toValue(name)])) as Record<Name, Value>;
}

/** What the sandbox offers, once its address is known. */
function toOffers(baseUrl: string) {
  const all = personaIds.map((id) => personas[id]);
  return {
    baseUrl,
    links: byName(personaIds, (id) => toFhirBase(baseUrl, id)),
    badLinks: byName(badServerIds, (id) => `${baseUrl}/bad/${id}`),
    partnerRegistry: all.flatMap((persona) => toRegistryEntry(baseUrl, persona)),
    openServers: [toFhirBase(baseUrl, 'open')],
    offeredLinks: all.map(({ id, name, about }) => ({ name, link: toFhirBase(baseUrl, id), about })),
    entraBase: `${baseUrl}/entra`,
    graphBase: `${baseUrl}/graph/v1.0`,
  };
}

interface Rooms {
  baseUrl: string;
  partners: ReadonlyMap<string, PartnerServer>;
  bad: { knobs: KnobBox; journal: ReturnType<typeof createJournal> };
  entra: Entra;
  graph: Graph;
}

async function handle(rooms: Rooms, exchange: Exchange): Promise<void> {
  const [room = '', ...rest] = exchange.path;
  const partner = rooms.partners.get(room);
  if (partner !== undefined) await partner.handle(exchange);
  else if (room === 'bad') await handleBad(exchange, rest, rooms.baseUrl, rooms.bad.journal);
  else if (room === 'entra') await rooms.entra.handle(exchange, rest);
  else if (room === 'graph') await rooms.graph.handle(exchange, rest);
  else if (room === 'control') {
    const find = (name: string) => (name === 'bad' ? rooms.bad : rooms.partners.get(name));
    send(exchange, await answerControl({ find, graph: rooms.graph }, exchange, rest));
  } else if (room === '') send(exchange, toJsonAnswer(200, { links: toOffers(rooms.baseUrl).links }));
  else send(exchange, toJsonAnswer(404, { error: 'nothing here' }));
}

async function openRooms(baseUrl: string, options: SandboxOptions): Promise<Rooms> {
  const { now = new Date(), seed = 5 } = options;
  const entra = createEntra(baseUrl);
  const made = await Promise.all(
    personaIds.map((id) => createPartnerServer({ persona: personas[id], baseUrl, now, seed })),
  );
  for (const server of made) if (options.warm?.includes(server.persona.id)) server.warm();
  return {
    baseUrl,
    partners: new Map(made.map((server) => [server.persona.id, server])),
    bad: { knobs: createKnobBox(), journal: createJournal() },
    entra,
    graph: createGraph(baseUrl, entra),
  };
}

async function serve(rooms: Promise<Rooms>, exchange: Exchange): Promise<void> {
  try {
    await handle(await rooms, exchange);
  } catch (error) {
    const { response } = exchange;
    if (response.headersSent) response.destroy();
    else
      send(exchange, toJsonAnswer(500, { error: error instanceof Error ? error.message : 'sandbox fault' }));
  }
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  // Rooms need to know the address, and the address is known once the port is.
  let opened: Promise<Rooms> | undefined;
  const listening = await listenOnLoopback(options.port ?? 0, (request, response) => {
    if (opened === undefined) response.destroy();
    else void serve(opened, toExchange(request, response));
  });
  const baseUrl = `http://localhost:${listening.port}`;
  opened = openRooms(baseUrl, options);
  const rooms = await opened;
  const getPartner = (id: PersonaId) => {
    const partner = rooms.partners.get(id);
    if (partner === undefined) throw new Error(`No persona ${id}`);
    return partner;
  };
  return {
    ...toOffers(baseUrl),
    people,
    get teams() {
      return rooms.graph.teams;
    },
    graph: rooms.graph,
    tokenFor: (person, overrides) => rooms.entra.signDemoToken(people[person], overrides),
    signDemoToken: rooms.entra.signDemoToken,
    knobs: (id) => getPartner(id).knobs,
    journal: (id) => (id === 'bad' ? rooms.bad.journal : getPartner(id).journal).entries,
    records: (id, hospital = 'seaview') => getPartner(id).toRecords(hospital),
    reset() {
      rooms.graph.reset();
      for (const { knobs, journal } of [...rooms.partners.values(), rooms.bad]) {
        knobs.reset();
        journal.clear();
      }
    },
    close: listening.close,
  };
}
