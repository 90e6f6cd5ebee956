// T46: what somebody without a token finds: the tab's files, health, the description, the key set, two pages; else 401 and 404.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { echoPost, echoPut, madeUpRoute, whoAmI } from '../../support/made-up-routes';
import { type SmallApp, startSmallApp } from '../../support/small-app';

const folder = mkdtempSync(join(tmpdir(), 'patients-crawl-'));
let app: SmallApp;
beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>the tab</title>');
  writeFileSync(join(folder, '.env'), 'CANARY');
  for (const name of ['main.js', 'main.js.map', 'main.js.LICENSE.txt', '.hidden.js', 'stats.json'])
    writeFileSync(join(folder, 'assets', name), name === 'main.js' ? '1' : 'CANARY');
  app = await startSmallApp({
    routes: () => [whoAmI, echoPost, echoPut, madeUpRoute('X', '/x')],
    tabFolder: folder,
  });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const open = [
  '/api/health',
  '/api/openapi.json',
  '/.well-known/jwks.json',
  '/privacy',
  '/terms',
  '/assets/main.js',
];
const closed = [
  '/api',
  '/api/',
  '/api/metrics',
  '/api/downloads/',
  `/api/downloads/${'A'.repeat(43)}`,
  '/api/admin',
  '/api/openapi.yaml',
  '/api/../.env',
  '/assets/main.js.map',
  '/assets/.hidden.js',
  '/assets/stats.json',
  '/assets/../.env',
  '/assets/%2e%2e/.env',
  '/assets/..%2f.env',
  '/assets/%2e%2e%2findex.html',
  '/assets/main.js%00.map',
  '/assets/',
];

it('T46: without a token only files, health, description, keys and two pages are there', async () => {
  for (const path of open) expect([path, (await app.anybody.get(path)).status]).toEqual([path, 200]);
  for (const path of closed) {
    const { status, text } = await app.anybody.get(path);
    expect([path, text.includes('CANARY')]).toEqual([path, false]);
    const isThePage = status === 200 && text.includes('the tab');
    expect([path, status === 404 || status === 401 || isThePage]).toEqual([path, true]);
  }
});

it('T46: no source map and nothing hidden is served, whatever the caller accepts', async () => {
  for (const encoding of ['identity', 'br', 'gzip']) {
    for (const name of ['main.js.map', '.hidden.js', 'stats.json']) {
      const answer = await app.anybody.get(`/assets/${name}`, { headers: { 'accept-encoding': encoding } });
      expect([name, answer.status]).toEqual([name, 404]);
    }
  }
});

it('T46: every path that is no file is the one page, which holds nothing of anybody', async () => {
  for (const path of [
    '/.env',
    '/.git/config',
    '/metrics',
    '/server-status',
    '/wp-admin',
    '/config',
    '/actuator/env',
  ]) {
    const { status, text } = await app.anybody.get(path);
    expect([path, status, text.includes('the tab'), text.includes('CANARY')]).toEqual([
      path,
      200,
      true,
      false,
    ]);
  }
});

it('T46: each route of the description wants a token', async () => {
  const { paths } = (await app.anybody.get('/api/openapi.json')).json as { paths: Record<string, object> };
  const asked = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method, path] as const),
  );
  expect(asked.length).toBeGreaterThan(4);
  for (const [method, path] of asked) {
    const response = await fetch(`${app.url}/api${path}`, { method: method.toUpperCase() });
    expect([method, path, response.status]).toEqual([method, path, 401]);
  }
});
