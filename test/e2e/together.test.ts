// Two people at the same list at the same time: nobody's words are lost, both names are in view, and what one takes away doesn't
// pull the ground from under the other.
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ListSummary, Row } from '../../api/contract/lists.schema';
import { places } from '../support/people';
import type { Actor, Look } from './actor';
import { openMore, openPatient } from './screens';
import { type Stage, startStage } from './stage';
import type { Team } from './team';

let stage: Stage;
let team: Team;
beforeAll(async () => {
  stage = await startStage();
  team = stage.team();
  await team.chooseManual();
  await team.createList('Ward 5');
});
afterAll(() => stage.stop());

const listButton = (actor: Actor) => actor.tab.locator('button[aria-haspopup="menu"]').first();
async function startRenaming(actor: Actor, name: string): Promise<void> {
  await listButton(actor).click();
  await actor.menuItem('list.rename').click();
  await actor.field('list.name.label').fill(name);
}

it('two people rename a list: the second sees both names, and the first one’s stands', async () => {
  const olivia = await stage.enter();
  const chen = await stage.enter({ person: 'chen' });
  await startRenaming(olivia, 'Ward 5 East');
  await startRenaming(chen, 'Ward 5 by day');
  await chen.button('list.name.rename').click();
  await listButton(chen).filter({ hasText: 'Ward 5 by day' }).waitFor();

  await olivia.button('list.name.rename').click();
  await olivia.text('list.name.now', { name: 'Ward 5 by day' }).waitFor();
  expect(await olivia.field('list.name.label').inputValue()).toBe('Ward 5 East');
  await olivia.button('app.cancel').click();
  await olivia.page.reload();
  await listButton(olivia).filter({ hasText: 'Ward 5 by day' }).waitFor();
});

it('who has seen both names may insist: saving again replaces the other one knowingly', async () => {
  const olivia = await stage.enter();
  const chen = await stage.enter({ person: 'chen' });
  await startRenaming(olivia, 'Ward 5 North');
  await startRenaming(chen, 'Ward 5 South');
  await chen.button('list.name.rename').click();
  await listButton(chen).filter({ hasText: 'Ward 5 South' }).waitFor();

  await olivia.button('list.name.rename').click();
  await olivia.text('list.name.now', { name: 'Ward 5 South' }).waitFor();
  await olivia.button('list.name.rename').click();
  await listButton(olivia).filter({ hasText: 'Ward 5 North' }).waitFor();
  await chen.page.reload();
  await listButton(chen).filter({ hasText: 'Ward 5 North' }).waitFor();
});

interface Ward {
  readonly actor: Actor;
  readonly list: ListSummary;
  readonly rows: readonly Row[];
}

/** A list of its own with two patients, in front of a member. */
async function enterWard(name: string, look: Look = {}): Promise<Ward> {
  const list = await team.createList(name);
  const rows: Row[] = [];
  for (const family of ['Alder', 'Birch']) {
    rows.push(await team.addTyped(list.id, { family, bed: '1', mainProblem: 'Fever' }));
  }
  const actor = await stage.enter({ person: 'chen', ...look });
  await listButton(actor).click();
  await actor.tab.getByRole('menuitemradio', { name }).click();
  await listButton(actor).filter({ hasText: name }).waitFor();
  // What others change from now on is changed under the reader's eyes.
  await actor.tab.getByText('BIRCH').first().waitFor();
  return { actor, list, rows };
}
const panel = (actor: Actor) => actor.tab.getByRole('complementary');
/** Somebody comes back to the window after a while: the session is read again. */
const comeBack = (actor: Actor) =>
  actor.tab.locator('body').evaluate(() => {
    const now = Date.now() + 20_000;
    Date.now = () => now;
    dispatchEvent(new Event('focus'));
  });

it('a patient who is gone, or a list to move to that is gone: nothing is claimed that didn’t happen', async () => {
  const target = await team.createList('Results');
  const { actor, list, rows } = await enterWard('Ward 6');
  const move = async (name: string) => {
    await openPatient(actor, {}, name);
    await actor.button('list.row.move').click();
    await actor.tab.getByRole('menuitem', { name: target.name }).click();
    await actor.text('errors.not_found.what').waitFor();
  };
  const [, birch] = rows;
  if (birch) await team.removeRow(list.id, birch);
  await move('Birch');
  await actor.row('BIRCH').waitFor({ state: 'detached' });
  // What the first try made the tab read again must not tell it of the second.
  await actor.page.route(/\/session$/, (route) => route.abort());
  await team.removeList(target);
  await move('Alder');
  await actor.row('ALDER').waitFor();
  expect(await actor.tab.getByText('is now on').count()).toBe(0);
});

it('who was put back is said to be so only if it’s true, and the focus stays in the drawer', async () => {
  const { actor, list, rows } = await enterWard('Ward 7');
  const [alder] = rows;
  if (alder) await team.removeRow(list.id, alder);
  await actor.page.route(/removed-patients/, (route) => route.abort());
  await openMore(actor, 'removedDrawer.open');
  await actor.tab.getByRole('alert').waitFor();
  await actor.page.unroute(/removed-patients/);
  await actor.button('app.retry').click();
  const putBack = actor.tab.getByRole('button', { name: 'Put' });
  await actor.page.route(/restore/, (route) => route.abort());
  await putBack.click();
  await actor.text('errors.unreachable.what').waitFor();
  await actor.page.unroute(/restore/);
  await putBack.click();
  await putBack.waitFor({ state: 'detached' });
  const close = actor.tab.getByRole('dialog').getByRole('button', { name: actor.say('app.close') });
  await expect.poll(() => close.evaluate((element) => element === document.activeElement)).toBe(true);
});

it('in the form of a phone both stand side by side, in view; mine replaces theirs, and what I left alone stays theirs', async () => {
  const { actor, list, rows } = await enterWard('Ward 8', { isPhone: true });
  const [alder] = rows;
  await openPatient(actor, { isPhone: true }, 'Alder');
  await actor.button('patient.edit').click();
  const form = actor.tab.getByRole('alertdialog');
  await form.getByLabel(actor.say('list.typed.mainProblem')).fill('Mine');
  if (alder) await team.editTyped(list.id, alder, { mainProblem: 'Theirs', bed: '9' });
  await form.getByRole('button', { name: actor.say('app.save') }).click();
  const conflict = form.getByRole('alert');
  await conflict.getByText('Theirs', { exact: true }).waitFor();
  const mine = conflict.getByRole('button', { name: actor.say('list.conflict.keepMine') });
  const edge = async (button: Locator) => (await button.boundingBox())?.y ?? Number.NaN;
  const cancel = form.getByRole('button', { name: actor.say('app.cancel') });
  // Not under the buttons of the form.
  await expect.poll(async () => (await edge(cancel)) - (await edge(mine))).toBeGreaterThanOrEqual(44);
  await mine.click();
  await form.waitFor({ state: 'detached' });
  await panel(actor).getByText('Mine', { exact: true }).waitFor();
  await panel(actor).getByText('9', { exact: true }).waitFor();

  await actor.button('app.back').click();
  await openMore(actor, 'columns.open');
  const columns = actor.tab.getByRole('dialog');
  await columns.getByRole('checkbox', { name: actor.say('column.phone') }).click();
  await team.renameList(list, 'Ward 8 by night');
  await actor.button('app.save').click();
  await actor.text('list.columns.again').waitFor();
  await actor.button('app.save').click();
  await columns.waitFor({ state: 'detached' });
});

it('a list that is deleted under a note half typed stays, says so and can be put back; a dead link says what is shown', async () => {
  const { actor, list, rows } = await enterWard('Ward 9');
  const [alder, birch] = rows;
  await openPatient(actor, {}, 'Alder');
  await panel(actor).getByRole('textbox').fill('Half typed');
  await team.removeList(list);
  await comeBack(actor);
  await actor.text('list.gone.list', { name: list.name }).waitFor();
  await actor.tab.getByRole('alert').getByRole('button', { name: 'Put back' }).click();
  await actor.text('list.gone.list', { name: list.name }).waitFor({ state: 'detached' });
  await actor.button('app.close').click();
  await openPatient(actor, {}, 'Birch');
  await openPatient(actor, {}, 'Alder');
  expect(await panel(actor).getByRole('textbox').inputValue()).toBe('Half typed');
  await actor.button('patient.addNote').click();
  await panel(actor).getByText('Half typed').first().waitFor();

  if (birch) await team.removeRow(list.id, birch);
  const address = actor.page.url();
  const at = (sub: string) => actor.page.goto(`${address}&sub=${sub}`);
  await at(`patient:${list.id}:${birch?.id}`);
  await actor.text('list.gone.patient').waitFor();
  await at(`list:${alder?.id}`);
  await actor.text('list.gone.link').waitFor();
});

it('whoever is no longer in the team sees its patients no longer', async () => {
  const { actor } = await enterWard('Ward 10');
  const gone = { type: '', title: '', status: 404, code: 'not_found', detail: '' };
  const refuse = { status: 404, contentType: 'application/problem+json', body: JSON.stringify(gone) };
  await actor.page.route(/\/api\/teams/, (route) => route.fulfill(refuse));
  await openMore(actor, 'refresh');
  await actor.heading('errors.not_a_member.what').waitFor();
  expect(await actor.tab.getByText('ALDER').count()).toBe(0);
  await actor.page.unroute(/\/api\/teams/);
  await actor.button('app.retry').click();
  await listButton(actor).waitFor();
});

it('a team that is archived in Microsoft 365 says so at once, and in words to whoever tries to change it', async () => {
  stage.sandbox.graph.archive(places.ward6.teamId);
  const owner = await stage.enter({ address: places.ward6 });
  await owner.text('app.archived').waitFor();
  await owner.button('firstRun.manual.choose').click();
  await owner.text('errors.team_archived.what').waitFor();
  await owner.text('errors.team_archived.next').waitFor();
  await owner.button('firstRun.ehr.choose').waitFor();
});
