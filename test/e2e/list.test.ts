import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { limits } from '../../api/contract/limits';
import type { ListSummary } from '../../api/contract/lists.schema';
import { cast } from '../sandbox/census/roles';
import type { Actor } from './actor';
import { type Stage, startStage } from './stage';
import type { Team } from './team';

/** Everything of this one is known here. */
const known = 'story-known';
const patients = [
  known,
  cast.sameName1,
  cast.noPlace,
  cast.left,
  cast.highAllergy,
  cast.manyVitals,
  cast.accented,
];

let stage: Stage;
let team: Team;
let connection: string;
let list: ListSummary;
let olivia: Actor;
let count = 0;
beforeAll(async () => {
  stage = await startStage();
  recordKnown();
  recordAt('story-other-ward', 'Farrar', 'ward-2-room-8-bed-1');
  recordAt('story-bed-2', 'Ashby', 'ward-1-room-8-bed-2');
  recordAt('story-bed-10', 'Tenby', 'ward-1-room-8-bed-10');
  team = stage.team();
  connection = await team.connect(stage.sandbox.links.open, 'Open sandbox');
});
/** A list of its own for each story, opened by its name. */
beforeEach(async () => {
  count += 1;
  list = await team.createList(`Ward round ${count}`);
  await team.addFromEhr(list.id, connection, patients);
  olivia = await stage.enter();
  await choose(list.name);
  await olivia.tab.locator('[role="grid"][aria-busy="false"]').waitFor();
});
afterAll(() => stage.stop());

/** At this place, and no more than that. */
function recordAt(id: string, family: string, place: string): void {
  const records = stage.sandbox.records('open');
  records.put({ resourceType: 'Patient', id, name: [{ family, given: ['Nora'] }] });
  records.put({
    resourceType: 'Encounter',
    id: `${id}-stay`,
    status: 'in-progress',
    class: { code: 'IMP' },
    subject: { reference: `Patient/${id}` },
    location: [{ status: 'active', location: { reference: `Location/${place}` } }],
  });
}

function recordKnown(): void {
  const records = stage.sandbox.records('open');
  const subject = { reference: `Patient/${known}` };
  const active = { coding: [{ code: 'active' }] };
  records.put({
    resourceType: 'Patient',
    id: known,
    name: [{ use: 'official', family: 'Quill', given: ['Nora'] }],
    birthDate: '1951-03-02',
    gender: 'female',
    identifier: [{ type: { coding: [{ code: 'MR' }] }, value: 'SV900910' }],
  });
  records.put({
    resourceType: 'Encounter',
    id: 'story-stay',
    status: 'in-progress',
    class: { code: 'IMP' },
    subject,
    period: { start: new Date(Date.now() - 48 * 3_600_000).toISOString() },
    location: [{ status: 'active', location: { reference: 'Location/ward-1-room-9-bed-2' } }],
  });
  records.put({
    resourceType: 'Condition',
    id: 'story-problem',
    clinicalStatus: active,
    subject,
    code: { text: 'Sepsis' },
  });
  records.put({
    resourceType: 'AllergyIntolerance',
    id: 'story-allergy',
    clinicalStatus: active,
    patient: subject,
    code: { text: 'Latex' },
    criticality: 'high',
  });
  records.put({
    resourceType: 'Observation',
    id: 'story-pulse',
    status: 'final',
    category: [{ coding: [{ code: 'vital-signs' }] }],
    code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
    subject,
    effectiveDateTime: new Date(Date.now() - 600_000).toISOString(),
    valueQuantity: { value: 73, unit: '/min' },
  });
}

const listButton = () => olivia.tab.locator('button[aria-haspopup="menu"]').first();

async function choose(name: string): Promise<void> {
  await listButton().click();
  await olivia.tab.getByRole('menuitemradio', { name }).click();
  await listButton().filter({ hasText: name }).waitFor();
}

async function openRowMenu(name: string): Promise<void> {
  await olivia.cell(name, 'patient').click({ button: 'right' });
}

it('every cell fills in, and each says what it knows: bed, problem, allergies, length of stay, vital signs', async () => {
  expect(await olivia.rows.count()).toBe(patients.length);
  for (const [column, words] of [
    ['bed', /^Bed 2.*Room 9$/],
    ['patient', /^QUILL, Nora\d\d y · female · MRN SV900910$/],
    ['mainProblem', /^Sepsis$/],
    ['allergies', /^⚠\sLatex$/],
    ['lengthOfStay', /^D3$/],
    ['vitals', /^HR 73.*1\d min ago$/],
  ] as const) {
    expect(await olivia.cell('QUILL', column).textContent(), column).toMatch(words);
  }
  await olivia.cell('Castle', 'bed').getByText(olivia.say('list.cell.noBed')).waitFor();
  expect(await olivia.cell('Müller-Gómez', 'bed').textContent()).toMatch(/Bed \d/);
  expect(await olivia.cell('Müller-Gómez', 'vitals').textContent()).toMatch(/\d+\/\d+/);
  expect(await olivia.tab.getByText(olivia.say('list.cell.failed')).count()).toBe(0);
});

it('the list opens from ward to ward and from bed to bed, Bed 2 before Bed 10, on a phone too', async () => {
  const inOrder = ['ASHBY', 'TENBY', 'QUILL', 'FARRAR'];
  await team.addFromEhr(list.id, connection, ['story-other-ward', 'story-bed-10', 'story-bed-2']);
  const families = async () => {
    const rows = await olivia.tab.locator('[data-row]').allTextContents();
    return rows.flatMap((text) => inOrder.filter((family) => text.includes(family)));
  };
  await olivia.page.reload();
  await expect.poll(families, { timeout: 15_000 }).toEqual(inOrder);
  await olivia.page.getByTestId('width').selectOption('phone');
  await olivia.tab.locator('button[data-row]').first().waitFor();
  await expect.poll(families, { timeout: 15_000 }).toEqual(inOrder);
});

it('lists are made, renamed, made the default, deleted and brought back', async () => {
  await listButton().click();
  await olivia.menuItem('list.create').click();
  const box = olivia.field('list.name.label');
  const long = 'Night '.repeat(1_667).trim();
  await box.fill(long);
  await olivia.button('list.name.create').click();
  await olivia.text('list.name.tooLong', { max: limits.listName }).waitFor();
  expect(await box.inputValue()).toBe(long);
  await box.fill('Night');
  await olivia.button('list.name.create').click();
  await listButton().filter({ hasText: 'Night' }).waitFor();

  await listButton().click();
  await olivia.menuItem('list.rename').click();
  await olivia.field('list.name.label').fill('Night shift');
  await olivia.button('list.name.rename').click();
  await listButton().filter({ hasText: 'Night shift' }).waitFor();

  await listButton().click();
  await olivia.menuItem('list.setDefault').click();
  await olivia.text('list.isDefaultNow', { name: 'Night shift' }).waitFor();
  // Who has seen none of them yet begins with it.
  const priya = await stage.enter({ person: 'priya' });
  await priya.tab.getByRole('button', { name: 'Night shift' }).waitFor();
  await priya.close();

  await listButton().click();
  await olivia.menuItem('list.delete').click();
  await olivia.text('list.deleted', { name: 'Night shift' }).waitFor();
  await olivia.button('app.undo').last().click();
  // What is put back is opened.
  await listButton().filter({ hasText: 'Night shift' }).waitFor();
});

it('a patient is taken off the list and put back by undo', async () => {
  await openRowMenu('Castle');
  await olivia.menuItem('list.row.remove').click();
  await olivia.row('Castle').waitFor({ state: 'detached' });
  await olivia.button('app.undo').click();
  await olivia.row('Castle').waitFor();
});

it('a patient is moved to another list', async () => {
  const other = await team.createList(`Results ${count}`);
  await olivia.page.reload();
  await choose(list.name);
  await openRowMenu('Castle');
  await olivia.menuItem('list.row.move').click();
  await olivia.tab.getByRole('menuitem', { name: other.name }).click();
  await olivia.row('Castle').waitFor({ state: 'detached' });
  await choose(other.name);
  await olivia.row('Castle').waitFor();
});

it('a click on a heading sorts by that column, another one turns it round', async () => {
  const heading = olivia.tab.getByRole('columnheader').filter({ hasText: olivia.say('column.patient') });
  await heading.getByRole('button').click();
  await olivia.tab.locator('[role="columnheader"][aria-sort="ascending"]').waitFor();
  const names = () => olivia.tab.locator('[role="rowheader"][data-column="patient"]').allTextContents();
  const up = await names();
  await heading.getByRole('button').click();
  await olivia.tab.locator('[role="columnheader"][aria-sort="descending"]').waitFor();
  expect(await names()).toEqual(up.toReversed());
});

it('the filter keeps the rows that match, and says how many of how many', async () => {
  await olivia.tab.getByRole('searchbox', { name: olivia.say('list.filter') }).fill('castle');
  await olivia.text('list.shown', { shown: 1, total: patients.length }).waitFor();
  expect(await olivia.rows.count()).toBe(1);
});

it('columns are chosen for everybody on the list', async () => {
  await olivia.button('list.more').click();
  await olivia.menuItem('list.columns.open').click();
  await olivia.tab.getByRole('checkbox', { name: olivia.say('column.medications') }).check();
  await olivia.button('app.save').click();
  await olivia.tab.getByRole('columnheader', { name: olivia.say('column.medications') }).waitFor();
  const chen = await stage.enter({ person: 'chen' });
  const others = chen.tab.locator('button[aria-haspopup="menu"]').first();
  await others.click();
  await chen.tab.getByRole('menuitemradio', { name: list.name }).click();
  await chen.tab.getByRole('columnheader', { name: chen.say('column.medications') }).waitFor();
});

it('two of the same name and birth date are marked, and the mark leaves name and number whole', async () => {
  for (const [id, mrn] of [
    ['twin-1', 'SV900901'],
    ['twin-2', 'SV900902'],
  ] as const) {
    stage.sandbox.records('open').put({
      resourceType: 'Patient',
      id,
      name: [{ use: 'official', family: 'Abernathy', given: ['Theodora'] }],
      birthDate: '1957-06-05',
      identifier: [{ type: { coding: [{ code: 'MR' }] }, value: mrn }],
    });
  }
  await team.addFromEhr(list.id, connection, ['twin-1', 'twin-2']);
  await olivia.page.reload();
  await choose(list.name);
  const cells = olivia.cell('Abernathy', 'patient');
  await cells.nth(1).getByText(olivia.say('patient.same.both')).waitFor();
  const cut = await cells
    .locator('span')
    .evaluateAll((spans) =>
      spans.filter((span) => span.scrollWidth > span.clientWidth + 1).map((span) => span.textContent),
    );
  expect(cut.filter((text) => text?.match(/^(ABERNATHY|MRN)/))).toEqual([]);
});

it('the panel shows all that the EHR knows, and keeps a note with its author and time', async () => {
  await olivia.cell('Müller-Gómez', 'patient').click();
  const panel = olivia.tab.getByRole('complementary');
  const sections = ['stay', 'problems', 'allergies', 'vitals', 'medications', 'coverage', 'notes'] as const;
  for (const section of sections) {
    await panel.getByRole('heading', { name: olivia.say(`patient.section.${section}`) }).waitFor();
  }
  await panel.getByRole('textbox').fill('Sleeps better since yesterday.');
  const answer = olivia.page.waitForResponse(
    (response) => response.url().endsWith('/notes') && response.request().method() === 'POST',
  );
  await panel.getByRole('button', { name: olivia.say('patient.addNote') }).click();
  const { at }: { at: string } = await (await answer).json();
  const time = new Date(at).toLocaleTimeString('en-GB', { timeStyle: 'short', timeZone: 'Europe/London' });
  await panel.getByText(`Olivia Hart · ${time}`).waitFor();
  await olivia.page.keyboard.press('Escape');
  const cell = olivia.cell('Müller-Gómez', 'notes');
  await cell.getByText('Sleeps better').waitFor();
  await cell.hover();
  const tip = olivia.tab.getByRole('tooltip');
  await tip.getByText(olivia.say('list.tip.noteBy', { name: 'Olivia Hart', time })).waitFor();
});
