import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from './actor';
import { type Stage, startStage } from './stage';

let stage: Stage;
let olivia: Actor;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

it('from manual mode to a typed patient, edited in the row, with a field of the team', async () => {
  olivia = await stage.enter();
  await olivia.button('firstRun.manual.choose').click();
  await olivia.button('list.noList.action').click();
  await olivia.field('list.name.label').fill('Ward 5');
  await olivia.button('list.name.create').click();

  await olivia.button('list.addPatient').first().click();
  await type('family', 'Lindgren');
  await type('given', 'Astrid');
  await type('birthDate', '1951-11-14');
  await type('mrn', 'W5-0042');
  await type('bed', '12');
  await type('ward', '5 West');
  await olivia.button('list.form.addAction').click();
  await olivia.row('Lindgren').waitFor();
  expect(await olivia.cell('Lindgren', 'patient').textContent()).toContain('W5-0042');

  await olivia.button('list.addPatient').first().click();
  await type('family', 'Mistake');
  await olivia.button('list.form.addAction').click();
  await olivia.row('Mistake').waitFor();
  await olivia.text('list.addedName', { name: 'MISTAKE' }).waitFor();
  await olivia.button('app.undo').click();
  await olivia.row('Mistake').waitFor({ state: 'detached' });
  await olivia.row('Lindgren').waitFor();

  await olivia.cell('Lindgren', 'mainProblem').dblclick();
  await type('mainProblem', 'Hip fracture');
  await olivia.page.keyboard.press('Enter');
  await olivia.cell('Lindgren', 'mainProblem').getByText('Hip fracture').waitFor();

  await addField('Isolation', ['None', 'Contact', 'Droplet']);
  await showColumn('Isolation');
  const cell = olivia.tab.locator('[data-column^="field:"][role="gridcell"]').first();
  await cell.dblclick();
  await olivia.tab.locator('[data-editor]').getByRole('combobox').selectOption('Contact');
  await olivia.tab
    .locator('[data-editor]')
    .getByRole('button', { name: olivia.say('app.save') })
    .click();
  await cell.getByText('Contact').waitFor();

  const chen = await stage.enter({ person: 'chen' });
  await chen.cell('Lindgren', 'mainProblem').getByText('Hip fracture').waitFor();
});

async function type(
  key: 'family' | 'given' | 'birthDate' | 'mrn' | 'bed' | 'ward' | 'mainProblem',
  value: string,
) {
  await olivia.tab
    .getByLabel(olivia.say(`list.typed.${key}`), { exact: false })
    .first()
    .fill(value);
}

async function addField(name: string, choices: readonly string[]): Promise<void> {
  await olivia.button('list.more').click();
  await olivia.menuItem('list.settings').click();
  await olivia.button('settings.fields.add').click();
  await olivia.field('settings.fields.name', { number: 1 }).fill(name);
  await olivia.field('settings.fields.type', { number: 1 }).selectOption('choice');
  await olivia.field('settings.fields.choices', { name }).fill(choices.join('\n'));
  await olivia.button('settings.fields.save').click();
  await olivia.text('settings.fields.saved').waitFor();
  await olivia.button('app.back').click();
}

async function showColumn(name: string): Promise<void> {
  await olivia.button('list.more').click();
  await olivia.menuItem('list.columns.open').click();
  await olivia.tab.getByRole('checkbox', { name }).check();
  await olivia.button('app.save').click();
  await olivia.tab.getByRole('columnheader', { name }).waitFor();
}
