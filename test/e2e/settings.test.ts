import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from './actor';
import { openMore } from './screens';
import { type Stage, startStage } from './stage';

let stage: Stage;
let olivia: Actor;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  const connection = await team.connect(stage.sandbox.links.open, 'Open sandbox');
  const list = await team.createList('Ward round');
  await team.addFromEhr(list.id, connection, ['made-accented']);
});
afterAll(() => stage.stop());

async function openSettings(person: 'olivia' | 'chen'): Promise<void> {
  olivia = await stage.enter({ person });
  await olivia.button('list.more').click();
  await olivia.menuItem('list.settings').click();
  await olivia.heading('settings.title').first().waitFor();
}

const expectFocus = (element: Locator) =>
  expect.poll(() => element.evaluate((one) => one === document.activeElement)).toBe(true);

it('the owner changes the connection, and a refused change keeps the old one', async () => {
  await openSettings('olivia');
  await olivia.button('settings.connection.change').click();
  await expectFocus(olivia.field('settings.connection.link').first());
  await olivia.field('settings.connection.link').first().fill('https://fhir.nowhere.example/r4');
  await olivia.button('settings.connection.connect').click();
  await olivia.text('settings.connection.refused').waitFor();
  await olivia.field('settings.connection.link').first().fill(stage.sandbox.links.meridian);
  await olivia.field('settings.connection.name').fill('Meridian');
  await olivia.button('settings.connection.connect').click();
  await olivia.text('settings.connection.done', { name: 'Meridian' }).waitFor();
  await olivia.button('app.close').click();
  await olivia.tab.getByTestId('connection').getByText('STU3').waitFor();
  await expectFocus(olivia.button('settings.connection.checkAgain'));
});

it('a member sees the settings and cannot change them', async () => {
  await openSettings('chen');
  await olivia.text('settings.readOnly').waitFor();
  expect(await olivia.button('settings.connection.change').count()).toBe(0);
  expect(await olivia.button('settings.mode.toManual').count()).toBe(0);
});

it('a team that began by typing connects later, in its settings, and keeps what was typed', async () => {
  const address = { teamId: 'aaaaaaaa-0006-4000-8000-000000000006', channelId: '19:general-a6@thread.tacv2' };
  const team = stage.team(address);
  await team.chooseManual();
  const list = await team.createList('Ward 6');
  await team.addTyped(list.id, { family: 'Lindgren' });
  olivia = await stage.enter({ address });
  await olivia.row('LINDGREN').waitFor();
  await openMore(olivia, 'settings');
  await olivia.text('settings.connection.none').waitFor();
  expect(await olivia.button('settings.mode.toEhr').count()).toBe(0);
  await olivia.button('settings.connection.connect').click();
  await olivia.field('settings.connection.link').first().fill(stage.sandbox.links.open);
  await olivia.field('settings.connection.name').fill('Open sandbox');
  await olivia.button('settings.connection.connect').click();
  await olivia.text('settings.connection.done', { name: 'Open sandbox' }).waitFor();
  await olivia.button('app.close').click();
  await olivia.text('settings.mode.ehr').waitFor();
  await olivia.button('app.back').click();
  await olivia.row('LINDGREN').waitFor();
  // From now on patients come from there.
  await olivia.tab.getByRole('combobox').fill('Montgomery');
  await olivia.tab.getByRole('option').first().waitFor();
});

it('switching the mode loses nothing that was typed, and a patient of the EHR keeps the name', async () => {
  olivia = await stage.enter();
  await olivia.cell('Müller-Gómez', 'mainProblem').dblclick();
  await olivia.tab.locator('[data-editor]').getByRole('textbox').fill('Typed by us');
  await olivia.page.keyboard.press('Enter');
  await olivia.cell('Müller-Gómez', 'mainProblem').getByText('Typed by us').waitFor();
  for (const to of ['Manual', 'Ehr'] as const) {
    await olivia.button('list.more').click();
    await olivia.menuItem('list.settings').click();
    await olivia.button(`settings.mode.to${to}`).click();
    await olivia.tab
      .getByRole('dialog')
      .getByRole('button', { name: olivia.say(`settings.mode.to${to}`) })
      .click();
    await olivia.text('settings.mode.switched').first().waitFor();
    await olivia.button('app.back').click();
    await olivia.cell('Müller-Gómez', 'mainProblem').getByText('Typed by us').waitFor();
  }
});
