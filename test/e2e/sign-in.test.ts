import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../api/contract/paths';
import { type Stage, startStage } from './stage';
import { ward5 } from './team';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

it('who is asked for consent presses one button and is in', async () => {
  const { button, heading, text } = await stage.enter({ person: 'chen', signIn: 'consent' });
  await text('errors.sign_in_needed.next').waitFor();
  await button('app.signIn').click();
  await heading('firstRun.wait.title').waitFor();
});

it.each([
  ['no-consent', 'sign_in_consent', 'en-us'],
  ['policy', 'sign_in_policy', 'ja-jp'],
  ['cancelled', 'sign_in_cancelled', 'zh-tw'],
] as const)(
  'a sign-in that ends with %s says what it needs, and may be tried again',
  async (signIn, code, locale) => {
    const { button, tab, text, say } = await stage.enter({ person: 'chen', signIn, locale });
    await button('app.signIn').click();
    await text(`errors.${code}.what`).waitFor();
    await tab.getByText(say(`errors.${code}.next`)).waitFor();
    expect(await button('app.signIn').count()).toBe(1);
  },
);

it('a wrong Application ID URI is told with the administrator’s next step, and no button that can’t help', async () => {
  const { button, text } = await stage.enter({ person: 'chen', signIn: 'wrong-uri' });
  await text('errors.sign_in_setup.next').waitFor();
  expect(await button('app.signIn').count()).toBe(0);
});

it('T13: a client that says of a member that they own the team gives them nothing', async () => {
  const { page, heading, button, tab } = await stage.enter({ person: 'chen' });
  await heading('firstRun.wait.title').waitFor();
  await page.route('**/teams/world', async (route) => {
    const world = await (await route.fetch()).text();
    await route.fulfill({
      body: world.replaceAll('"role":"member"', '"role":"owner"'),
      contentType: 'application/json',
    });
  });
  await page.reload();
  await heading('firstRun.wait.title').waitFor();
  expect(await button('firstRun.manual.choose').count()).toBe(0);
  await tab.getByText('Olivia Hart').waitFor();
  // Nor does a client that does not ask its own screens.
  const asked = await fetch(`${stage.url}${paths.mode(ward5)}`, {
    method: 'PUT',
    headers: {
      authorization: `Bearer ${await stage.sandbox.tokenFor('chen')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ mode: 'manual' }),
  });
  expect(asked.status).toBe(403);
});

it('T47: no token is written to the console, also where the log of teams-js is switched on', async () => {
  const said: string[] = [];
  const { page, heading } = await stage.enter({ person: 'chen' }, (page) => {
    page.on('console', (message) => said.push(message.text()));
    void page.context().addInitScript(() => localStorage.setItem('debug', '*'));
  });
  await heading('firstRun.wait.title').waitFor();
  await page.reload();
  await heading('firstRun.wait.title').waitFor();
  // The page around the tab has no such log; what the tab's own would say begins so.
  expect(said.filter((text) => /teamsJs:|eyJ/.test(text))).toEqual([]);
  expect(said.length).toBeGreaterThan(0);
});
