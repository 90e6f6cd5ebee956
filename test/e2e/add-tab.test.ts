import { afterAll, beforeAll, expect, it } from 'vitest';
import { findViolations } from './axe';
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

it('outside Teams the tab says where to find it', async () => {
  const { page, say } = await stage.enter({ isBare: true });
  await page.goto(`${new URL(page.url()).origin}/`);
  await page.getByText(say('app.outside.title')).waitFor();
});
