// T47: what a page of somebody else says to the tab by postMessage, in the words of Teams. The page opens Teams and the tab in
// windows of its own and talks to them without end.
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Stage, startStage } from '../e2e/stage';
import { type Listening, listenOnLoopback } from '../sandbox/listen';
import { buildTab } from '../sandbox/tab-build';
import { recordFigure } from './figures';

let stage: Stage;
let stranger: Listening;

/** Runs in the stranger's page: every answer and event that Teams could give, to every frame that can be reached. */
function talk(): void {
  const heard: string[] = [];
  Object.assign(window, { heard, sent: 0 });
  addEventListener('message', (event) => heard.push(JSON.stringify(event.data)));
  const target = open(new URLSearchParams(location.search).get('target') ?? '');
  const context = JSON.stringify({
    theme: 'dark',
    groupId: 'canary-forged-team',
    userObjectId: 'canary-forged-person',
  });
  const answers = [['content', 'web', '{}', '2.0.1'], [true, 'canary-forged-token'], [JSON.parse(context)]];
  setInterval(() => {
    for (const place of target
      ? [target, ...Array.from({ length: target.length }, (_, at) => target[at])]
      : []) {
      for (let id = 0; id < 40; id += 1) for (const args of answers) place?.postMessage({ id, args }, '*');
      place?.postMessage({ func: 'themeChange', args: ['dark'] }, '*');
      place?.postMessage({ func: 'beforeUnload', args: [] }, '*');
    }
    Object.assign(window, { sent: target?.length ?? 0 });
  }, 20);
}

beforeAll(async () => {
  await buildTab();
  stage = await startStage();
  const team = stage.team();
  const connection = await team.connect(stage.sandbox.links.open, 'Open');
  const list = await team.createList('Round');
  await team.addFromEhr(list.id, connection, ['made-infant']);
  stranger = await listenOnLoopback(0, (_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<script>(${talk.toString()})()</script>`);
  });
}, 240_000);
afterAll(async () => {
  await stranger.close();
  await stage.stop();
});

async function openBy(context: BrowserContext, target: string): Promise<{ evil: Page; opened: Page }> {
  const evil = await context.newPage();
  const opening = context.waitForEvent('page', (page) => page !== evil);
  await evil.goto(`http://127.0.0.1:${stranger.port}/?target=${encodeURIComponent(target)}`);
  return { evil, opened: await opening };
}

const toHeard = (evil: Page) =>
  evil.evaluate(() => ('heard' in window && Array.isArray(window.heard) ? window.heard.map(String) : []));
const toColour = (page: Page) =>
  page
    .frameLocator('iframe[data-testid="app-frame"]')
    .locator('.fui-FluentProvider')
    .first()
    .evaluate((root) => getComputedStyle(root).getPropertyValue('--colorNeutralBackground2'));

it('T47: a page that opened Teams is not taken for Teams: no theme, no team and no token of it is believed, and it hears nothing', async () => {
  const actor = await stage.enter();
  await actor.rows.first().waitFor();
  const light = await toColour(actor.page);
  const bearers: string[] = [];
  actor.context.on('request', (request) => {
    const { authorization } = request.headers();
    if (authorization) bearers.push(authorization);
  });
  const { evil, opened } = await openBy(actor.context, actor.page.url());
  const tab = opened.frameLocator('iframe[data-testid="app-frame"]');
  await tab.locator('[role="row"][data-row]:not([data-row="head"])').first().waitFor();
  // It reaches the frame of the tab, and has talked to it for a while.
  await expect.poll(() => evil.evaluate(() => 'sent' in window && window.sent)).toBe(1);
  await tab.getByRole('combobox').first().fill('Infant');
  await expect.poll(() => bearers.length).toBeGreaterThan(1);
  const believed = bearers.filter((bearer) => bearer.includes('forged'));
  const colour = await toColour(opened);
  const heard = await toHeard(evil);
  recordFigure({
    id: 'T47',
    name: 'messages of a page that is not Teams',
    tried: 122,
    through: believed.length + heard.length + (colour === light ? 0 : 1),
  });
  expect([believed, heard, colour]).toEqual([[], [], light]);
  // The same words from Teams' own page are followed: they were understood.
  await opened.evaluate(() => frames[0]?.postMessage({ func: 'themeChange', args: ['dark'] }, '*'));
  await expect.poll(() => toColour(opened)).not.toBe(light);
  await actor.close();
});

it('T47: a page that opened the tab itself is told nothing, and what it says makes no Teams of it', async () => {
  const actor = await stage.enter();
  await actor.rows.first().waitFor();
  const { evil, opened } = await openBy(actor.context, `${stage.url}/?theme=default`);
  await opened.getByText(actor.say('app.outside.title')).waitFor({ timeout: 20_000 });
  expect(await opened.evaluate(() => window.opener)).toBeNull();
  expect(await toHeard(evil)).toEqual([]);
  await actor.close();
});
