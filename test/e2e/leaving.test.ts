// Whoever is about to leave with words that aren't saved is asked; where nothing would be lost, nobody is.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor, Look } from './actor';
import { findViolations } from './axe';
import { openMore } from './screens';
import { type Stage, startStage } from './stage';

let stage: Stage;
let olivia: Actor;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  await team.chooseManual();
  const list = await team.createList('Ward 5');
  await team.addTyped(list.id, { family: 'Lindgren', given: 'Astrid', bed: '12' });
});
afterAll(() => stage.stop());

const enter = async (look: Look = {}) => {
  olivia = await stage.enter(look);
};
const form = () => olivia.tab.getByRole('alertdialog');
const question = () => olivia.tab.getByRole('alert').filter({ hasText: olivia.say('app.discard.title') });
const openForm = async ({ isPhone }: Look) => {
  await olivia
    .button(isPhone ? 'list.phone.add' : 'list.addPatient')
    .first()
    .click();
  await form().waitFor();
};

it.each([{}, { isPhone: true, locale: 'ja-jp' }, { theme: 'contrast', locale: 'zh-tw' }] as const)(
  '%o: the form of a patient asks before it lets go of what was typed',
  async (look) => {
    await enter(look);
    await openForm(look);
    const family = form().getByLabel(olivia.say('list.typed.family'), { exact: true });
    await family.fill('Ber');
    await olivia.page.keyboard.press('Escape');
    await question().waitFor();
    expect(await findViolations(olivia.page)).toBe('');
    // Escape once more, and Enter, both mean to go on.
    await olivia.page.keyboard.press('Escape');
    await question().waitFor({ state: 'detached' });
    await form()
      .getByRole('button', { name: olivia.say('app.cancel') })
      .click();
    await question().waitFor();
    await olivia.page.keyboard.press('Enter');
    await question().waitFor({ state: 'detached' });
    expect(await family.inputValue()).toBe('Ber');
    await olivia.page.keyboard.press('Escape');
    await olivia.button('app.discard.discard').click();
    await form().waitFor({ state: 'detached' });
    await openForm(look);
    expect(await family.inputValue()).toBe('');
    // Nothing typed, or taken away again: nothing to ask.
    await family.fill('x');
    await family.fill('');
    await olivia.page.keyboard.press('Escape');
    await form().waitFor({ state: 'detached' });
    await olivia.close();
  },
);

it('settings ask before fields are lost that nobody has saved', async () => {
  await enter();
  await openMore(olivia, 'settings');
  await olivia.button('settings.fields.add').click();
  await olivia.button('app.back').click();
  await question().waitFor();
  expect(await findViolations(olivia.page)).toBe('');
  await olivia.button('app.discard.keep').click();
  await question().waitFor({ state: 'detached' });
  await olivia.button('settings.fields.discard').click();
  await olivia.button('app.back').click();
  await olivia.row('LINDGREN').waitFor();
  await olivia.close();
});

it('where the next screen is still being fetched, it can be read when it comes', async () => {
  olivia = await stage.enter();
  const held: Array<() => Promise<void>> = [];
  await olivia.page.route(/\/audit\.[^/]*\.js/, (route) => {
    held.push(() => route.continue());
  });
  await openMore(olivia, 'settings');
  await olivia.button('settings.fields.add').click();
  await olivia.button('settings.audit').click();
  await question().waitFor();
  // While a question stands, everything behind it is hidden from screen readers.
  await expect.poll(() => olivia.tab.locator('#root').getAttribute('aria-hidden')).toBe('true');
  await olivia.button('app.discard.discard').click();
  await question().waitFor({ state: 'detached' });
  await expect.poll(() => held.length).toBeGreaterThan(0);
  await Promise.all(held.map((go) => go()));
  await olivia.heading('audit.title').waitFor();
  await olivia.close();
});

it('whatever closes or goes, the focus is back where it came from', async () => {
  olivia = await stage.enter();
  const focused = () =>
    olivia.tab
      .locator('body')
      .evaluate(
        () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent,
      );
  const add = olivia.button('list.addPatient').first();
  await add.press('Enter');
  await form().getByLabel(olivia.say('list.typed.family'), { exact: true }).fill('Berg');
  await olivia.page.keyboard.press('Enter');
  await olivia.row('BERG').waitFor();
  await expect.poll(focused).toBe(await add.textContent());
  await openMore(olivia, 'columns.open');
  await olivia.button('app.save').press('Enter');
  await expect.poll(focused).toBe(olivia.say('list.more'));
  // A button that goes with what it did.
  await openMore(olivia, 'settings');
  await olivia.button('settings.fields.add').click();
  await olivia.button('settings.fields.discard').press('Enter');
  await expect.poll(focused).toBe(olivia.say('settings.fields.add'));
  await olivia.button('app.back').press('Enter');
  await expect.poll(focused).toBe(olivia.say('list.more'));
  await olivia.close();
});
