// The team's own fields of each kind, typed where they stand and shown as people write them.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Field, FieldType } from '../../api/contract/fields.schema';
import type { Actor } from './actor';
import { type Stage, startStage } from './stage';

let stage: Stage;
let olivia: Actor;
let fields: readonly Field[];
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  await team.chooseManual();
  const list = await team.createList('Ward 5');
  await team.addTyped(list.id, { family: 'Lindgren', given: 'Astrid', bed: '12' });
  fields = await team.saveFields([
    { name: 'Review on', type: 'date' },
    { name: 'Drain, ml', type: 'number' },
    { name: 'Fasting', type: 'yesNo' },
    { name: 'Contact', type: 'text' },
    { name: 'Plan', type: 'longText' },
  ]);
  olivia = await stage.enter();
  await olivia.button('list.more').click();
  await olivia.menuItem('list.columns.open').click();
  for (const { name } of fields) await olivia.tab.getByRole('checkbox', { name }).check();
  await olivia.button('app.save').click();
  await olivia.tab.getByRole('columnheader', { name: 'Fasting' }).waitFor();
});
afterAll(() => stage.stop());

const cellOf = (type: FieldType) =>
  olivia.cell('LINDGREN', `field:${fields.find((field) => field.type === type)?.id}`);
const editor = () => olivia.tab.locator('[data-editor]');
const save = () =>
  editor()
    .getByRole('button', { name: olivia.say('app.save') })
    .click();

it('a date is chosen in a date box and shown without being shifted', async () => {
  await cellOf('date').dblclick();
  const box = editor().getByLabel('Review on');
  expect(await box.getAttribute('type')).toBe('date');
  await box.fill('2026-12-01');
  await save();
  await cellOf('date').getByText('Dec 1, 2026').waitFor();
});

it('a number keeps its decimals', async () => {
  await olivia.cell('LINDGREN', 'patient').click();
  await olivia.button('patient.edit').click();
  const form = olivia.tab.getByRole('alertdialog');
  await form.getByLabel('Drain, ml').fill('12.375');
  await form.getByRole('button', { name: olivia.say('app.save') }).click();
  await form.waitFor({ state: 'detached' });
  await olivia.page.keyboard.press('Escape');
  await cellOf('number').getByText('12.375', { exact: true }).waitFor();
});

it('a number typed in its cell is saved at once', async () => {
  await cellOf('number').dblclick();
  await editor().getByLabel('Drain, ml').fill('8,25');
  await save();
  await cellOf('number').getByText('8.25', { exact: true }).waitFor();
  await editor().waitFor({ state: 'detached' });
});

it('yes and no are two answers, and neither is a third', async () => {
  for (const [choice, words] of [
    ['false', olivia.say('patient.no')],
    ['true', olivia.say('patient.yes')],
    ['', '–'],
  ] as const) {
    await cellOf('yesNo').dblclick();
    await editor().getByLabel('Fasting').selectOption(choice);
    await save();
    await cellOf('yesNo').getByText(words, { exact: true }).waitFor();
  }
});

it('a text is one line, a long text has several', async () => {
  await cellOf('text').dblclick();
  await editor().getByLabel('Contact').fill('Daughter, 020 7946 0018');
  await olivia.page.keyboard.press('Enter');
  await cellOf('text').getByText('Daughter, 020 7946 0018').waitFor();
  await cellOf('longText').dblclick();
  await editor().getByLabel('Plan').fill('Walk with the frame');
  await olivia.page.keyboard.press('Enter');
  await olivia.page.keyboard.type('Home on Friday');
  await save();
  await cellOf('longText').getByText('Walk with the frame Home on Friday').waitFor();
});

it('all of them stand after a reload, for somebody else too', async () => {
  const chen = await stage.enter({ person: 'chen' });
  await chen.row('LINDGREN').getByText('8.25').waitFor();
  await chen.row('LINDGREN').getByText('Dec 1, 2026').waitFor();
  await chen.row('LINDGREN').getByText('Daughter, 020 7946 0018').waitFor();
  await chen.row('LINDGREN').getByText('Home on Friday').waitFor();
});
