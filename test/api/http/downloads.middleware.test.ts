// A file on its way to a browser: what breaks it off is told to who runs the server, unless the reader just went away.
import { once } from 'node:events';
import { get } from 'node:http';
import express from 'express';
import { afterEach, describe, expect, it } from 'vitest';
import { paths } from '../../../api/contract/paths';
import { createErrorWriter } from '../../../api/errors/error-writer.middleware';
import { createDownloadPages } from '../../../api/http/downloads.middleware';
import { createLog } from '../../../api/observability/log';
import { createRequestContext } from '../../../api/observability/request-context.middleware';
import { createRequestLog } from '../../../api/observability/request-log.middleware';
import { type Listening, listen } from '../../../api/server';
import { createKeptLog, type KeptLog } from '../../support/kept-log';

const secret = 'A'.repeat(43);
let server: Listening;
let kept: KeptLog;
afterEach(() => server.stop());

async function serve(chunks: AsyncIterable<string>): Promise<string> {
  kept = createKeptLog();
  const log = createLog('info', kept.stream);
  const event = { operation: 'AuditDownload', objects: [], patients: [] } as const;
  const file = { name: 'log.csv', contentType: 'text/csv', event, chunks };
  const app = express();
  app.use(createRequestContext(), createRequestLog(log));
  app.use(createDownloadPages({ fetch: async () => file }), createErrorWriter(log));
  server = await listen(app, { host: '127.0.0.1', port: 0 });
  return `${server.url}${paths.download(secret)}`;
}

async function* breakOff() {
  yield 'seq,at\r\n';
  throw new TypeError('Zebedee Canary is no JSON');
}

/** Until the reader has gone, and then once more. */
async function* goOn(gone: Promise<unknown>) {
  yield 'seq,at\r\n';
  await gone;
  yield 'x'.repeat(1_000_000);
}

describe('a file that breaks off in the middle', () => {
  it('never looks whole, and its cause is in the log, without its words', async () => {
    const response = await fetch(await serve(breakOff()));
    await expect(response.text()).rejects.toThrow();
    await expect.poll(kept.text).toContain('"class":"TypeError"');
    expect(kept.text()).not.toContain('Zebedee');
  });

  it('because its reader has gone is no fault', async () => {
    let leave: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => {
      leave = resolve;
    });
    const request = get(await serve(goOn(gone)));
    const [answer] = await once(request, 'response');
    await once(answer, 'data');
    answer.destroy();
    await expect.poll(kept.text).toContain('"event":"request"');
    leave();
    await server.stop();
    expect(kept.text()).not.toContain('unexpected');
  });
});
