// The Express app from finished parts: the order of the middleware, the mounts, the error writer last.
import express, { type Express } from 'express';
import type { About } from './about/about';
import type { Downloads } from './downloads/downloads.service';
import { createErrorWriter } from './errors/error-writer.middleware';
import { notFound } from './errors/known-errors';
import { createAboutPages } from './http/about-pages.middleware';
import { createDownloadPages } from './http/downloads.middleware';
import { createKeySetPage, type PublicKeySet } from './http/key-set.middleware';
import { createApiRouter, type MountDeps } from './http/mount.middleware';
import { toOpenApi } from './http/openapi';
import type { Route } from './http/route';
import { createSecurityHeaders } from './http/security-headers.middleware';
import { createTabFiles } from './http/tab-files.middleware';
import { createHealth } from './observability/health.routes';
import type { Log } from './observability/log';
import { createRequestContext } from './observability/request-context.middleware';
import { createRequestLog } from './observability/request-log.middleware';

export interface AppDeps extends MountDeps {
  readonly routes: readonly Route[];
  readonly log: Log;
  readonly isReady: () => Promise<boolean>;
  readonly about: About;
  readonly downloads: Pick<Downloads, 'fetch'>;
  /** By which partners check what this app signs. */
  readonly keySet: PublicKeySet;
  /** Folder of the built tab. */
  readonly tabFolder: string;
  readonly frameAncestors: readonly string[];
  /** Address ranges of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
}

export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.set('trust proxy', [...deps.trustedProxies]);
  app.use(createRequestContext(), createRequestLog(deps.log), ...createSecurityHeaders(deps.frameAncestors));
  app.get('/api/health', createHealth(deps.isReady));
  const description = toOpenApi(deps.routes);
  app.get('/api/openapi.json', (_request, response) => {
    response.json(description);
  });
  app.use(createDownloadPages(deps.downloads));
  app.use('/api', createApiRouter(deps.routes, deps), () => {
    throw notFound();
  });
  app.use(createAboutPages(deps.about));
  app.use(createKeySetPage(deps.keySet));
  app.use(createTabFiles(deps.tabFolder));
  app.use(() => {
    throw notFound();
  });
  app.use(createErrorWriter(deps.log));
  return app;
}
