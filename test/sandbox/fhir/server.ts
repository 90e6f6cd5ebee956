// The FHIR server of one persona over HTTP: who may read, which hospital's data, which operation.
import type { HospitalId } from '../census/hospital';
import type { Journal, JournalEntry } from '../control/journal';
import type { KnobBox } from '../control/knobs';
import { sendWeather, toRetry, workFarAway } from '../control/weather';
import type { KeepDataset } from '../dataset';
import { type Exchange, readBody, send, toHeader } from '../exchange';
import { type Persona, toFhirBase } from '../persona';
import type { Authority } from '../token/authority';
import { createAbout } from './about';
import { answerBatch, toBatchRequests } from './batch';
import { FhirFault, toFault } from './fault';
import { findPlace, type Placed } from './place';
import { createResponder, type FhirAnswer, type Responder, toFaultAnswer } from './responder';
import { toSearchParams } from './search-params';
import { createStore } from './store';
import { toMediaType, toPlainErrors } from './wording';

export interface FhirServer {
  /** `path` is what follows the persona. */
  handle(exchange: Exchange, path: readonly string[]): Promise<void>;
  /** What it serves at the root of its host; false: nothing there is its own. */
  handleRoot(exchange: Exchange): Promise<boolean>;
  /** Makes the data now instead of at the first request. */
  warm(): void;
  /** One hospital's data, to look at and to change. */
  toRecords(hospital: HospitalId): Pick<Responder, 'find' | 'ofPatient' | 'put'>;
}
export interface FhirServerOptions {
  persona: Persona;
  baseUrl: string;
  elsewhereUrl: string;
  keepDataset: KeepDataset;
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
const noPlace = 'This address is not yours to read, or does not have an open endpoint.';

function createResponders(options: FhirServerOptions): (hospital: HospitalId) => Responder {
  const { persona, baseUrl, keepDataset, knobs } = options;
  const types = toSearchParams(persona);
  const made = new Map<HospitalId, Responder>();
  knobs.onChange(() => {
    for (const responder of made.values()) responder.clear();
  });
  return (hospitalId) => {
    const known = made.get(hospitalId);
    if (known !== undefined) return known;
    const { record } = persona.quirks ?? {};
    const plain = keepDataset(persona, hospitalId);
    const resources = record === undefined ? plain : plain.map(record);
    const store = createStore(resources, persona.oldestFirst);
    const base = toFhirBase(baseUrl, persona, hospitalId);
    const responder = createResponder({ persona, base, store, types, knobs });
    made.set(hospitalId, responder);
    return responder;
  };
}

function toRecord(exchange: Exchange, body: string): JournalEntry {
  const authorization = toHeader(exchange, 'authorization');
  return {
    method: exchange.request.method ?? '',
    host: toHeader(exchange, 'host'),
    path: exchange.url.pathname,
    query: exchange.url.search.slice(1),
    bodySize: Buffer.byteLength(body),
    ...(body !== '' && body.length <= mostBodyKept ? { body } : {}),
    accept: toHeader(exchange, 'accept'),
    prefer: toHeader(exchange, 'prefer'),
    contentType: toHeader(exchange, 'content-type'),
    hasBearer: /^bearer /i.test(authorization),
    hasSecret: /^basic /i.test(authorization) || /client_(secret|assertion)/.test(body),
  };
}

/** Throws where there is no valid token; undefined: the token doesn't say which hospital. */
async function findHospital(
  { persona, authority }: FhirServerOptions,
  asked: Pick<Asked, 'exchange' | 'record'>,
) {
  if (authority === undefined) return undefined;
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

function toSearchQuery({ persona }: FhirServerOptions, { exchange, body }: Asked): URLSearchParams {
  const { post = 'both', isGetRefused = false, isOtherBodyUnheard = false } = persona.quirks?.search ?? {};
  const query = new URLSearchParams(exchange.url.search);
  if (exchange.request.method !== 'POST') {
    const isPage = query.size === 1 && query.has('_cursor');
    if (!isGetRefused || isPage) return query;
    throw new FhirFault(405, { code: 'not-supported', diagnostics: 'Search with POST and a form.' });
  }
  if (post === 'query') return query;
  if (!toHeader(exchange, 'content-type').startsWith('application/x-www-form-urlencoded')) {
    if (isOtherBodyUnheard) return query;
    throw new FhirFault(415, { code: 'not-supported', diagnostics: 'A posted search is a form.' });
  }
  if (post === 'body') return new URLSearchParams(body);
  for (const [name, value] of new URLSearchParams(body)) query.append(name, value);
  return query;
}

async function answerPost(options: FhirServerOptions, asked: Asked): Promise<FhirAnswer> {
  const { persona, knobs } = options;
  if (persona.batchLimit === 0 || knobs.now.noBatch) {
    const { refusedWith = 405 } = persona.quirks?.batch ?? {};
    throw new FhirFault(refusedWith, { code: 'not-supported', diagnostics: 'This server takes no batch.' });
  }
  const requests = toBatchRequests(asked.body, persona);
  asked.record.entries = requests.length;
  return workFarAway(knobs, { stage: 'fhir', entries: requests.length }, () => {
    const { batchThrottledFrom: throttledFrom } = knobs.now;
    return answerBatch(requests, asked.responder, { persona, isStrict: asked.isStrict, throttledFrom });
  });
}

async function answer(options: FhirServerOptions, asked: Asked): Promise<FhirAnswer> {
  if (asked.exchange.request.method === 'POST' && (asked.path[0] ?? '') === '')
    return answerPost(options, asked);
  return workFarAway(options.knobs, { stage: 'fhir', entries: 1 }, () => answerOne(options, asked));
}

function answerOne(options: FhirServerOptions, asked: Asked): FhirAnswer | Promise<FhirAnswer> {
  const { path, exchange, responder, isStrict } = asked;
  const { method } = exchange.request;
  const [type = '', id, ...more] = path;
  if (method === 'GET' && type === '' && options.persona.quirks?.search?.paging === 'base')
    return responder.page(new URLSearchParams(exchange.url.search), isStrict);
  if (more.length === 0 && type !== '') {
    if ((method === 'GET' && id === undefined) || (method === 'POST' && id === '_search')) {
      return responder.search(type, toSearchQuery(options, asked), isStrict);
    }
    if (method === 'GET' && id !== undefined) return responder.read(type, id);
  }
  throw new FhirFault(405, {
    code: 'not-supported',
    diagnostics: 'This server reads and searches, nothing else.',
  });
}

/** What is refused before anything is read. */
function refuseOdd(
  { persona, knobs }: FhirServerOptions,
  { exchange }: Pick<Asked, 'exchange'>,
  asked: number,
) {
  const { demandHeader, requestBudget } = knobs.now;
  const { isAcceptChecked, throttle } = persona.quirks ?? {};
  const accept = toHeader(exchange, 'accept');
  if (isAcceptChecked === true && accept !== '' && !/json|\*\/\*/.test(accept)) {
    throw toFault({ status: 406, code: 'not-supported', plain: '' }, 'Only JSON is spoken here.');
  }
  if (demandHeader !== null && toHeader(exchange, demandHeader.toLowerCase()) === '') {
    throw new FhirFault(400, { code: 'required', diagnostics: `The header ${demandHeader} is required.` });
  }
  if (requestBudget !== null && asked > requestBudget) {
    const diagnostics = 'Too many requests; come back later.';
    throw new FhirFault(
      429,
      { code: 'throttled', diagnostics },
      toRetry(knobs.now.retryAfter ?? 1, throttle),
    );
  }
}

export function createFhirServer(options: FhirServerOptions): FhirServer {
  const { persona, knobs, journal } = options;
  const toResponder = createResponders(options);
  const about = createAbout(options);
  let asked = 0;
  let sinceChange = 0;
  knobs.onChange(() => {
    sinceChange = 0;
  });

  function toSent(answered: FhirAnswer) {
    const worded = toPlainErrors(persona, answered);
    const headers = Object.entries(persona.quirks?.headers ?? {});
    const own = Object.fromEntries(headers.map(([name, text]) => [name, text.replace('{n}', String(asked))]));
    const type = knobs.now.contentType ?? worded.type ?? toMediaType(persona);
    return { ...worded, type, headers: { ...own, ...worded.headers } };
  }

  async function sendData(
    exchange: Exchange,
    { hospital, path }: Placed,
    body: string,
    record: JournalEntry,
  ): Promise<void> {
    const isStrict = toHeader(exchange, 'prefer').includes('handling=strict');
    let answered: FhirAnswer;
    try {
      const told = await findHospital(options, { exchange, record });
      if (path.join('/') === 'metadata') return await about.send(exchange, 'metadata', hospital);
      sinceChange += 1;
      refuseOdd(options, { exchange }, sinceChange);
      if (await sendWeather(knobs, 'fhir', exchange, persona.quirks?.throttle)) return;
      const responder = toResponder(hospital ?? told ?? persona.hospitals[0] ?? 'seaview');
      answered = await answer(options, { exchange, path, body, responder, isStrict, record });
    } catch (error) {
      if (!(error instanceof FhirFault)) throw error;
      answered = toFaultAnswer(error);
    }
    send(exchange, toSent(answered));
  }

  function sendNoPlace(exchange: Exchange, fault: FhirFault): void {
    send(exchange, toSent(toFaultAnswer(fault)));
  }

  return {
    toRecords: toResponder,
    handleRoot: about.handleRoot,
    async handle(exchange, path) {
      const body = exchange.request.method === 'POST' ? (await readBody(exchange)).toString('utf8') : '';
      const record = toRecord(exchange, body);
      journal.add(record);
      asked += 1;
      const placed = findPlace(persona, path);
      const gateway = persona.quirks?.gateway ?? { status: 404, code: 'not-found' };
      if (placed === undefined) sendNoPlace(exchange, toFault(gateway, 'nothing here'));
      else if ('status' in placed) {
        sendNoPlace(exchange, toFault(placed, noPlace));
      } else if (about.isAbout(exchange, placed.path)) {
        await about.send(exchange, placed.path.join('/'), placed.hospital);
      } else await sendData(exchange, placed, body, record);
      record.status = exchange.response.statusCode;
    },
    warm() {
      for (const hospital of persona.hospitals) toResponder(hospital);
    },
  };
}
