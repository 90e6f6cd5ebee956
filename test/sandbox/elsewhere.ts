// The sandbox's second origin, as a stranger would own it: it takes whatever comes and writes down whether a secret was among it.
import type { Journal } from './control/journal';
import { type Exchange, readBody, send, toHeader, toJsonAnswer } from './exchange';

/** Whatever came, so that a test can prove that no secret was among it. */
export async function writeDown(exchange: Exchange, journal: Journal): Promise<void> {
  const body = (await readBody(exchange)).toString('utf8');
  const authorization = toHeader(exchange, 'authorization');
  journal.add({
    method: exchange.request.method ?? '',
    host: toHeader(exchange, 'host'),
    path: exchange.url.pathname,
    query: exchange.url.search.slice(1),
    bodySize: Buffer.byteLength(body),
    accept: toHeader(exchange, 'accept'),
    prefer: toHeader(exchange, 'prefer'),
    contentType: toHeader(exchange, 'content-type'),
    hasBearer: /^bearer /i.test(authorization),
    hasSecret: /^basic /i.test(authorization) || /client_(secret|assertion)/.test(body),
  });
}

export async function handleElsewhere(exchange: Exchange, journal: Journal): Promise<void> {
  await writeDown(exchange, journal);
  const stolen = { token_type: 'Bearer', expires_in: 3600, access_token: 'made-up.stolen.token' };
  send(exchange, toJsonAnswer(200, { resourceType: 'Bundle', type: 'searchset', ...stolen }));
}
