// A sign-in that ends while the tab is open: what is on the screen and what is being typed stay, and one button goes on.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ListSummary } from '../../api/contract/lists.schema';
import type { Actor, Look } from './actor';
import { findViolations } from './axe';
import { type Stage, startStage } from './stage';

let stage: Stage;
let list: ListSummary;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  await team.chooseManual();
  list = await team.createList('Ward 5');
  await team.addTyped(list.id, { family: 'Lindgren', mainProblem: 'Fever' });
});
afterAll(() => stage.stop());

const name = 'Lindgren';
const enter = async (look?: Look) => {
  const olivia = await stage.enter(look);
  await olivia.tab.getByText(name.toUpperCase()).first().waitFor();
  return olivia;
};
const endSignIn = (olivia: Actor, how: string) => olivia.page.getByTestId('sign-in').selectOption(how);
const notice = (olivia: Actor) => olivia.tab.getByRole('alert').filter({ has: olivia.button('app.signIn') });

it('in mid-edit: what was typed stays, and is saved after the sign-in was confirmed', async () => {
  const olivia = await enter();
  const editor = olivia.tab.locator('[data-editor]');
  const save = editor.getByRole('button', { name: olivia.say('app.save') });
  await olivia.cell(name, 'mainProblem').dblclick();
  await editor.getByRole('textbox').fill('Pneumonia');
  await endSignIn(olivia, 'consent');
  await save.click();
  await editor.getByRole('alert').waitFor();
  await notice(olivia).waitFor();
  expect(await findViolations(olivia.page)).toBe('');
  await olivia.button('app.signIn').click();
  await notice(olivia).waitFor({ state: 'detached' });
  expect(await editor.getByRole('textbox').inputValue()).toBe('Pneumonia');
  await save.click();
  await olivia.cell(name, 'mainProblem').getByText('Pneumonia').waitFor();
});

it('in a dialog: it can be confirmed there, and what was typed is added', async () => {
  const olivia = await enter();
  await olivia.button('list.addPatient').first().click();
  const form = olivia.tab.getByRole('alertdialog');
  await form.getByLabel(olivia.say('list.typed.family')).fill('Berg');
  await endSignIn(olivia, 'cancelled');
  await olivia.button('list.form.addAction').click();
  const failure = form.getByRole('alert');
  await failure.getByText(olivia.say('errors.sign_in_needed.what')).waitFor();
  await failure.getByRole('button', { name: olivia.say('app.signIn') }).click();
  await failure.getByText(olivia.say('errors.sign_in_cancelled.what')).waitFor();
  await endSignIn(olivia, 'consent');
  await failure.getByRole('button', { name: olivia.say('app.signIn') }).click();
  await failure.waitFor({ state: 'detached' });
  await olivia.button('list.form.addAction').click();
  await olivia.row('Berg').waitFor();
  expect(await notice(olivia).count()).toBe(0);
});

it('refused, it says by whom and stays; what is known stays on the screen, on a phone too', async () => {
  const olivia = await enter({ isPhone: true, locale: 'ja-jp' });
  await endSignIn(olivia, 'policy');
  await olivia.tab.getByText(name.toUpperCase()).click();
  await notice(olivia).waitFor();
  await olivia.button('app.signIn').click();
  await olivia.text('errors.sign_in_policy.what').waitFor();
  expect(await olivia.button('app.signIn').boundingBox()).toMatchObject({ height: 44 });
  await olivia.button('app.back').click();
  await olivia.tab.getByText(name.toUpperCase()).waitFor();
  await endSignIn(olivia, '');
  await olivia.button('app.signIn').click();
  await notice(olivia).waitFor({ state: 'detached' });
});

it('who opens their own lists first is asked at a door, not told of a breakdown', async () => {
  const olivia = await stage.enter({ isPersonal: true, signIn: 'consent' });
  await olivia.text('errors.sign_in_needed.next').waitFor();
  expect(await olivia.tab.getByRole('alert').count()).toBe(0);
  await olivia.button('app.signIn').click();
  await olivia.tab.getByText(list.name, { exact: true }).waitFor();
});

it('under the cover: who comes back confirms the sign-in there', async () => {
  const olivia = await stage.enter({}, (page) => void page.clock.install());
  await olivia.row(name).waitFor();
  await olivia.page.clock.fastForward(26 * 3_600_000);
  const cover = olivia.tab.getByRole('dialog', { name: olivia.say('app.idle.title') });
  await cover.waitFor();
  await endSignIn(olivia, 'consent');
  await olivia.button('app.idle.show').click();
  await cover.getByText(olivia.say('errors.sign_in_needed.next')).waitFor();
  await cover.getByRole('button', { name: olivia.say('app.signIn') }).click();
  await cover.waitFor({ state: 'detached' });
  await olivia.row(name).waitFor();
  expect(await notice(olivia).count()).toBe(0);
});
