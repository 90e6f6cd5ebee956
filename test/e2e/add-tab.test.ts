import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadWords } from '../../tabs/i18n/languages';
import { findViolations, findViolationsIn } from './axe';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

it("an owner adds the tab: a name is asked for and nothing else, and the channel's row of tabs shows it", async () => {
  const { page, say, heading } = await stage.enter({ isBare: true });
  await page.getByTestId('add-tab').click();
  const config = page.frameLocator('iframe[data-testid="config-frame"]');
  const name = config.getByLabel(say('config.name'));
  await name.waitFor();
  expect(await config.getByRole('textbox').count()).toBe(1);
  expect(await findViolations(page, 'config-frame')).toBe('');

  await name.fill('');
  await config.getByText(say('config.nameMissing')).waitFor();
  expect(await page.getByTestId('save-tab').isDisabled()).toBe(true);

  await name.fill('Ward round');
  await page.getByTestId('save-tab').click();
  await page.getByTestId('tab Ward round').waitFor();
  await heading('firstRun.title').waitFor();
});

it.each([{ theme: 'dark' }, { theme: 'contrast' }, { isPhone: true }] as const)(
  'the page that asks for the name, with %o: no violation',
  async (look) => {
    const { page, say, close } = await stage.enter({ ...look, isBare: true });
    await page.getByTestId('add-tab').click();
    await page.frameLocator('iframe[data-testid="config-frame"]').getByLabel(say('config.name')).waitFor();
    expect(await findViolations(page, 'config-frame')).toBe('');
    await close();
  },
);

it('outside Teams the tab says where to find it, in three themes and on a phone without a violation', async () => {
  const { page, say } = await stage.enter({ isBare: true });
  for (const theme of ['default', 'dark', 'contrast']) {
    await page.goto(`${stage.url}/?theme=${theme}`);
    await page.getByText(say('app.outside.title')).waitFor();
    expect(await findViolationsIn(page.mainFrame()), theme).toBe('');
  }
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await findViolationsIn(page.mainFrame()), '390 px').toBe('');
});

it('whose teams have no list yet is told so in the personal app, and where lists come from', async () => {
  const { heading, text } = await stage.enter({ isPersonal: true });
  await heading('myLists.none.title').waitFor();
  await text('myLists.none.text').waitFor();
});

it("a list of the personal app opens in its channel's tab, that very list", async () => {
  const team = stage.team();
  await team.chooseManual();
  for (const name of ['Ward 5 by day', 'Ward 5 by night']) await team.createList(name);
  const { page, tab, say } = await stage.enter();
  const list = tab.locator('button[aria-haspopup="menu"]').first();
  await list.filter({ hasText: 'Ward 5 by day' }).waitFor();
  const channel = (name: string) => page.getByTestId(`channel Ward 5 West ${name}`);
  await channel('Night handover').click();
  await page.getByTestId('personal-app').click();
  await tab
    .getByRole('button', { name: say('myLists.openOf', { name: 'Ward 5 by night', team: 'Ward 5 West' }) })
    .click();
  await list.filter({ hasText: 'Ward 5 by night' }).waitFor();
  expect(await channel('General').getAttribute('aria-current')).toBe('page');
  expect(await page.getByTestId('tab Patients').getAttribute('aria-current')).toBe('page');
});

it("the page's own switches change person, theme, language and width, and the tab follows each", async () => {
  const team = stage.team();
  await team.chooseManual();
  await team.createList('Ward 5');
  const { page, tab, button, menuItem } = await stage.enter();
  const turn = (name: string, value: string) => page.getByTestId(name).selectOption(value);
  const offersLog = async () => {
    await button('list.more').click();
    await menuItem('list.settings').waitFor();
    return (await menuItem('list.audit').count()) === 1;
  };
  const persons = page.getByTestId('person').getByRole('option');
  const keys = await persons.evaluateAll((all) => all.map((one) => one.getAttribute('value')));
  expect(keys).toEqual(['olivia', 'chen', 'priya', 'gus', 'nadia', 'bruno']);
  expect(await offersLog()).toBe(true);
  await turn('person', 'chen');
  expect(await offersLog()).toBe(false);

  const theme = tab.locator('.fui-FluentProvider').first();
  const brightness = () =>
    theme.evaluate((root) => getComputedStyle(root).getPropertyValue('--colorNeutralBackground1').trim());
  expect(await brightness()).toBe('#ffffff');
  await turn('theme', 'dark');
  await expect.poll(brightness).toBe('#292929');
  await turn('theme', 'contrast');
  await expect.poll(brightness).toBe('#000000');

  await turn('language', 'ja-jp');
  const words = await loadWords('ja');
  await tab
    .getByRole('button', { name: String(words.find('list.addPatient')) })
    .first()
    .waitFor();
  await turn('width', 'phone');
  await tab.getByRole('navigation', { name: String(words.find('list.phone.bar')) }).waitFor();
  expect((await page.getByTestId('app-frame').boundingBox())?.width).toBe(390);
  // What was chosen before is still so.
  expect(await brightness()).toBe('#000000');
  expect(await page.getByTestId('person').inputValue()).toBe('chen');
});
