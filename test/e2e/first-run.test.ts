import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findViolations } from './axe';
import { type Stage, startStage } from './stage';
import { ward5 } from './team';

/** A private channel of the same team, which keeps its own data. */
const palliative = { ...ward5, channelId: '19:palliative-a@thread.tacv2' };

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

it('the owner sees two ways to begin, each with a sentence, a picture and a button', async () => {
  const { tab, button, text } = await stage.enter();
  await button('firstRun.ehr.choose').waitFor();
  await text('firstRun.ehr.text').waitFor();
  await text('firstRun.manual.text').waitFor();
  await button('firstRun.manual.choose').waitFor();
  expect(await tab.locator('[data-testid^="choose-"] svg').count()).toBe(2);
});

it.each(['en-us', 'ja-jp', 'zh-tw'] as const)('each way to begin is one sentence, in %s', async (locale) => {
  const { say, close } = await stage.enter({ locale });
  for (const words of [say('firstRun.ehr.text'), say('firstRun.manual.text')]) {
    expect(words.match(/[.!?。！？]/g)).toHaveLength(1);
    expect(words).toMatch(/[.。]$/);
  }
  await close();
});

it('the pictures are drawn in the colours of the theme', async () => {
  const { tab, turnTo, button } = await stage.enter();
  await button('firstRun.ehr.choose').waitFor();
  const strokes = () =>
    tab
      .locator('[data-testid^="choose-"] svg')
      .evaluateAll((pictures) =>
        pictures.map((picture) =>
          [...picture.querySelectorAll('[stroke]')].map((part) => getComputedStyle(part).stroke).join(),
        ),
      );
  const light = await strokes();
  expect(light).toHaveLength(2);
  expect(light.join()).toMatch(/rgb/);
  await turnTo('dark');
  const dark = await strokes();
  for (const [at, stroke] of light.entries()) expect(dark[at]).not.toBe(stroke);
});

it('a clinician, no owner, sees who may set it up and can ask again', async () => {
  const { tab, heading, button } = await stage.enter({ person: 'chen' });
  await heading('firstRun.wait.title').waitFor();
  await tab.getByText('Olivia Hart').waitFor();
  await button('app.retry').click();
  await heading('firstRun.wait.title').waitFor();
  expect(await button('firstRun.manual.choose').count()).toBe(0);
});

it('whoever looked at connecting goes back, and both ways are open again', async () => {
  const { button, field } = await stage.enter();
  await button('firstRun.ehr.choose').click();
  await field('settings.connection.link').first().waitFor();
  await button('firstRun.back').click();
  await button('firstRun.manual.choose').waitFor();
  await button('firstRun.ehr.choose').waitFor();
});

it('whoever waits for the owner goes on without a click', async () => {
  const address = palliative;
  const chen = await stage.enter({ person: 'chen', address }, (page) => void page.clock.install());
  await chen.heading('firstRun.wait.title').waitFor();
  await stage.team(address).chooseManual();
  await chen.page.clock.fastForward(10_000);
  await chen.heading('list.noList.title').waitFor();
});

it('where there is no channel, it is said how to get to one', async () => {
  const { page, heading, text } = await stage.enter({ isPersonal: true }, openTabWithoutChannel);
  await heading('app.noChannel.title').waitFor();
  await text('app.noChannel.text').waitFor();
  await page.getByLabel('Loading the tab').waitFor({ state: 'detached' });
});

it('a screen that breaks says so, and goes on once it is loaded again', async () => {
  const { page, button, heading, text } = await stage.enter({}, breakSession);
  await heading('app.crash.title').waitFor();
  await text('app.crash.text').waitFor();
  await page.getByLabel('Loading the tab').waitFor({ state: 'detached' });
  await page.unroute(/\/session$/);
  await button('app.retry').click();
  await button('firstRun.ehr.choose').waitFor();
});

it.each([
  ['somebody in no team', 'nadia'],
  ['somebody of another hospital', 'bruno'],
] as const)('%s learns nothing about this team', async (_who, person) => {
  const { tab, text } = await stage.enter({ person });
  await text('errors.not_a_member.what').waitFor();
  expect(await tab.getByText('Olivia').count()).toBe(0);
});

it('T11: a guest, whom nobody lets in, is told that, who sets it up and who decides; and learns no more', async () => {
  const { tab, text, page } = await stage.enter({ person: 'gus' });
  await text('errors.guest_kept_out.what').waitFor();
  await text('errors.guest_kept_out.next').waitFor();
  expect(await tab.getByText('Olivia').count()).toBe(0);
  expect(await findViolations(page)).toBe('');
});

it("the owner's choice reaches everybody who was waiting", async () => {
  const chen = await stage.enter({ person: 'chen' });
  await chen.heading('firstRun.wait.title').waitFor();
  const olivia = await stage.enter();
  await olivia.button('firstRun.manual.choose').waitFor();
  // It is chosen, but the network goes before that is known here.
  await olivia.page.route(/\/session$/, (route) => route.abort());
  await olivia.button('firstRun.manual.choose').click();
  await olivia.text('errors.unreachable.what').waitFor();
  await olivia.page.unroute(/\/session$/);
  await olivia.button('app.retry').click();
  await olivia.heading('list.noList.title').waitFor();
  await chen.button('app.retry').click();
  await chen.heading('list.noList.title').waitFor();
});

/** The channel's tab in the place of the personal one, where Teams knows of no channel. */
const openTabWithoutChannel = (page: Page) =>
  void page.route(/\/my-lists\?/, (route) =>
    route.fulfill({ status: 302, headers: { location: '/?locale=en-us&theme=default' } }),
  );

/** The answer of another version: what this one draws isn't in it. */
const breakSession = (page: Page) =>
  void page.route(/\/session$/, (route) => route.fulfill({ contentType: 'application/json', body: '{}' }));
