// Every screen in three themes and on a phone: no accessibility violation, nothing to scroll sideways. Two files share them out.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cast } from '../sandbox/census/roles';
import type { Actor, Look } from './actor';
import { findViolations } from './axe';
import { type Stage, startStage } from './stage';
import { ward5 } from './team';

/** A channel of its own with a team that hasn't begun: private channels keep their own data. */
const fresh = { teamId: ward5.teamId, channelId: '19:palliative-a@thread.tacv2' };

async function startScreens(): Promise<Stage> {
  const stage = await startStage();
  const team = stage.team();
  const connection = await team.connect(stage.sandbox.links.open, 'Open sandbox');
  const list = await team.createList('Ward round');
  await team.addFromEhr(list.id, connection, [cast.accented, cast.highAllergy, cast.left, cast.noPlace]);
  await team.saveFields([{ name: 'Isolation', type: 'choice', choices: ['None', 'Contact'] }]);
  return stage;
}

async function toPatient(actor: Actor, look: Look): Promise<void> {
  const name = 'Müller-Gómez';
  if (look.isPhone) await actor.tab.getByRole('button', { name }).click();
  else await actor.cell(name, 'patient').click();
  await actor.tab.getByRole('complementary').getByRole('heading').nth(3).waitFor();
}
async function toMore(actor: Actor, key: 'settings' | 'audit'): Promise<void> {
  await actor.button('list.more').click();
  await actor.menuItem(`list.${key}`).click();
}
const listIsFilled = (actor: Actor) => actor.tab.locator('[aria-busy="false"]').first().waitFor();

/** Who enters, and what they do to reach it. */
type Screens = Readonly<Record<string, [Look, (actor: Actor, look: Look) => Promise<void>]>>;

export const screensOfTheList: Screens = {
  list: [{}, listIsFilled],
  'menu of the list': [
    {},
    async (actor) => {
      await listIsFilled(actor);
      await actor.button('list.more').click();
      await actor.menuItem('list.settings').waitFor();
    },
  ],
  columns: [
    {},
    async (actor) => {
      await actor.button('list.more').click();
      await actor.menuItem('list.columns.open').click();
      await actor.tab.getByRole('dialog').waitFor();
    },
  ],
  patient: [{}, toPatient],
  search: [
    {},
    async (actor, look) => {
      if (look.isPhone) await actor.button('list.phone.add').click();
      await actor.tab.getByRole('combobox', { name: actor.say('search.label') }).fill('smi');
      await actor.tab.getByRole('option').first().waitFor();
    },
  ],
};

export const screensAround: Screens = {
  'first run': [{ address: fresh }, (actor) => actor.button('firstRun.ehr.choose').waitFor()],
  connect: [
    { address: fresh },
    async (actor) => {
      await actor.button('firstRun.ehr.choose').click();
      await actor.button('settings.connection.connect').waitFor();
    },
  ],
  'waiting for the owner': [
    { address: fresh, person: 'chen' },
    (actor) => actor.heading('firstRun.wait.title').waitFor(),
  ],
  stranger: [{ person: 'nadia' }, (actor) => actor.text('errors.not_a_member.what').waitFor()],
  settings: [
    {},
    async (actor) => {
      await toMore(actor, 'settings');
      await actor.heading('settings.fields.title').waitFor();
    },
  ],
  audit: [
    {},
    async (actor) => {
      await toMore(actor, 'audit');
      await actor.text('audit.operation.PatientListView').first().waitFor();
    },
  ],
  'my lists': [{ isPersonal: true }, (actor) => actor.heading('myLists.title').waitFor()],
};

async function expectNothingSideways(actor: Actor): Promise<void> {
  const [content = 0, room = 0] = await actor.tab
    .locator('html')
    .evaluate((html) => [html.scrollWidth, html.clientWidth]);
  expect(content).toBeLessThanOrEqual(room);
}

/** Declares the tests of these screens, on a stage of their own. */
export function lookAt(screens: Screens): void {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startScreens();
  });
  afterAll(() => stage.stop());

  it.each(Object.entries(screens))('%s: no violation in three themes', async (_screen, [look, go]) => {
    const actor = await stage.enter(look);
    await go(actor, look);
    for (const theme of ['default', 'dark', 'contrast'] as const) {
      await actor.turnTo(theme);
      expect(await findViolations(actor.page), theme).toBe('');
    }
    await expectNothingSideways(actor);
    await actor.close();
  });

  it.each(Object.entries(screens))('%s at 390 px: no violation', async (_screen, [where, go]) => {
    const look = { ...where, isPhone: true };
    const actor = await stage.enter(look);
    await go(actor, look);
    expect(await findViolations(actor.page)).toBe('');
    await expectNothingSideways(actor);
    await actor.close();
  });
}
