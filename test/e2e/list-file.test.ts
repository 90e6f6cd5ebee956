// A list taken away: as a file where the client saves files, as text to copy where it doesn't.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ListSummary } from '../../api/contract/lists.schema';
import { cast } from '../sandbox/census/roles';
import { readWorkbook } from '../support/read-workbook';
import type { Actor, Look } from './actor';
import { findViolations } from './axe';
import { type Stage, startStage } from './stage';

let stage: Stage;
let list: ListSummary;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  const connection = await team.connect(stage.sandbox.links.open, 'Open sandbox');
  list = await team.createList('Ward round');
  await team.addFromEhr(list.id, connection, [cast.accented, cast.highAllergy, cast.manyVitals]);
});
afterAll(() => stage.stop());

async function openDialog(look: Look = {}): Promise<Actor> {
  const olivia = await stage.enter(look);
  await olivia.tab.locator('[aria-busy="false"]').first().waitFor();
  await olivia.button('list.more').click();
  await olivia.menuItem('list.download').click();
  await olivia.tab.getByRole('dialog').waitFor();
  return olivia;
}

const looks = [
  { locale: 'en-us', theme: 'default' },
  { locale: 'zh-tw', theme: 'dark' },
] as const;
it.each(looks)('%o: an owner is warned, then gets a workbook', async (look) => {
  const olivia = await openDialog(look);
  await olivia.text('download.list.text', { count: 3 }).waitFor();
  expect(await findViolations(olivia.page)).toBe('');
  const download = olivia.page.waitForEvent('download');
  await olivia.button('download.get').click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^patients-list-\d{4}-\d\d-\d\d\.xlsx$/);
  await olivia.text('download.list.handed', { name: file.suggestedFilename() }).waitFor();
  const [sheet = []] = [...readWorkbook(readFileSync(await file.path())).values()];
  const [head = [], ...rows] = sheet;
  expect(head).toContain(olivia.say('column.allergies'));
  expect(rows).toHaveLength(3);
  expect(rows.flat().join('\n')).toMatch(/PENROSE, Alma/);
  await olivia.close();
});

it('where no file came the list stands there as text, to be copied', async () => {
  const olivia = await openDialog({ theme: 'contrast' });
  await olivia.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const download = olivia.page.waitForEvent('download');
  await olivia.button('download.get').click();
  await download;
  await olivia.button('download.list.asText').click();
  const text = olivia.field('download.list.shown');
  await text.waitFor();
  expect((await text.inputValue()).split('\n')[0]).toContain('\tMain problem\t');
  expect(await findViolations(olivia.page)).toBe('');
  await olivia.tab.getByRole('button', { name: olivia.say('download.list.copy') }).click();
  await olivia.text('app.copied').waitFor();
  await olivia.close();
});

it('a phone saves no files: only the text is offered', async () => {
  const olivia = await openDialog({ isPhone: true, locale: 'ja-jp' });
  await olivia.text('download.list.phone').waitFor();
  expect(await olivia.tab.getByRole('combobox').count()).toBe(0);
  await olivia.button('download.list.show').click();
  await olivia.field('download.list.shown').waitFor();
  expect(await findViolations(olivia.page)).toBe('');
  const [content = 0, room = 0] = await olivia.tab
    .locator('html')
    .evaluate((html) => [html.scrollWidth, html.clientWidth]);
  expect(content).toBeLessThanOrEqual(room);
  await olivia.close();
});

it('T19: when the hour’s files are used up it says so and when the next one is free', async () => {
  await stage.team().useUpFiles(list.id);
  const olivia = await openDialog();
  await olivia.button('download.get').click();
  await olivia.text('errors.exports_used_up.what').waitFor();
  await olivia.close();
});

it('where the text can’t be had after the file, that is told, and Escape still closes', async () => {
  const olivia = await openDialog();
  const link = { path: '/api/downloads/none', fileName: 'list.xlsx' };
  await olivia.page.route(/\/export$/, (route) => route.fulfill({ status: 201, json: link }));
  await olivia.button('download.get').click();
  await olivia.text('download.list.handed', { name: 'list.xlsx' }).waitFor();
  await olivia.page.route(/\/export$/, (route) => route.abort());
  await olivia.button('download.list.asText').click();
  await olivia.tab.getByRole('dialog').getByText(olivia.say('errors.unreachable.what')).waitFor();
  await olivia.page.keyboard.press('Escape');
  await olivia.tab.getByRole('dialog').waitFor({ state: 'detached' });
  await olivia.close();
});

it('T19: a member is not offered it', async () => {
  const chen = await stage.enter({ person: 'chen' });
  await chen.tab.locator('[aria-busy="false"]').first().waitFor();
  await chen.button('list.more').click();
  await chen.menuItem('list.settings').waitFor();
  expect(await chen.menuItem('list.download').count()).toBe(0);
  await chen.close();
});
