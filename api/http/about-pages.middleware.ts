// Serves /privacy and /terms in the reader's language, under a policy that lets in one style sheet and nothing else.
import { type RequestHandler, Router } from 'express';
import type { About } from '../about/about';
import type { AboutKind } from '../about/words';
import type { Language } from '../contract/languages';
import { getContext } from '../observability/request-context.middleware';

/** What a browser may ask for, and the language that it gets. */
const answers: Readonly<Record<string, Language>> = {
  en: 'en',
  ja: 'ja',
  'zh-TW': 'zh-TW',
  'zh-Hant': 'zh-TW',
  'zh-HK': 'zh-TW',
  'zh-MO': 'zh-TW',
};

export function createAboutPages(about: About): Router {
  const policy = `default-src 'none'; style-src ${about.styleSource}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  const serve =
    (kind: AboutKind): RequestHandler =>
    (request, response) => {
      getContext(response).route = `/${kind}`;
      const { lang } = request.query;
      const chosen = typeof lang === 'string' && Object.hasOwn(answers, lang) ? answers[lang] : undefined;
      const accepted = request.acceptsLanguages(Object.keys(answers));
      const language = chosen ?? (accepted === false ? undefined : answers[accepted]) ?? 'en';
      response
        .set({
          'Content-Security-Policy': policy,
          'Content-Language': language,
          'Cache-Control': 'public, max-age=300',
          Vary: 'Accept-Language',
        })
        .type('html')
        .send(about.toPage(kind, language));
    };
  const router = Router();
  router.get('/privacy', serve('privacy'));
  router.get('/terms', serve('terms'));
  return router;
}
