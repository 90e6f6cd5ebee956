import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toSettings } from '../../../manifest/settings.schema';
import { type SmallApp, startSmallApp } from '../../support/small-app';

let app: SmallApp;
const get = (path: string, language?: string) =>
  app.anybody.get(path, { headers: { 'accept-language': language ?? '*' } });

beforeAll(async () => {
  app = await startSmallApp({ routes: () => [] });
});
afterAll(() => app.close());

describe('privacy and terms of use', () => {
  it('are served where the manifest says that they are, to anybody', async () => {
    const { privacyUrl, termsUrl } = toSettings({ PATIENTS_PUBLIC_URL: 'https://patients.test' }, '1.0.0');
    for (const url of [privacyUrl, termsUrl]) {
      const { status, headers, text } = await get(new URL(url).pathname);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(text).toContain('patients.test');
    }
  });

  it.each([
    ['en-GB,en;q=0.9', 'en'],
    ['ja', 'ja'],
    ['ja-JP,en;q=0.5', 'ja'],
    ['zh-TW', 'zh-TW'],
    ['zh-Hant-TW,zh;q=0.5', 'zh-TW'],
    ['zh-HK', 'zh-TW'],
    ['fr,ja;q=0.4', 'ja'],
    ['fr', 'en'],
    ['*', 'en'],
  ])('who reads %s gets %s', async (asked, given) => {
    const { headers, text } = await get('/privacy', asked);
    expect(headers.get('content-language')).toBe(given);
    expect(headers.get('vary')).toContain('Accept-Language');
    expect(text).toContain(`<html lang="${given}">`);
  });

  it('a language that is chosen goes before that of the browser; an unknown one doesn’t', async () => {
    expect((await get('/terms?lang=ja', 'en')).headers.get('content-language')).toBe('ja');
    for (const lang of ['xx', 'constructor', 'ja&lang=en'])
      expect((await get(`/terms?lang=${lang}`, 'zh-TW')).headers.get('content-language')).toBe('zh-TW');
  });

  it('may load nothing, run nothing and be framed by nobody; their one style sheet is the one that is named', async () => {
    const { headers, text } = await get('/privacy');
    const style = /<style>([^<]*)<\/style>/.exec(text)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('take nothing and log no more than their name', async () => {
    expect((await app.anybody.post('/privacy', { body: {} })).status).toBe(404);
    await get('/privacy?lang=canary');
    expect(app.logged()).toContain('"route":"/privacy"');
    expect(app.logged()).not.toContain('canary');
  });
});
