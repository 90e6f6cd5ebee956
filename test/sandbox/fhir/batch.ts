// A batch Bundle in, a batch-response out: each entry with its own status, the answers' bytes joined as they are.
import { STATUS_CODES } from 'node:http';
import type { Persona } from '../persona';
import { isObject, type JsonObject, toObjects, toText } from '../resource';
import { FhirFault } from './fault';
import { type FhirAnswer, type Responder, toFaultAnswer } from './responder';
import { toOneCode } from './wording';

/** The entries' requests. Throws FhirFault. */
export function toBatchRequests(text: string, persona: Persona): JsonObject[] {
  const bundle = toJson(text);
  if (!isObject(bundle) || bundle.resourceType !== 'Bundle' || bundle.type !== 'batch') {
    throw new FhirFault(400, {
      code: 'invalid',
      diagnostics: 'Only a Bundle of type batch can be posted here.',
    });
  }
  const requests = toObjects(bundle.entry).map((entry) => (isObject(entry.request) ? entry.request : {}));
  if (requests.length > persona.batchLimit) {
    const diagnostics = `A batch may have ${persona.batchLimit} entries at the most, this has ${requests.length}.`;
    const { tooMany } = persona.quirks?.batch ?? {};
    throw new FhirFault(400, {
      code: 'too-costly',
      diagnostics: tooMany === undefined ? diagnostics : `${tooMany}: ${diagnostics}`,
    });
  }
  return requests;
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new FhirFault(400, { code: 'structure', diagnostics: 'The body is not JSON.' });
  }
}

function answerEntry(request: JsonObject, responder: Responder, isStrict: boolean): FhirAnswer {
  const method = toText(request.method);
  const [path = '', query = ''] = (toText(request.url) ?? '').replace(/^\//, '').split('?');
  const [type = '', id, ...more] = path.split('/');
  const isSearch = (method === 'GET' && id === undefined) || (method === 'POST' && id === '_search');
  if (isSearch) return responder.search(type, new URLSearchParams(query), isStrict);
  if (method === 'GET' && id !== undefined && more.length === 0) return responder.read(type, id);
  const diagnostics = `A batch can read and search, not ${method ?? 'this'} ${path}.`;
  return toFaultAnswer(new FhirFault(405, { code: 'not-supported', diagnostics }));
}

/** A failed entry has its OperationOutcome in response.outcome, which DSTU2 doesn't know: there it is the resource. */
function toParts(answer: FhirAnswer, isOld: boolean, at: number): Buffer[] {
  const status = `${answer.status} ${STATUS_CODES[answer.status] ?? ''}`.trim();
  const comma = at === 0 ? '' : ',';
  if (answer.status < 400 || isOld) {
    const start = Buffer.from(`${comma}{"response":{"status":"${status}"},"resource":`);
    return [start, answer.body, Buffer.from('}')];
  }
  return [
    Buffer.from(`${comma}{"response":{"status":"${status}","outcome":`),
    answer.body,
    Buffer.from('}}'),
  ];
}

/** A throttled entry, and every one after it. */
const throttled = toFaultAnswer(
  new FhirFault(429, { code: 'throttled', diagnostics: 'The request was throttled.' }),
);

let kept = 0;

/** A place where the answer is said to be kept, though nothing is there. */
function toPlace({ quirks = {} }: Persona): Pick<FhirAnswer, 'headers'> {
  const { keptAt } = quirks.batch ?? {};
  kept += 1;
  return keptAt === undefined ? {} : { headers: { location: keptAt.replace('{n}', String(kept)) } };
}

export function answerBatch(
  requests: readonly JsonObject[],
  responder: Responder,
  options: { persona: Persona; isStrict: boolean; throttledFrom: number | null },
): FhirAnswer {
  const isOld = options.persona.release === 'DSTU2';
  const { throttledFrom } = options;
  const parts = requests.flatMap((request, at) => {
    const isThrottled = throttledFrom !== null && at >= throttledFrom;
    const answer = isThrottled ? throttled : answerEntry(request, responder, options.isStrict);
    return toParts(toOneCode(answer, options.persona.quirks?.batch?.issueCode), isOld, at);
  });
  const start = Buffer.from('{"resourceType":"Bundle","type":"batch-response","entry":[');
  return {
    status: 200,
    body: Buffer.concat([start, ...parts, Buffer.from(']}')]),
    ...toPlace(options.persona),
  };
}
