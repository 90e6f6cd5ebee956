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

it('what an EHR would fill is typed as well, and stands in the same columns', async () => {
  for (const column of ['medications', 'coverage'] as const) await showColumn(olivia.say(`column.${column}`));
  await olivia.button('list.addPatient').first().click();
  await type('family', 'Berg');
  await type('allergies', 'Penicillin, Latex');
  await type('admittedOn', new Date(Date.now() - 2 * 24 * 3_600_000).toISOString().slice(0, 10));
  await type('vitals', 'BP 120/80, HR 72');
  await type('coverage', 'Mutual Health');
  await type('medications', 'Apixaban 5 mg; Ramipril 2.5 mg');
  await olivia.button('list.form.addAction').click();
  await olivia.row('BERG').waitFor();
  for (const [column, words] of [
    ['allergies', /Penicillin.*Latex/],
    // The day of this machine may be another one than the browser's.
    ['lengthOfStay', /^D[234]$/],
    ['vitals', /BP 120\/80, HR 72/],
    ['coverage', /Mutual Health/],
    ['medications', /^2: Apixaban 5 mg · Ramipril 2.5 mg/],
  ] as const) {
    expect(await olivia.cell('BERG', column).textContent(), column).toMatch(words);
  }

  const allergies = olivia.cell('Lindgren', 'allergies');
  await allergies.getByText(olivia.say('patient.allergy.notRecorded')).waitFor();
  await allergies.dblclick();
  await olivia.tab.getByLabel(olivia.say('list.typed.noKnownAllergies')).check();
  await olivia.tab
    .locator('[data-editor]')
    .getByRole('button', { name: olivia.say('app.save') })
    .click();
  await allergies.getByText(olivia.say('patient.allergy.noKnown')).waitFor();
});

type Typed =
  | 'family'
  | 'given'
  | 'birthDate'
  | 'mrn'
  | 'bed'
  | 'ward'
  | 'mainProblem'
  | 'allergies'
  | 'admittedOn'
  | 'vitals'
  | 'coverage'
  | 'medications';

async function type(key: Typed, value: string) {
  await olivia.tab
    .getByLabel(olivia.say(`list.typed.${key}`), { exact: true })
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
