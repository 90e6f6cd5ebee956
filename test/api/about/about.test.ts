import { describe, expect, it } from 'vitest';
import { createAbout } from '../../../api/about/about';
import type { AboutKind } from '../../../api/about/words';
import { en } from '../../../api/about/words-en';
import { ja } from '../../../api/about/words-ja';
import { zhTw } from '../../../api/about/words-zh-tw';
import { languages } from '../../../api/contract/languages';
import { limits } from '../../../api/contract/limits';

const facts = { host: 'patients.seaview.example', operator: 'Seaview Hospital', cacheSeconds: 45 };
const about = createAbout({ ...facts, contact: 'privacy@seaview.example' });
const kinds: readonly AboutKind[] = ['privacy', 'terms'];
const pages = kinds.flatMap((kind) => languages.map((language) => [kind, language] as const));

describe('the pages that the manifest names', () => {
  it.each(pages)('%s in %s say who runs it and how to reach them, and have no script', (kind, language) => {
    const page = about.toPage(kind, language);
    for (const fact of ['patients.seaview.example', 'Seaview Hospital', 'privacy@seaview.example'])
      expect(page).toContain(fact);
    expect(page).toContain(`<html lang="${language}">`);
    expect(page).not.toMatch(/<script|<form|<img|<link|\son\w+=|javascript:|https?:/i);
    expect(page).not.toMatch(/\{\w+\}|undefined/);
  });

  it.each(languages)(
    'privacy in %s says how long an answer of the EHR and what was removed are kept',
    (language) => {
      const page = about.toPage('privacy', language);
      expect(page).toContain(` 45 `);
      expect(page).toContain(` ${limits.removedKeptDays} `);
    },
  );

  it.each(pages)('%s in %s without an operator says so, instead of nobody', (kind, language) => {
    const page = createAbout({ ...facts, operator: undefined, contact: undefined }).toPage(kind, language);
    expect(page).toContain('IT');
    expect(page).not.toMatch(/Seaview Hospital|\{\w+\}|undefined|<p><\/p>/);
  });

  it.each(pages)('%s in %s leads to the other page and to the other languages', (kind, language) => {
    const page = about.toPage(kind, language);
    const other = kind === 'privacy' ? 'terms' : 'privacy';
    expect(page).toContain(`href="/${other}?lang=${language}"`);
    for (const each of languages)
      expect(page.includes(`href="/${kind}?lang=${each}"`)).toBe(each !== language);
  });

  it('what the operator wrote is text, never markup', () => {
    const page = createAbout({ ...facts, operator: '<b onload="x">&', contact: undefined }).toPage(
      'terms',
      'en',
    );
    expect(page).toContain('&lt;b onload=&quot;x&quot;&gt;&amp;');
    expect(page).not.toContain('<b ');
  });

  it('say the same in every language: as many sections, with as many paragraphs', () => {
    const shapes = [en, ja, zhTw].map(({ sections }) =>
      kinds.map((kind) => sections[kind].map(({ paragraphs }) => paragraphs.length)),
    );
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shapes[2]).toEqual(shapes[0]);
  });
});
