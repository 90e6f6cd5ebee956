// The way of a team from nothing to a list that is in use, by clicks and keys alone: in the dark, in high contrast and on a phone.
// In the default theme the stories beside this one walk it, each its part and further.
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkIds } from '../../api/contract/connect.schema';
import type { TeamAddress } from '../../api/contract/paths';
import type { Actor, Look } from './actor';
import { findViolations } from './axe';
import { isFilled, openMore, openPatient } from './screens';
import { type Stage, startStage } from './stage';
import { ward5, ward6 } from './team';

let stage: Stage;
let olivia: Actor;
let look: Look;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

/** In a channel where nobody has begun; her client doesn't have the tab yet. */
async function enter(how: Look, address: TeamAddress): Promise<void> {
  await stage.forgetTeam(address);
  look = { ...how, address, isBare: true };
  olivia = await stage.enter(look);
}

const expectNoViolation = async (screen: string) =>
  expect(await findViolations(olivia.page), screen).toBe('');
const panel = () => olivia.tab.getByRole('complementary');
const form = () => olivia.tab.getByRole('alertdialog');
const toast = (...words: Parameters<Actor['say']>) =>
  olivia.tab.locator('.fui-Toast').filter({ hasText: olivia.say(...words).trim() });
const hits = () => olivia.tab.getByRole('option');
/** The row, or on a phone the card. */
const patient = (name: string): Locator =>
  look.isPhone ? olivia.tab.locator('button[data-row]').filter({ hasText: name }) : olivia.row(name);

async function addTab(): Promise<void> {
  await olivia.page.getByTestId('add-tab').click();
  const config = olivia.page.frameLocator('iframe[data-testid="config-frame"]');
  await config.getByLabel(olivia.say('config.name')).fill('Ward round');
  await olivia.page.getByTestId('save-tab').click();
  await olivia.heading('firstRun.title').waitFor();
  await expectNoViolation('first run');
}

async function connectByOffer(name: string): Promise<void> {
  await olivia.button('firstRun.ehr.choose').click();
  await olivia.button('settings.connection.copyOf', { name }).click();
  await olivia.text('app.copied').waitFor();
  await olivia.field('settings.connection.link').first().focus();
  await olivia.page.keyboard.press('ControlOrMeta+V');
  await olivia.field('settings.connection.name').fill('Our EHR');
  await olivia.button('settings.connection.connect').click();
  await olivia.text('settings.connection.done', { name: 'Our EHR' }).waitFor();
  const states = await olivia.tab
    .locator('[data-check]')
    .evaluateAll((lines) => lines.map((line) => line.getAttribute('data-status')));
  expect(states).toHaveLength(checkIds.length);
  // Nobody asks an open server for a token.
  const other = states.filter((state) => state !== 'ok' && state !== 'warning');
  expect(other).toEqual(name === 'Open sandbox' ? ['skipped'] : []);
  await expectNoViolation('checks');
  await olivia.button('firstRun.toList').click();
}

async function createList(name: string): Promise<void> {
  await olivia.button('list.noList.action').click();
  await olivia.field('list.name.label').fill(name);
  await olivia.button('list.name.create').click();
  await olivia.heading('list.empty.title').waitFor();
}

/** One by Enter, the other by a click; the box stays open. */
async function addByEnterAndClick(byEnter: string, byClick: string): Promise<void> {
  if (look.isPhone) await olivia.button('list.phone.add').click();
  const box = olivia.tab.getByRole('combobox', { name: olivia.say('search.label') });
  const onList = hits().getByText(olivia.say('search.onList'));
  await box.fill(byEnter);
  await hits().getByText(byEnter.toUpperCase()).waitFor();
  await box.press('ArrowDown');
  await box.press('Enter');
  await onList.waitFor();
  await box.fill(byClick);
  await hits().getByText(byClick.toUpperCase()).click();
  await onList.waitFor();
  // Under the mouse it stays.
  await toast('list.addedName', { name: '' }).hover();
  await expectNoViolation('hits, and a toast');
  await box.press('Escape');
  if (look.isPhone) await olivia.button('list.phone.list').click();
}

const kinds = [
  'stay',
  'allergies',
  'problems',
  'vitals',
  'medications',
  'person',
  'coverage',
  'notes',
] as const;

async function readPatient(name: string): Promise<void> {
  await openPatient(olivia, look, name);
  for (const kind of kinds) await olivia.heading(`patient.section.${kind}`).waitFor();
  const beginning = olivia.say('patient.read', { time: '' }).trim();
  // All but the notes come from the EHR.
  await panel()
    .getByText(beginning)
    .nth(kinds.length - 2)
    .waitFor();
}

async function closePatient(): Promise<void> {
  await olivia.button(look.isPhone ? 'app.back' : 'app.close').click();
  await panel().waitFor({ state: 'detached' });
}

async function writeNote(text: string): Promise<void> {
  await panel().getByRole('textbox').fill(text);
  await panel()
    .getByRole('button', { name: olivia.say('patient.addNote') })
    .click();
  await panel().getByText('Olivia Hart').first().waitFor();
}

async function switchToManual(): Promise<void> {
  await openMore(olivia, 'settings');
  await olivia.button('settings.mode.toManual').click();
  await olivia.tab
    .getByRole('dialog')
    .getByRole('button', { name: olivia.say('settings.mode.toManual') })
    .click();
  await toast('settings.mode.switched').waitFor();
  // Behind a dialog all is hidden from screen readers, until a moment after it.
  await olivia.tab.locator('[data-portal-node][aria-hidden="true"]').first().waitFor({ state: 'detached' });
  await expectNoViolation('settings');
  await olivia.button('app.back').click();
}

async function addTyped(typed: Partial<Record<'family' | 'given' | 'ward' | 'bed', string>>): Promise<void> {
  await olivia
    .button(look.isPhone ? 'list.phone.add' : 'list.addPatient')
    .first()
    .click();
  for (const key of ['family', 'given', 'ward', 'bed'] as const) {
    await form()
      .getByLabel(olivia.say(`list.typed.${key}`), { exact: true })
      .fill(typed[key] ?? '');
  }
  await form()
    .getByRole('button', { name: olivia.say('list.form.addAction'), exact: true })
    .click();
  await form().waitFor({ state: 'detached' });
}

/** In the row; on a phone in the form, whose words are the same. */
async function edit(
  name: string,
  column: string,
  label: string,
  change: (box: Locator) => Promise<unknown>,
): Promise<void> {
  if (look.isPhone) {
    await openPatient(olivia, look, name);
    await olivia.button('patient.edit').click();
    await expectNoViolation("a patient's details");
  } else await olivia.row(name).locator(`[data-column^="${column}"]`).dblclick();
  const where = look.isPhone ? form() : olivia.tab.locator('[data-editor]');
  await change(where.getByLabel(label, { exact: true }));
  await where.getByRole('button', { name: olivia.say('app.save') }).click();
  await where.waitFor({ state: 'detached' });
  if (look.isPhone) await closePatient();
}

async function addField(name: string, choices: readonly string[]): Promise<void> {
  await openMore(olivia, 'settings');
  await olivia.button('settings.fields.add').click();
  await olivia.field('settings.fields.name', { number: 1 }).fill(name);
  await olivia.field('settings.fields.type', { number: 1 }).selectOption('choice');
  await olivia.field('settings.fields.choices', { name }).fill(choices.join('\n'));
  await expectNoViolation('fields');
  await olivia.button('settings.fields.save').click();
  await olivia.text('settings.fields.saved').waitFor();
  await olivia.button('app.back').click();
  await openMore(olivia, 'columns.open');
  await olivia.tab.getByRole('checkbox', { name, exact: true }).check();
  await olivia.button('app.save').click();
  await olivia.tab.getByRole('dialog').waitFor({ state: 'detached' });
}

async function takeOff(name: string): Promise<void> {
  if (look.isPhone) {
    await openPatient(olivia, look, name);
    await panel()
      .getByRole('button', { name: olivia.say('list.more') })
      .click();
  } else await olivia.cell(name, 'patient').click({ button: 'right' });
  await olivia.menuItem('list.row.remove').click();
  await patient(name).waitFor({ state: 'detached' });
}

const looks: readonly (readonly [Look, ehr: string])[] = [
  [{ theme: 'dark' }, 'Meridian Bridge'],
  [{ theme: 'contrast' }, 'Harbor Connect'],
  [{ isPhone: true }, 'Open sandbox'],
];

it.each(looks)(
  '%o: the tab is added, %s connected, a list filled, read and noted on, and nothing lost by manual mode',
  async (how, ehr) => {
    await enter(how, ward5);
    await addTab();
    await connectByOffer(ehr);
    await createList('Ward round');
    await addByEnterAndClick('Müller-Gómez', 'Penrose');
    await isFilled(olivia);
    await patient('Penrose').getByText('Aspirin').waitFor();
    await patient('Müller-Gómez')
      .filter({ hasText: /Bed \d/ })
      .waitFor();
    await expectNoViolation('list');
    await readPatient('Müller-Gómez');
    await writeNote('Sleeps better.');
    await expectNoViolation('patient');
    await closePatient();
    await switchToManual();
    await patient('Müller-Gómez').getByText('Sleeps better.').waitFor();
    await patient('PENROSE').waitFor();
    await olivia.close();
  },
  120_000,
);

it.each(looks.map(([how]) => how))(
  '%o: the tab is added, a list typed, edited, given a field, and who was taken off it put back',
  async (how) => {
    await enter(how, ward6);
    await addTab();
    await olivia.button('firstRun.manual.choose').click();
    await createList('Ward 6');
    await addTyped({ family: 'Lindgren', given: 'Astrid', ward: '6 East', bed: '12' });
    await patient('LINDGREN').waitFor();
    await edit('LINDGREN', 'mainProblem', olivia.say('list.typed.mainProblem'), (box) =>
      box.fill('Hip fracture'),
    );
    await patient('LINDGREN').getByText('Hip fracture').waitFor();
    await addField('Isolation', ['None', 'Contact']);
    await edit('LINDGREN', 'field:', 'Isolation', (box) => box.selectOption('Contact'));
    await patient('LINDGREN').getByText('Contact', { exact: true }).waitFor();
    await takeOff('LINDGREN');
    await toast('list.removed', { name: 'LINDGREN, Astrid' })
      .getByRole('button', { name: olivia.say('app.undo') })
      .click();
    await patient('LINDGREN').getByText('Contact', { exact: true }).waitFor();
    await olivia.close();
  },
  120_000,
);
