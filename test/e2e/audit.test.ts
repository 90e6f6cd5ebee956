import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { limits } from '../../api/contract/limits';
import { cast } from '../sandbox/census/roles';
import { findViolations } from './axe';
import { openMore } from './screens';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  const connection = await team.connect(stage.sandbox.links.open, 'Open sandbox');
  const list = await team.createList('Ward round');
  await team.addFromEhr(list.id, connection, [cast.accented, cast.highAllergy]);
  await team.connect(stage.sandbox.links.open, 'Live\u202eSeaview');
});
afterAll(() => stage.stop());

it('the owner sees who looked at whom, and filters by what was done', async () => {
  const chen = await stage.enter({ person: 'chen' });
  await chen.cell('Müller-Gómez', 'patient').click();
  await chen.tab.getByRole('complementary').waitFor();
  await chen.heading('patient.section.vitals').waitFor();

  const olivia = await stage.enter();
  await olivia.button('list.more').click();
  await olivia.menuItem('list.audit').click();
  const opened = olivia.tab.getByRole('row').filter({ hasText: olivia.say('audit.operation.PatientView') });
  await opened.first().waitFor();
  expect(await opened.first().textContent()).toContain('Chen Wei');

  await olivia.field('audit.filter.operation').selectOption('EHRConnectionSet');
  await opened.first().waitFor({ state: 'detached' });
  await olivia.tab
    .getByRole('row')
    .filter({ hasText: olivia.say('audit.operation.EHRConnectionSet') })
    .first()
    .waitFor();
});

it.each(['en-us', 'ja-jp', 'zh-tw'] as const)(
  'in %s an owner asks who looked at a patient, from the row, and goes on to another one',
  async (locale) => {
    const chen = await stage.enter({ person: 'chen' });
    const chart = chen.page.waitForResponse((response) => response.url().includes('$chart'));
    await chen.cell('Penrose', 'patient').click();
    await (await chart).finished();
    await chen.close();

    const olivia = await stage.enter({ locale });
    await olivia.cell('Penrose', 'patient').click({ button: 'right' });
    await olivia.menuItem('list.row.audit').click();
    const chosen = olivia.field('audit.filter.patient').locator('option:checked');
    const opened = olivia.tab.locator('tr[data-operation="PatientView"]');
    await opened.first().waitFor();
    expect(await chosen.textContent()).toMatch(/penrose/i);
    expect(await opened.first().textContent()).toContain('Chen Wei');
    const named = await olivia.tab.locator('tbody tr td:nth-child(4)').allTextContents();
    expect(named.filter((text) => !/penrose/i.test(text) && text !== '')).toEqual([]);

    // Whoever stands on the same list can be chosen next.
    const other = olivia.field('audit.filter.patient').locator('option', { hasText: /müller-gómez/i });
    await olivia.field('audit.filter.patient').selectOption((await other.getAttribute('value')) ?? '');
    await olivia.tab.locator('tr[data-operation="PatientListAddPatient"]').waitFor();
    expect(await opened.filter({ hasText: /penrose/i }).count()).toBe(0);

    await olivia.button('audit.filter.clear').click();
    await opened
      .filter({ hasText: /penrose/i })
      .first()
      .waitFor();
    expect(await olivia.field('audit.filter.patient').inputValue()).toBe('');
    await olivia.close();
  },
);

it.each(['en-us', 'ja-jp', 'zh-tw'] as const)(
  'in %s an owner opens what was changed by the keyboard, and reads it before and after',
  async (locale) => {
    const olivia = await stage.enter({ locale });
    await olivia.button('list.more').click();
    await olivia.menuItem('list.audit').click();
    const row = olivia.tab.locator('tr[data-operation="EHRConnectionSet"]').first();
    const toggle = row.getByRole('button', { name: olivia.say('audit.change.show'), exact: true });
    await toggle.focus();
    await olivia.page.keyboard.press('Enter');
    const what = olivia.say('audit.operation.EHRConnectionSet');
    const change = olivia.tab.getByRole('table', { name: `${olivia.say('audit.change.show')}: ${what}` });
    const line = change.getByRole('row', { name: olivia.say('audit.change.name.name') });
    expect(await line.textContent()).toContain('Open sandboxLive⟨U+202E⟩Seaview');
    expect(await toggle.getAttribute('aria-expanded')).toBe('true');
    expect(await findViolations(olivia.page)).toBe('');
    await olivia.page.keyboard.press('Enter');
    await change.waitFor({ state: 'detached' });
    await olivia.close();
  },
);

it('T19: from the panel an owner is told who looked and in what way, and takes it away as a file, once', async () => {
  const olivia = await stage.enter();
  await olivia.cell('Müller-Gómez', 'patient').click();
  await olivia.button('list.row.audit').click();
  const lookers = olivia.tab.getByTestId('lookers');
  const ofChen = lookers.getByRole('row').filter({ hasText: 'Chen Wei' });
  await ofChen.waitFor();
  expect(await lookers.getByRole('heading').textContent()).toMatch(/müller-gómez/i);
  expect(await ofChen.textContent()).toMatch(new RegExp(`${olivia.say('audit.operation.PatientView')} .*1`));
  await lookers.getByRole('button', { name: olivia.say('audit.lookers.only', { name: 'Chen Wei' }) }).click();
  await olivia.tab.getByTestId('audit').getByRole('row').filter({ hasText: 'Chen Wei' }).first().waitFor();
  expect(await lookers.getByRole('row').filter({ hasText: 'Olivia Hart' }).count()).toBe(1);

  await olivia.button('audit.file.button').click();
  const download = olivia.page.waitForEvent('download');
  await olivia.button('download.get').click();
  const file = readFileSync(await (await download).path(), 'utf8');
  const lines = file.trim().split('\r\n').slice(1);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => !line.includes('Chen Wei'))).toEqual([]);
  const { status } = await fetch((await download).url());
  expect(status).toBe(404);
});

it('a member is not offered the log', async () => {
  const chen = await stage.enter({ person: 'chen' });
  await chen.button('list.more').click();
  await chen.menuItem('list.settings').waitFor();
  expect(await chen.menuItem('list.audit').count()).toBe(0);
});

it.each(['en-us', 'ja-jp', 'zh-tw'] as const)(
  'T36, T39: in %s the log of a team whose key was destroyed tells who did what when, and that the rest is gone',
  async (locale) => {
    await stage.forgetTeam();
    const team = stage.team();
    await team.chooseManual();
    await team.createList('Begun again');
    const olivia = await stage.enter({ locale });
    await olivia.button('list.more').click();
    await olivia.menuItem('list.audit').click();
    const made = olivia.tab.locator('tr[data-operation="PatientListCreate"]');
    const before = made.last();
    await before.waitFor();
    expect(await before.textContent()).toContain('Olivia Hart');
    expect(await before.textContent()).toContain(olivia.say('audit.shredded'));
    expect(await before.getByRole('button').count()).toBe(0);
    expect(await made.first().textContent()).not.toContain(olivia.say('audit.shredded'));
    await made
      .first()
      .getByRole('button', { name: olivia.say('audit.change.show') })
      .click();
    await olivia.tab.getByTestId('change').getByText('Begun again').waitFor();
    await olivia.close();
  },
);

// The last ones: each narrowing is itself an entry of the log, and what the others look for would slip to an older page.
it('the log is narrowed to a person and to days', async () => {
  const olivia = await stage.enter();
  await olivia.button('list.more').click();
  await olivia.menuItem('list.audit').click();
  const people = olivia.tab.locator('tbody tr td:nth-child(2)');
  await people.filter({ hasText: 'Olivia Hart' }).first().waitFor();
  await olivia.field('audit.filter.person').selectOption({ label: 'Chen Wei' });
  await people.filter({ hasText: 'Olivia Hart' }).first().waitFor({ state: 'detached' });
  await people.filter({ hasText: 'Chen Wei' }).first().waitFor();
  expect((await people.allTextContents()).filter((text) => !text.includes('Chen Wei'))).toEqual([]);

  for (const [field, daysAhead, hasEntries] of [
    ['from', 1, false],
    ['from', 0, true],
    ['to', -1, false],
    ['to', 0, true],
  ] as const) {
    if (field === 'to') await olivia.field('audit.filter.from').fill('');
    await olivia.field(`audit.filter.${field}`).fill(toDay(daysAhead));
    if (hasEntries) await people.filter({ hasText: 'Chen Wei' }).first().waitFor();
    else await olivia.heading('audit.none.title').waitFor();
  }
  await olivia.close();
});

it('what is older than one page of the log is shown when it is asked for, to the very first entry', async () => {
  const { id } = await stage.team().createList('Busy');
  let row = await stage.team().addTyped(id, { family: 'Lindgren' });
  for (let day = 0; day < limits.auditPageSize; day += 1) {
    row = await stage.team().editTyped(id, row, { mainProblem: `Day ${day}` });
  }
  const olivia = await stage.enter();
  await openMore(olivia, 'audit');
  const rows = olivia.tab.locator('tbody tr[data-operation]');
  await expect.poll(() => rows.count()).toBe(limits.auditPageSize);
  const connected = olivia.tab.locator('tr[data-operation="EHRConnectionSet"]');
  expect(await connected.count()).toBe(0);
  const more = olivia.button('audit.more');
  await more.click();
  await expect.poll(() => rows.count()).toBeGreaterThan(limits.auditPageSize);
  while ((await more.count()) > 0) {
    const before = await rows.count();
    await more.click();
    await expect.poll(() => rows.count()).toBeGreaterThan(before);
  }
  await olivia.text('audit.end').waitFor();
  expect(await connected.count()).toBe(2);
  await olivia.close();
});

/** In the browser's own zone. */
function toDay(daysAhead: number): string {
  const time = new Date(Date.now() + daysAhead * 24 * 3_600_000);
  return time.toLocaleDateString('en-CA', { timeZone: 'Europe/London' });
}
