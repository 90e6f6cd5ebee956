// One person at the Teams client of the sandbox: finds things in the tab by the words that this person reads.
import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Language, toLanguage } from '../../api/contract/languages';
import type { TeamAddress } from '../../api/contract/paths';
import { toTabSettings } from '../../tabs/config/tab-settings';
import { loadWords } from '../../tabs/i18n/languages';
import type { Say } from '../../tabs/i18n/useWords';
import { ward5 } from './team';

export interface Look {
  readonly person?: 'olivia' | 'chen' | 'priya' | 'gus' | 'nadia' | 'bruno';
  readonly theme?: 'default' | 'dark' | 'contrast';
  readonly locale?: 'en-us' | 'en-gb' | 'ja-jp' | 'zh-tw';
  /** The tab is 390 px wide, as on a phone. */
  readonly isPhone?: boolean;
  /** Without the tab, to add it as a person does. */
  readonly isBare?: boolean;
  readonly isPersonal?: boolean;
  readonly address?: TeamAddress;
  /** How Teams' sign-in goes wrong; see test/sandbox/teams-host/page/sign-in.ts. */
  readonly signIn?: string;
}

export interface Actor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly language: Language;
  /** The tab's own frame. */
  readonly tab: FrameLocator;
  readonly say: Say;
  readonly button: (...words: Parameters<Say>) => Locator;
  readonly field: (...words: Parameters<Say>) => Locator;
  readonly heading: (...words: Parameters<Say>) => Locator;
  readonly text: (...words: Parameters<Say>) => Locator;
  readonly menuItem: (...words: Parameters<Say>) => Locator;
  /** The grid's rows, without headings. */
  readonly rows: Locator;
  /** The grid's row of this patient. */
  readonly row: (name: string | RegExp) => Locator;
  readonly cell: (name: string | RegExp, column: string) => Locator;
  /** Changes Teams' theme without a click, so that what is open stays open, until the tab has followed. */
  readonly turnTo: (theme: NonNullable<Look['theme']>) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What the person has already added to the channel; the page keeps it where only this browser sees it. */
function addTabBefore({ key, tab }: { key: string; tab: object }): void {
  if (localStorage.getItem(key) === null) localStorage.setItem(key, JSON.stringify([tab]));
}

function toAddress(origin: string, look: Look): string {
  const query = new URLSearchParams({
    person: look.person ?? 'olivia',
    theme: look.theme ?? 'default',
    locale: look.locale ?? 'en-us',
    channel: (look.address ?? ward5).channelId,
  });
  if (look.isPhone) query.set('phone', '1');
  if (look.signIn) query.set('sign-in', look.signIn);
  if (look.isPersonal) query.set('personal', '1');
  return `${origin}/teams?${query}`;
}

/** `prepare` sees the page before it goes anywhere. */
export async function enter(
  browser: Browser,
  origin: string,
  look: Look,
  prepare?: (page: Page) => void,
): Promise<Actor> {
  const locale = look.locale ?? 'en-us';
  const context = await browser.newContext({
    locale,
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
    timezoneId: 'Europe/London',
  });
  // Teams' own list of domains; the SDK goes on without it.
  await context.route('https://res.cdn.office.net/**', (route) => route.abort());
  if (!look.isBare) {
    const { name, pageId, contentUrl, websiteUrl } = toTabSettings(origin, 'Patients');
    const key = `sandbox-teams-tabs ${(look.address ?? ward5).channelId}`;
    await context.addInitScript(addTabBefore, {
      key,
      tab: { name, entityId: pageId, contentUrl, websiteUrl },
    });
  }
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  prepare?.(page);
  await page.goto(toAddress(origin, look));
  return toActor(page, toLanguage(locale));
}

async function turnTo(page: Page, tab: FrameLocator, theme: string): Promise<void> {
  const select = page.getByTestId('theme');
  if ((await select.inputValue()) === theme) return;
  const colours = () =>
    tab
      .locator('.fui-FluentProvider')
      .first()
      .evaluate((root) => getComputedStyle(root).getPropertyValue('--colorNeutralBackground2'));
  const before = await colours();
  await select.evaluate((element, value) => {
    if (element instanceof HTMLSelectElement) element.value = value;
    element.dispatchEvent(new Event('change'));
  }, theme);
  // A theme is a file of its own.
  await expect.poll(colours, { timeout: 15_000 }).not.toBe(before);
}

async function toActor(page: Page, language: Language): Promise<Actor> {
  const dictionary = await loadWords(language);
  const say: Say = (key, values) => {
    const found = dictionary.find(key, values);
    if (found === undefined) throw new Error(`no words for ${key}`);
    return found;
  };
  const tab = page.frameLocator('iframe[data-testid="app-frame"]');
  const rows = tab.locator('[role="row"][data-row]:not([data-row="head"])');
  const row = (name: string | RegExp) => rows.filter({ hasText: name });
  return {
    page,
    context: page.context(),
    language,
    tab,
    say,
    button: (...words) => tab.getByRole('button', { name: say(...words), exact: true }),
    // The list waits, hidden, while another screen is open.
    field: (...words) => tab.getByLabel(say(...words)).filter({ visible: true }),
    heading: (...words) => tab.getByRole('heading', { name: say(...words) }),
    // The first: what a toast says is said a second time, to screen readers.
    text: (...words) =>
      tab
        .getByText(say(...words))
        .filter({ visible: true })
        .first(),
    menuItem: (...words) => tab.getByRole('menuitem', { name: say(...words) }),
    rows,
    row,
    cell: (name, column) => row(name).locator(`[data-column="${column}"]`),
    turnTo: (theme) => turnTo(page, tab, theme),
    close: () => page.context().close(),
  };
}
