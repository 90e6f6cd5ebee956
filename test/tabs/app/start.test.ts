// What the address tells before Teams answers.
import { expect, it } from 'vitest';
import { toStartHints } from '../../../tabs/app/start';

it('theme and language come from the address that Teams filled in', () => {
  expect(toStartHints('?locale=ja-jp&theme=dark', 'en')).toEqual({ theme: 'dark', language: 'ja' });
});

it('places that Teams left unfilled are no hints', () => {
  expect(toStartHints('?locale={locale}&theme={theme}', 'zh-TW')).toEqual({
    theme: 'default',
    language: 'zh-TW',
  });
});
