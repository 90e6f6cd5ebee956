// Serves the built tab: hashed files for ever and compressed beforehand, the page itself fresh with this answer's nonce.
import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type RequestHandler, Router } from 'express';
import { notFound } from '../errors/known-errors';
import { getContext } from '../observability/request-context.middleware';
import { getNonce } from './security-headers.middleware';

const types: Readonly<Record<string, string>> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  txt: 'text/plain; charset=utf-8',
  woff2: 'font/woff2',
};
const encodings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
] as const;
const assetName = /^[\w-]+(\.[\w-]+)*\.(js|css|svg|png|txt|woff2)$/;
const placeholder = '__CSP_NONCE__';
const year = 365 * 24 * 3600;

/** `folder`: dist/tab. Read at the first request, so that the API can start before the tab is built. */
export function createTabFiles(folder: string): Router {
  const router = Router();
  router.get('/assets/:name', serveAsset(join(folder, 'assets')));
  router.get('/{*path}', servePage(folder));
  return router;
}

function serveAsset(folder: string): RequestHandler {
  return async (request, response) => {
    getContext(response).route = '/assets/{name}';
    const { name } = request.params;
    const type =
      typeof name === 'string' && assetName.test(name) ? types[name.split('.').at(-1) ?? ''] : undefined;
    if (typeof name !== 'string' || type === undefined) throw notFound();
    const accepted = request.acceptsEncodings('br', 'gzip', 'identity');
    const encoding = encodings.find((each) => each.name === accepted);
    const isCompressed = encoding !== undefined && (await isFile(join(folder, `${name}${encoding.ending}`)));
    if (!isCompressed && !(await isFile(join(folder, name)))) throw notFound();
    response.set({
      'Content-Type': type,
      'Cache-Control': `public, max-age=${year}, immutable`,
      Vary: 'Accept-Encoding',
    });
    if (isCompressed) response.set('Content-Encoding', encoding.name);
    response.sendFile(`${name}${isCompressed ? encoding.ending : ''}`, {
      root: folder,
      cacheControl: false,
      etag: false,
      lastModified: false,
    });
  };
}

/** Every path that is no file is a screen of the tab: the page finds out which. */
function servePage(folder: string): RequestHandler {
  let page: string | undefined;
  return (_request, response) => {
    getContext(response).route = '/{screen}';
    page ??= readPage(folder);
    if (page === undefined) throw notFound();
    response
      .set('Cache-Control', 'no-cache')
      .type('html')
      .send(page.replaceAll(placeholder, getNonce(response)));
  };
}

function readPage(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, 'index.html'), 'utf8');
  } catch {
    return undefined;
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
