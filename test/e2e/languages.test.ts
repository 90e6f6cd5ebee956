import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast } from '../sandbox/census/roles';
import { findViolations } from './axe';
import { type Stage, startStage } from './stage';
import { ward5 } from './team';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  const connection = await team.connect(stage.sandbox.links.open, 'Open sandbox');
  const list = await team.createList('回診');
  await team.addFromEhr(list.id, connection, [cast.japanese, cast.chinese]);
});
afterAll(() => stage.stop());

describe.each(['ja-jp', 'zh-tw'] as const)('%s', (locale) => {
  it('first run speaks it', async () => {
    const actor = await stage.enter({
      locale,
      address: { ...ward5, channelId: '19:palliative-a@thread.tacv2' },
    });
    await actor.heading('firstRun.title').waitFor();
    expect(await actor.tab.locator('html').getAttribute('lang')).toBe(actor.language);
    expect(await findViolations(actor.page)).toBe('');
  });

  it('the list, the panel and the settings speak it, without one English word of ours or a bare key', async () => {
    const actor = await stage.enter({ locale });
    await actor.row('山田').waitFor();
    await actor.cell('山田', 'patient').click();
    await actor.tab
      .getByRole('complementary')
      .getByRole('heading', { name: actor.say('patient.section.vitals') })
      .waitFor();
    await actor.page.keyboard.press('Escape');
    await actor.button('list.more').click();
    await actor.menuItem('list.settings').click();
    await actor.heading('settings.fields.title').waitFor();
    const text = await actor.tab.locator('body').textContent();
    expect(text).not.toMatch(/\b(list|settings|patient|app)\.[a-z]+\.?[a-zA-Z]*\b/);
    expect(text).not.toMatch(/\b(Settings|Connection|Mode|Save|Cancel)\b/);
  });
});
