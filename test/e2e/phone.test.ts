// The list on a phone: what is done with one patient at the thumb, and cards that show the chosen columns.
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ListSummary } from '../../api/contract/lists.schema';
import { cast } from '../sandbox/census/roles';
import type { Actor } from './actor';
import { findViolations } from './axe';
import { openMore } from './screens';
import { type Stage, startStage } from './stage';

let stage: Stage;
let results: ListSummary;
let connection: string;
let olivia: Actor;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  connection = await team.connect(stage.sandbox.links.open, 'Open sandbox');
  const list = await team.createList('Ward round');
  results = await team.createList('Results');
  await team.addFromEhr(list.id, connection, [cast.accented, cast.manyVitals, cast.highAllergy]);
  await team.saveFields([{ name: 'Isolation', type: 'choice', choices: ['None', 'Contact'] }]);
});
beforeEach(async () => {
  olivia = await stage.enter({ isPhone: true });
  await olivia.tab.locator('[aria-busy="false"]').first().waitFor();
});
afterAll(() => stage.stop());

const card = (name: string) => olivia.tab.locator('button[data-row]').filter({ hasText: name });
const panel = () => olivia.tab.getByRole('complementary');
const open = async (name: string) => {
  await card(name).click();
  await panel().waitFor();
};
const chooseColumn = async (name: string, isShown: boolean) => {
  await olivia.button('list.more').click();
  await olivia.menuItem('list.columns.open').click();
  await olivia.tab.getByRole('checkbox', { name, exact: true }).setChecked(isShown);
  await olivia.button('app.save').click();
  await olivia.tab.getByRole('dialog').waitFor({ state: 'detached' });
};

/** Each is a thumb wide and in the lower half of the screen. */
async function expectAtThumb(buttons: Locator): Promise<void> {
  expect(await buttons.count()).toBeGreaterThan(0);
  for (const button of await buttons.all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    expect(box?.y).toBeGreaterThan(422);
  }
}

async function expectInOrder(): Promise<void> {
  expect(await findViolations(olivia.page)).toBe('');
  const [content = 0, room = 0] = await olivia.tab
    .locator('html')
    .evaluate((html) => [html.scrollWidth, html.clientWidth]);
  expect(content).toBeLessThanOrEqual(room);
}

it('a field of the team and the main problem are typed for a patient of the EHR; what the EHR says isn’t', async () => {
  await open('Müller-Gómez');
  await olivia.button('patient.edit').click();
  const form = olivia.tab.getByRole('alertdialog');
  await form.getByLabel(olivia.say('list.typed.mainProblem')).fill('Waits for a bed at home');
  await form.getByText(olivia.say('list.tip.ehrSays', { text: '' }).trim()).waitFor();
  expect(await form.getByLabel(olivia.say('list.typed.family')).count()).toBe(0);
  await form.getByLabel('Isolation').selectOption('Contact');
  await expectInOrder();
  await form.getByRole('button', { name: olivia.say('app.save') }).click();
  await form.waitFor({ state: 'detached' });
  await panel().getByText('Contact', { exact: true }).waitFor();
  await olivia.button('app.back').click();
  await card('Müller-Gómez').getByText('Waits for a bed at home').waitFor();
});

it('cards show the columns that are chosen, each further one with its name, and always bed and patient', async () => {
  const columns = ['allergies', 'heartRate', 'generalPractitioner'] as const;
  const [allergies, heartRate, practitioner] = columns.map((id) => olivia.say(`column.${id}`));
  const before = await card('Müller-Gómez').boundingBox();
  await chooseColumn('Isolation', true);
  await chooseColumn(heartRate ?? '', true);
  await chooseColumn(practitioner ?? '', true);
  await card('Müller-Gómez').getByText('Isolation').waitFor();
  await card('Müller-Gómez').getByText('Contact', { exact: true }).waitFor();
  await card('Manyon')
    .getByText(heartRate ?? '', { exact: true })
    .waitFor();
  await card('Manyon')
    .getByText(practitioner ?? '', { exact: true })
    .waitFor();
  await expectInOrder();
  const allergy = card('Penrose').getByText('Aspirin');
  await allergy.waitFor();
  await chooseColumn(allergies ?? '', false);
  await expect.poll(() => allergy.count()).toBe(0);
  for (const name of ['Isolation', heartRate, practitioner]) await chooseColumn(name ?? '', false);
  await chooseColumn(allergies ?? '', true);
  await expect.poll(async () => (await card('Müller-Gómez').boundingBox())?.height).toBe(before?.height);
  await allergy.waitFor();
  expect(await card('Müller-Gómez').textContent()).toMatch(/Bed \d/);
});

it('a patient is moved to another list from the bar at the thumb, and moved back by undo', async () => {
  await open('Manyon');
  await expectAtThumb(
    panel()
      .getByRole('group', { name: olivia.say('list.phone.bar') })
      .getByRole('button'),
  );
  await panel()
    .getByRole('button', { name: olivia.say('list.more') })
    .click();
  await olivia.menuItem('list.row.remove').waitFor();
  await expectAtThumb(olivia.tab.getByRole('menuitem'));
  await expectInOrder();
  await olivia.tab.getByRole('menuitem', { name: results.name }).click();
  await card('Manyon').waitFor({ state: 'detached' });
  // The focus isn't lost with the card: whoever comes into its place has it.
  await expect
    .poll(() => olivia.tab.locator(':focus').evaluate((element) => element.matches('button[data-row]')))
    .toBe(true);
  await olivia.button('app.undo').click();
  await card('Manyon').waitFor();
});

it('offline, the notice stands below the bar at the thumb, a patient’s bar and a toast, and hides none of them', async () => {
  await open('Penrose');
  await panel()
    .getByRole('button', { name: olivia.say('list.more') })
    .click();
  await olivia.menuItem('list.row.remove').click();
  await card('Penrose').waitFor({ state: 'detached' });
  const bar = olivia.tab.getByRole('navigation', { name: olivia.say('list.phone.bar') });
  const edge = await toBottom(bar);
  await olivia.context.setOffline(true);
  const [beginning = ''] = olivia.say('app.offline', { time: '|' }).split('|');
  const notice = olivia.tab.getByRole('status').filter({ hasText: beginning });
  await notice.waitFor();
  const undo = olivia.button('app.undo');
  await expectAbove(notice, bar, undo);
  await expectInOrder();
  await open('Manyon');
  await expectAbove(notice, panel().getByRole('group', { name: olivia.say('list.phone.bar') }));
  await expectInOrder();
  await olivia.context.setOffline(false);
  await notice.waitFor({ state: 'detached' });
  await olivia.button('app.back').click();
  await expect.poll(() => toBottom(bar)).toBe(edge);
});

it('under a patient the list is out of reach, and takes the focus again afterwards; a bar over the list has room for its words', async () => {
  await open('Manyon');
  const beneath = [olivia.tab.locator('nav'), card('Müller-Gómez'), olivia.button('list.more').first()];
  for (const part of beneath) {
    await expect.poll(() => part.evaluate((element) => element.closest('[inert]') !== null)).toBe(true);
  }
  await olivia.button('app.back').click();
  await expect
    .poll(() => card('Manyon').evaluate((element) => element === document.activeElement))
    .toBe(true);

  await olivia.page.route(/\/lists\//, (route) => route.abort());
  await openMore(olivia, 'refresh');
  const told = olivia.tab.getByRole('alert');
  const retry = told.getByRole('button', { name: olivia.say('app.retry') });
  await retry.waitFor();
  expect((await retry.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  // Measured together: what is told of the list's age may push both down meanwhile.
  await expect
    .poll(() =>
      told.evaluate((bar) => {
        const bottoms = [...bar.querySelectorAll('button')].map((b) => b.getBoundingClientRect().bottom);
        return bar.getBoundingClientRect().bottom - Math.max(...bottoms);
      }),
    )
    .toBeGreaterThanOrEqual(0);
});

it('at 320 × 256 px, a zoom of 400 %, a hit stands below the toolbar, and Add many is scrolled to its button', async () => {
  await olivia.page.getByTestId('app-frame').evaluate((frame) => {
    const narrow =
      'position: fixed; inset: 0 auto auto 0; z-index: 9; width: 320px; height: 256px; min-height: 0';
    if (frame instanceof HTMLElement) frame.style.cssText = narrow;
  });
  await olivia.button('list.phone.add').click();
  await olivia.tab.getByRole('combobox').fill('Montgomery');
  const hit = olivia.tab.getByRole('option').first();
  await hit.waitFor();
  const toTop = async (element: Locator) => (await element.boundingBox())?.y ?? Number.NaN;
  await expect.poll(() => toTop(hit)).toBeGreaterThanOrEqual(48);
  await olivia.button('list.addMany').click();
  const dialog = olivia.tab.getByRole('dialog');
  await dialog.getByRole('textbox').fill('SV900100');
  const find = olivia.button('many.paste.find', { count: 1 });
  await dialog.getByRole('textbox').hover();
  await expect
    .poll(async () => {
      await olivia.page.mouse.move(160, 120);
      await olivia.page.mouse.wheel(0, 400);
      return toBottom(find);
    })
    .toBeLessThanOrEqual(256);
});

// The last one: from here on another list opens first.
it('where there is no value the card says of what, and only there', async () => {
  const { id } = await stage.team().createList('Gaps');
  await stage.team().addFromEhr(id, connection, [cast.onHold, cast.manyVitals]);
  await olivia.page.reload();
  await olivia.tab.locator('button[aria-haspopup="menu"]').first().click();
  await olivia.tab.getByRole('menuitemradio', { name: 'Gaps' }).click();
  const nameOn = (name: string) => card(name).getByText(olivia.say('column.allergies'), { exact: true });
  await card('Holden').getByText(olivia.say('patient.allergy.notRecorded')).waitFor();
  await nameOn('Holden').waitFor();
  await card('Manyon').getByText('Shellfish').waitFor();
  expect(await nameOn('Manyon').count()).toBe(0);
  await expectInOrder();
});

const toBottom = async (element: Locator) => {
  const box = await element.boundingBox();
  return box ? box.y + box.height : Number.NaN;
};

/** Nothing of them is under the notice. */
async function expectAbove(notice: Locator, ...others: readonly Locator[]): Promise<void> {
  for (const other of others) {
    await expect
      .poll(async () => ((await notice.boundingBox())?.y ?? 0) - (await toBottom(other)))
      .toBeGreaterThanOrEqual(0);
  }
}
