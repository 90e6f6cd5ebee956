// The FHIR server of one persona over HTTP: who may read, which hospital's data, which operation.
import type { HospitalId } from '../census/hospital';
import type { Journal, JournalEntry } from '../control/journal';
import type { KnobBox } from '../control/knobs';
import { sendWeather, waitForWork } from '../control/weather';
import { makeDataset } from '../dataset';
import { type Exchange, readBody, send, toHeader, toJsonAnswer } from '../exchange';
import { type Persona, toFhirBase, toTokenEndpoint } from '../persona';
import type { Authority } from '../token/authority';
import { answerBatch, toBatchRequests } from './batch';
import { toCapability, toSmartConfiguration } from './capability';
import { FhirFault } from './fault';
import { createResponder, type FhirAnswer, type Responder, toFaultAnswer } from './responder';
import { toSearchParams } from './search-params';
import { createStore } from './store';

export interface FhirServer {
  /** `path` is what follows the base. */
  handle(exchange: Exchange, path: readonly string[]): Promise<void>;
  /** Makes the data now instead of at the first request. */
  warm(): void;
  /** One hospital's data, to look at and to change. */
  toRecords(hospital: HospitalId): Pick<Responder, 'find' | 'put'>;
}
export interface FhirServerOptions {
  persona: Persona;
  baseUrl: string;
  now: Date;
  seed: number;
  knobs: KnobBox;
  journal: Journal;
  authority: Authority | undefined;
}
interface Asked {
  exchange: Exchange;
  path: readonly string[];
  body: string;
  responder: Responder;
  isStrict: boolean;
  record: JournalEntry;
}

const mostBodyKept = 4_096;

function createResponders(options: FhirServerOptions): (hospital: HospitalId) => Responder {
  const { persona, baseUrl, now, seed, knobs } = options;
  const types = toSearchParams(persona.release);
  const made = new Map<HospitalId, Responder>();
  knobs.onChange(() => {
    for (const responder of made.values()) responder.clear();
  });
  return (hospitalId) => {
    const known = made.get(hospitalId);
    if (known !== undefined) return known;
    const store = createStore(makeDataset({ persona, hospitalId, now, seed }), persona.oldestFirst);
    const responder = createResponder({
      persona,
      base: toFhirBase(baseUrl, persona.id),
      store,
      types,
      knobs,
    });
    made.set(hospitalId, responder);
    return responder;
  };
}

function toRecord(exchange: Exchange, body: string): JournalEntry {
  const authorization = toHeader(exchange, 'authorization');
  return {
    method: exchange.request.method ?? '',
    path: exchange.url.pathname,
    query: exchange.url.search.slice(1),
    bodySize: Buffer.byteLength(body),
    ...(body !== '' && body.length <= mostBodyKept ? { body } : {}),
    accept: toHeader(exchange, 'accept'),
    prefer: toHeader(exchange, 'prefer'),
    contentType: toHeader(exchange, 'content-type'),
    hasBearer: /^bearer /i.test(authorization),
    hasSecret: /^basic /i.test(authorization) || body.includes('client_secret'),
  };
}

/** Answers as the FHIR specification of the release names them. */
function toMediaType(persona: Persona): string {
  return persona.release === 'DSTU2'
    ? 'application/json+fhir; charset=utf-8'
    : 'application/fhir+json; charset=utf-8';
}

async function findHospital({ persona, authority }: FhirServerOptions, asked: Omit<Asked, 'responder'>) {
  if (authority === undefined) return persona.hospitals[0];
  const token = /^bearer (.+)$/i.exec(toHeader(asked.exchange, 'authorization'))?.[1];
  const checked = token === undefined ? { refused: 'A token is needed.' } : await authority.check(token);
  if ('refused' in checked) {
    const challenge = `Bearer realm="${persona.id}"${token === undefined ? '' : ', error="invalid_token"'}`;
    throw new FhirFault(
      401,
      { code: 'login', diagnostics: checked.refused },
      { 'www-authenticate': challenge },
    );
  }
  asked.record.tokenScope = checked.tid;
  return checked.hospital;
}

function toSearchQuery({ exchange, body }: Asked): URLSearchParams {
  const query = new URLSearchParams(exchange.url.search);
  if (exchange.request.method !== 'POST') return query;
  if (!toHeader(exchange, 'content-type').startsWith('application/x-www-form-urlencoded')) {
    throw new FhirFault(415, { code: 'not-supported', diagnostics: 'A posted search is a form.' });
  }
  for (const [name, value] of new URLSearchParams(body)) query.append(name, value);
  return query;
}

async function answerPost(options: FhirServerOptions, asked: Asked): Promise<FhirAnswer> {
  const { persona, knobs } = options;
  if (persona.batchLimit === 0 || knobs.now.noBatch) {
    throw new FhirFault(405, { code: 'not-supported', diagnostics: 'This server takes no batch.' });
  }
  const requests = toBatchRequests(asked.body, persona);
  asked.record.entries = requests.length;
  await waitForWork(knobs, requests.length);
  return answerBatch(requests, asked.responder, { persona, isStrict: asked.isStrict });
}

async function answer(options: FhirServerOptions, asked: Asked): Promise<FhirAnswer> {
  const { path, exchange, responder, isStrict } = asked;
  const { method } = exchange.request;
  const [type = '', id, ...more] = path;
  if (method === 'POST' && type === '') return answerPost(options, asked);
  await waitForWork(options.knobs, 1);
  if (more.length === 0 && type !== '') {
    if ((method === 'GET' && id === undefined) || (method === 'POST' && id === '_search')) {
      return responder.search(type, toSearchQuery(asked), isStrict);
    }
    if (method === 'GET' && id !== undefined) return responder.read(type, id);
  }
  throw new FhirFault(405, {
    code: 'not-supported',
    diagnostics: 'This server reads and searches, nothing else.',
  });
}

/** metadata and smart-configuration: readable without a token. */
async function sendAbout(options: FhirServerOptions, exchange: Exchange, path: string): Promise<void> {
  const { persona, baseUrl, knobs } = options;
  await waitForWork(knobs, 0);
  if (await sendWeather(knobs, 'metadata', exchange)) return;
  const dropped = knobs.now.dropTypes;
  const types = new Map([...toSearchParams(persona.release)].filter(([type]) => !dropped.includes(type)));
  const base = toFhirBase(baseUrl, persona.id);
  const about = {
    persona,
    base,
    tokenEndpoint: toTokenEndpoint(baseUrl, persona.id),
    types,
    knobs: knobs.now,
  };
  if (path === 'metadata')
    send(exchange, { ...toJsonAnswer(200, toCapability(about)), type: toMediaType(persona) });
  else send(exchange, toJsonAnswer(200, toSmartConfiguration(about)));
}

export function createFhirServer(options: FhirServerOptions): FhirServer {
  const { persona, knobs, journal } = options;
  const toResponder = createResponders(options);

  async function sendData(
    exchange: Exchange,
    path: readonly string[],
    body: string,
    record: JournalEntry,
  ): Promise<void> {
    const isStrict = toHeader(exchange, 'prefer').includes('handling=strict');
    let answered: FhirAnswer;
    try {
      const hospital = await findHospital(options, { exchange, path, body, isStrict, record });
      if (await sendWeather(knobs, 'fhir', exchange)) return;
      const responder = toResponder(hospital ?? 'seaview');
      answered = await answer(options, { exchange, path, body, responder, isStrict, record });
    } catch (error) {
      if (!(error instanceof FhirFault)) throw error;
      answered = toFaultAnswer(error);
    }
    send(exchange, { ...answered, type: toMediaType(persona) });
  }

  return {
    toRecords: toResponder,
    async handle(exchange, path) {
      const body = exchange.request.method === 'POST' ? (await readBody(exchange)).toString('utf8') : '';
      const record = toRecord(exchange, body);
      journal.add(record);
      const joined = path.join('/');
      const isAbout = joined === 'metadata' || joined === '.well-known/smart-configuration';
      if (isAbout && exchange.request.method === 'GET') await sendAbout(options, exchange, joined);
      else await sendData(exchange, path, body, record);
      record.status = exchange.response.statusCode;
    },
    warm() {
      for (const hospital of persona.hospitals) toResponder(hospital);
    },
  };
}
