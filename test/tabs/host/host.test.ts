// The host port: its browser twin, themes and links into the tab.
import { expect, it } from 'vitest';
import { toTabSettings } from '../../../tabs/config/tab-settings';
import { createBrowserHost } from '../../../tabs/host/browser-host';
import { findLinkTarget, toSubPageId } from '../../../tabs/host/deep-link';
import { toThemeName } from '../../../tabs/host/host';

const listId = '11111111-1111-4111-8111-111111111111';
const rowId = '22222222-2222-4222-8222-222222222222';

it.each([
  ['default', 'default'],
  ['dark', 'dark'],
  ['contrast', 'contrast'],
  ['glass', 'default'],
  [undefined, 'default'],
])('theme %s of Teams is our %s', (theirs, ours) => {
  expect(toThemeName(theirs)).toBe(ours);
});

it('a link to a list or a patient comes back as it went', () => {
  for (const target of [{ listId }, { listId, rowId }]) {
    expect(findLinkTarget(toSubPageId(target))).toEqual(target);
  }
});

it.each([
  undefined,
  '',
  'list:',
  'list:1',
  `patient:${listId}`,
  `list:${listId}:${rowId}`,
  'https://evil.example',
])('a link that we did not write points nowhere: %s', (subPageId) => {
  expect(findLinkTarget(subPageId)).toBeUndefined();
});

it('the theme is followed live until one stops listening', () => {
  const host = createBrowserHost({ theme: 'dark' });
  const seen: string[] = [];
  const stop = host.onTheme((theme) => seen.push(theme));
  host.changeTheme('contrast');
  stop();
  host.changeTheme('default');
  expect([host.theme, ...seen]).toEqual(['default', 'contrast']);
});

it('the configuration page saves the name alone, and only a named tab', () => {
  const host = createBrowserHost();
  host.onSaveTab(() => toTabSettings('https://patients.example', 'Round'));
  expect(host.save()).toBeUndefined();
  host.setCanSave(true);
  expect(host.save()).toEqual({
    name: 'Round',
    pageId: 'patients',
    contentUrl: 'https://patients.example/?locale={locale}&theme={theme}',
    websiteUrl: 'https://patients.example/',
  });
});
