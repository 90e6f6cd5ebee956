import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SmallApp, startSmallApp } from '../../support/small-app';

const tabFolder = mkdtempSync(join(tmpdir(), 'patients-tab-'));
const script = 'export const word = "tab";';
let app: SmallApp;

beforeAll(async () => {
  mkdirSync(join(tabFolder, 'assets'));
  writeFileSync(join(tabFolder, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__" />');
  writeFileSync(join(tabFolder, 'assets/main.abc123.js'), script);
  writeFileSync(join(tabFolder, 'assets/main.abc123.js.br'), brotliCompressSync(script));
  writeFileSync(join(tabFolder, 'assets/plain.abc123.js'), script);
  writeFileSync(join(tabFolder, 'assets/plain.abc123.js.gz'), gzipSync(script));
  writeFileSync(join(tabFolder, 'secret.txt'), 'secret');
  app = await startSmallApp({ routes: () => [], tabFolder, frameAncestors: ['https://outlook.office.com'] });
});
afterAll(async () => {
  await app.close();
  rmSync(tabFolder, { recursive: true, force: true });
});

describe('the page', () => {
  it('is the same for every screen, fresh each time, with a nonce that its policy names', async () => {
    const nonces = new Set<string>();
    for (const path of ['/', '/config', '/remove', '/list/abc', '/somewhere?theme=dark']) {
      const { status, headers, text } = await app.anybody.get(path);
      const nonce = /content="([^"]+)"/.exec(text)?.[1] ?? '';
      expect(status).toBe(200);
      expect(headers.get('cache-control')).toBe('no-cache');
      expect(headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(5);
  });

  it('is not what an unknown path of the API answers', async () => {
    expect((await app.anybody.get('/api/teams')).status).toBe(404);
    expect((await app.anybody.post('/list', { body: {} })).status).toBe(404);
  });
});

describe('hashed files', () => {
  it('are kept for ever and sent compressed where a twin is there', async () => {
    const { headers, text } = await app.anybody.get('/assets/main.abc123.js', {
      headers: { 'accept-encoding': 'br, gzip' },
    });
    expect(text).toBe(script);
    expect(headers.get('content-encoding')).toBe('br');
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('vary')).toContain('Accept-Encoding');
    const gzip = await app.anybody.get('/assets/plain.abc123.js', { headers: { 'accept-encoding': 'gzip' } });
    expect([gzip.text, gzip.headers.get('content-encoding')]).toEqual([script, 'gzip']);
    const plain = await app.anybody.get('/assets/main.abc123.js', {
      headers: { 'accept-encoding': 'identity' },
    });
    expect([plain.text, plain.headers.get('content-encoding')]).toEqual([script, null]);
  });

  it.each([
    '/assets/none.js',
    '/assets/main.abc123.js.br',
    '/assets/..%2Fsecret.txt',
    '/assets/%2e%2e/secret.txt',
    '/assets/..%5Csecret.txt',
    '/assets/main.abc123.js%00.svg',
  ])('%s is not there', async (path) => {
    const { status, text } = await app.anybody.get(path);
    expect(text).not.toBe('secret');
    expect(status === 404 || text.includes('csp-nonce')).toBe(true);
  });
});

describe('T16: headers on every answer', () => {
  it.each([
    '/',
    '/assets/main.abc123.js',
    '/assets/none.js',
    '/api/health',
    '/api/openapi.json',
    '/api/nothing',
  ])('%s', async (path) => {
    const { headers } = await app.anybody.get(path);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none';script-src 'self';");
    expect(policy).toContain(
      "frame-ancestors 'self' https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft https://outlook.office.com",
    );
    expect(policy).not.toMatch(/unsafe|\*;| \* /);
    expect(headers.get('x-frame-options')).toBeNull();
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('health', () => {
  it('is public and tells nothing', async () => {
    expect((await app.anybody.get('/api/health')).json).toEqual({ status: 'ok' });
  });
});
