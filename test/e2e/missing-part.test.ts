// A part of the app that can't be loaded: the tab says so in plain words, goes on, and tries again when asked.
import type { Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast } from '../sandbox/census/roles';
import type { Actor } from './actor';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  const connection = await team.connect(stage.sandbox.links.open, 'Open sandbox');
  const list = await team.createList('Ward round');
  await team.addFromEhr(list.id, connection, [cast.accented, cast.highAllergy]);
});
afterAll(() => stage.stop());

const name = 'Müller-Gómez';
const isFilled = (actor: Actor) => actor.tab.locator('[role="grid"][aria-busy="false"]').waitFor();

/** The network is gone for these files; gives back how it comes again. */
async function lose(page: Page, files: string): Promise<() => Promise<void>> {
  const refuse = (route: Route) => route.abort();
  await page.route(files, refuse);
  return () => page.unroute(files, refuse);
}

async function enterWithout(files: string, locale: 'en-us' | 'ja-jp' | 'zh-tw' = 'en-us') {
  const actor = await stage.enter({ locale });
  const comeBack = await lose(actor.page, files);
  await isFilled(actor);
  return { actor, comeBack };
}

describe.each(['en-us', 'ja-jp', 'zh-tw'] as const)('%s', (locale) => {
  it('a menu that does not come is told of over the list, and opens once it can be loaded', async () => {
    const { actor, comeBack } = await enterWithout('**/assets/list-menus.*', locale);
    await actor.button('list.more').click();
    const bar = actor.tab.getByRole('alert').filter({ hasText: actor.say('app.part.missing') });
    await bar.waitFor();
    expect(await actor.rows.count()).toBe(2);
    await comeBack();
    await bar.getByRole('button', { name: actor.say('app.retry') }).click();
    await actor.menuItem('list.settings').waitFor();
    expect(await bar.count()).toBe(0);
    await actor.close();
  });
});

it('whoever goes on without it closes the bar, and the button works the next time', async () => {
  const { actor, comeBack } = await enterWithout('**/assets/list-menus.*');
  await actor.button('list.more').click();
  const bar = actor.tab.getByRole('alert').filter({ hasText: actor.say('app.part.missing') });
  await bar.getByRole('button', { name: actor.say('app.close') }).click();
  await bar.waitFor({ state: 'detached' });
  await comeBack();
  await actor.button('list.more').click();
  await actor.menuItem('list.settings').waitFor();
});

it('what fails twice although there is a network offers to load the tab again', async () => {
  const { actor } = await enterWithout('**/assets/patient.*');
  await actor.cell(name, 'patient').click();
  const bar = actor.tab.getByRole('alert');
  await bar.getByRole('button', { name: actor.say('app.retry') }).click();
  await actor.text('app.part.still').waitFor();
  await bar.getByRole('button', { name: actor.say('app.part.reload') }).waitFor();
});

it('a screen that does not come says so in its place, and leads back to the list', async () => {
  const { actor, comeBack } = await enterWithout('**/assets/settings.*');
  const toSettings = async () => {
    await actor.button('list.more').click();
    await actor.menuItem('list.settings').click();
  };
  await toSettings();
  await actor.heading('app.part.title').waitFor();
  await actor.button('app.back').click();
  await actor.row(name).waitFor();
  await toSettings();
  await actor.heading('app.part.title').waitFor();
  await comeBack();
  await actor.button('app.retry').click();
  await actor.heading('settings.fields.title').waitFor();
});

it('where the first screen is what does not come, Teams shows that, and it can be tried again', async () => {
  const files = '**/assets/my-lists.*';
  const refuse = (route: Route) => route.abort();
  const actor = await stage.enter({ isPersonal: true }, (page) => void page.route(files, refuse));
  await actor.heading('app.part.title').waitFor();
  await actor.page.getByLabel('Loading the tab').waitFor({ state: 'detached' });
  await actor.page.unroute(files, refuse);
  await actor.button('app.retry').click();
  await actor.heading('myLists.title').waitFor();
});

it('a panel whose words do not come is told of, and so is a failure whose bar does not', async () => {
  const { actor } = await enterWithout('**/assets/{more-words-en,failure}.*');
  await actor.cell(name, 'patient').click();
  await actor.text('app.part.missing').waitFor();
  await lose(actor.page, '**/api/teams/**/lists/**');
  await actor.page.reload();
  const failure = actor.tab.getByRole('alert').filter({ hasText: actor.say('app.failed.what') });
  await failure.getByText(actor.say('app.failed.next')).waitFor();
  await failure.getByRole('button', { name: actor.say('app.retry') }).waitFor();
});

it('soon after the list is filled, menus, editor, panel and undo are there without a network', async () => {
  const actor = await stage.enter();
  const loaded: string[] = [];
  actor.page.on('response', (response) => loaded.push(response.url()));
  await isFilled(actor);
  for (const part of [
    'list-menus',
    'list-editor',
    'patient',
    'queries',
    'list-dialogs',
    'toasts',
    'failure',
  ]) {
    await expect
      .poll(() => loaded.some((url) => url.includes(`/assets/${part}.`)), { timeout: 8_000 })
      .toBe(true);
  }
  await actor.context.setOffline(true);
  await actor.cell(name, 'patient').click({ button: 'right' });
  await actor.menuItem('list.row.open').click();
  await actor.tab.getByRole('complementary').waitFor();
  await actor.page.keyboard.press('Escape');
  await actor.cell(name, 'mainProblem').dblclick();
  await actor.tab.locator('[data-editor]').waitFor();
  expect(await actor.text('app.part.missing').count()).toBe(0);
});
