// Hands a file to a browser that brings nothing but a link: a download in Teams carries no token. One way, once.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type RequestHandler, Router } from 'express';
import { paths } from '../contract/paths';
import type { Downloads } from '../downloads/downloads.service';
import { notFound } from '../errors/known-errors';
import { getContext } from '../observability/request-context.middleware';
import { toClient } from './client';
import { abortOnClose } from './client-gone';

/** 32 random bytes in base64url. */
const secretShape = /^[\w-]{43}$/;

export function createDownloadPages(downloads: Pick<Downloads, 'fetch'>): Router {
  const serve: RequestHandler = async (request, response) => {
    const context = getContext(response);
    context.route = '/api/downloads/{secret}';
    response.set('Cache-Control', 'no-store');
    const { secret } = request.params;
    // Whoever looks first with HEAD must not spend it.
    if (request.method !== 'GET' || typeof secret !== 'string' || !secretShape.test(secret)) throw notFound();
    const { requestId } = context;
    const signal = abortOnClose(response);
    const file = await downloads.fetch({ secret, requestId, client: toClient(request), signal });
    response
      .attachment(file.name)
      .set({ 'Content-Type': file.contentType, 'X-Content-Type-Options': 'nosniff' });
    await pipeline(Readable.from(file.chunks), response);
  };
  const router = Router({ caseSensitive: true, strict: true });
  router.get(decodeURIComponent(paths.download(':secret')), serve);
  return router;
}
