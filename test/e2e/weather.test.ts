import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ListSummary, Row } from '../../api/contract/lists.schema';
import type { Actor } from './actor';
import { openMore } from './screens';
import { type Stage, startStage } from './stage';
import type { Team } from './team';

let stage: Stage;
let team: Team;
let list: ListSummary;
let row: Row;
let olivia: Actor;
beforeAll(async () => {
  stage = await startStage();
  team = stage.team();
  await team.chooseManual();
  list = await team.createList('Ward 5');
});
beforeEach(async () => {
  row = await team.addTyped(list.id, { family: `Lindgren ${Date.now()}`, mainProblem: 'Fever' });
  olivia = await stage.enter();
  await olivia.row(name()).waitFor();
});
afterAll(() => stage.stop());

const name = () => String(row.typed.family?.value);
const editor = () => olivia.tab.locator('[data-editor]');

async function typeProblem(text: string): Promise<void> {
  await olivia.cell(name(), 'mainProblem').dblclick();
  await editor().getByRole('textbox').fill(text);
}
const save = () =>
  editor()
    .getByRole('button', { name: olivia.say('app.save') })
    .click();

it('the API goes away in mid-edit: what was typed stays, and is saved once it is back', async () => {
  await typeProblem('Pneumonia');
  await stage.stopApi();
  await save();
  await editor().getByRole('alert').waitFor();
  expect(await editor().getByRole('textbox').inputValue()).toBe('Pneumonia');
  await stage.startApi();
  await save();
  await olivia.cell(name(), 'mainProblem').getByText('Pneumonia').waitFor();
  await olivia.page.reload();
  await olivia.cell(name(), 'mainProblem').getByText('Pneumonia').waitFor();
});

it('the network is cut: the tab says so, nothing typed is lost, and saving works again afterwards', async () => {
  await typeProblem('Dehydration');
  await olivia.context.setOffline(true);
  const [beginning = ''] = olivia.say('app.offline', { time: '|' }).split('|');
  const notice = olivia.tab.getByRole('status').filter({ hasText: beginning });
  await notice.waitFor();
  expect(await notice.textContent()).toMatch(/\d\d:\d\d/);
  await save();
  await editor().getByRole('alert').waitFor();
  await olivia.context.setOffline(false);
  await notice.waitFor({ state: 'detached' });
  await save();
  await olivia.cell(name(), 'mainProblem').getByText('Dehydration').waitFor();
});

it('two people change the same thing: the second one sees both and chooses', async () => {
  await typeProblem('Mine');
  await team.editTyped(list.id, row, { mainProblem: 'Theirs' });
  await save();
  const conflict = editor().getByRole('alert');
  await conflict.getByText('Theirs', { exact: true }).waitFor();
  await conflict.getByText('Mine', { exact: true }).waitFor();
  await conflict.getByRole('button', { name: olivia.say('list.conflict.keepMine') }).click();
  await olivia.cell(name(), 'mainProblem').getByText('Mine').waitFor();
});

it('whoever opens the settings while the network is gone comes back to the list and to the note that was begun', async () => {
  await olivia.cell(name(), 'patient').click();
  const note = olivia.tab.getByRole('complementary').getByRole('textbox');
  await note.fill('Ask the family');
  await olivia.page.keyboard.press('Escape');
  await olivia.button('list.more').click();
  // The menu is a part that comes with the first press, unless it was fetched ahead.
  await olivia.menuItem('list.settings').waitFor();
  await olivia.context.setOffline(true);
  await olivia.menuItem('list.settings').click();
  await olivia.button('app.back').click();
  await olivia.cell(name(), 'patient').click();
  await expect.poll(() => note.inputValue()).toBe('Ask the family');
  await olivia.context.setOffline(false);
});

it('a reading that breaks off says so, and when to try again if the API wants time', async () => {
  const open = /\/lists\/[0-9a-f-]+$/;
  await olivia.page.route(open, async (route) => {
    const body = await (await route.fetch()).text();
    await route.fulfill({
      contentType: 'application/x-ndjson',
      body: body.slice(0, body.indexOf('\n') + 20),
    });
  });
  await openMore(olivia, 'refresh');
  await olivia.text('errors.unreachable.what').waitFor();
  await olivia.page.unroute(open);
  const wait = { type: '', title: '', status: 429, code: 'rate_limited', detail: '', retryAfterSeconds: 47 };
  await olivia.page.route(open, (route) =>
    route.fulfill({
      status: 429,
      contentType: 'application/problem+json',
      body: JSON.stringify(wait),
    }),
  );
  await olivia.button('app.retry').click();
  await olivia.text('errors.rate_limited.next', { seconds: 47 }).waitFor();
});
