import { afterAll, beforeAll, expect, it } from 'vitest';
import { findViolations } from './axe';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

it('the owner sees two ways to begin, each with a sentence, a picture and a button', async () => {
  const { tab, button, text } = await stage.enter();
  await button('firstRun.ehr.choose').waitFor();
  await text('firstRun.ehr.text').waitFor();
  await text('firstRun.manual.text').waitFor();
  await button('firstRun.manual.choose').waitFor();
  expect(await tab.locator('[data-testid^="choose-"] svg').count()).toBe(2);
});

it.each(['en-us', 'ja-jp', 'zh-tw'] as const)('each way to begin is one sentence, in %s', async (locale) => {
  const { say, close } = await stage.enter({ locale });
  for (const words of [say('firstRun.ehr.text'), say('firstRun.manual.text')]) {
    expect(words.match(/[.!?。！？]/g)).toHaveLength(1);
    expect(words).toMatch(/[.。]$/);
  }
  await close();
});

it('the pictures are drawn in the colours of the theme', async () => {
  const { tab, turnTo, button } = await stage.enter();
  await button('firstRun.ehr.choose').waitFor();
  const strokes = () =>
    tab
      .locator('[data-testid^="choose-"] svg')
      .evaluateAll((pictures) =>
        pictures.map((picture) =>
          [...picture.querySelectorAll('[stroke]')].map((part) => getComputedStyle(part).stroke).join(),
        ),
      );
  const light = await strokes();
  expect(light).toHaveLength(2);
  expect(light.join()).toMatch(/rgb/);
  await turnTo('dark');
  const dark = await strokes();
  for (const [at, stroke] of light.entries()) expect(dark[at]).not.toBe(stroke);
});

it('a clinician, no owner, sees who may set it up and can ask again', async () => {
  const { tab, heading, button } = await stage.enter({ person: 'chen' });
  await heading('firstRun.wait.title').waitFor();
  await tab.getByText('Olivia Hart').waitFor();
  await button('app.retry').click();
  await heading('firstRun.wait.title').waitFor();
  expect(await button('firstRun.manual.choose').count()).toBe(0);
});

it.each([
  ['somebody in no team', 'nadia'],
  ['somebody of another hospital', 'bruno'],
] as const)('%s learns nothing about this team', async (_who, person) => {
  const { tab, text } = await stage.enter({ person });
  await text('errors.not_a_member.what').waitFor();
  expect(await tab.getByText('Olivia').count()).toBe(0);
});

it('T11: a guest, whom nobody lets in, is told that, who sets it up and who decides; and learns no more', async () => {
  const { tab, text, page } = await stage.enter({ person: 'gus' });
  await text('errors.guest_kept_out.what').waitFor();
  await text('errors.guest_kept_out.next').waitFor();
  expect(await tab.getByText('Olivia').count()).toBe(0);
  expect(await findViolations(page)).toBe('');
});

it("the owner's choice reaches everybody who was waiting", async () => {
  const chen = await stage.enter({ person: 'chen' });
  await chen.heading('firstRun.wait.title').waitFor();
  const olivia = await stage.enter();
  await olivia.button('firstRun.manual.choose').waitFor();
  // It is chosen, but the network goes before that is known here.
  await olivia.page.route(/\/session$/, (route) => route.abort());
  await olivia.button('firstRun.manual.choose').click();
  await olivia.text('errors.unreachable.what').waitFor();
  await olivia.page.unroute(/\/session$/);
  await olivia.button('app.retry').click();
  await olivia.heading('list.noList.title').waitFor();
  await chen.button('app.retry').click();
  await chen.heading('list.noList.title').waitFor();
});
