import { afterAll, beforeAll, expect, it } from 'vitest';
import { cast } from '../sandbox/census/roles';
import type { Actor } from './actor';
import { findViolations } from './axe';
import { type Stage, startStage } from './stage';
import { ward5 } from './team';

let stage: Stage;
let olivia: Actor;
beforeAll(async () => {
  stage = await startStage();
  // Its people are made up before anybody waits for them.
  stage.sandbox.records('open');
});
afterAll(() => stage.stop());

const mrnOf = (id: string) => {
  const identifiers = stage.sandbox.records('open').find('Patient', id)?.identifier;
  return (identifiers as { value: string }[]).at(-1)?.value ?? '';
};

async function begin(name: string): Promise<void> {
  const team = stage.team(ward5);
  await team.connect(stage.sandbox.links.open, 'Open sandbox');
  await team.createList(name);
  olivia = await stage.enter();
  await olivia.button('list.addMany').click();
}

/** In the colours that somebody may have; the tab is light again afterwards. */
async function lookAtThemes(): Promise<void> {
  for (const theme of ['dark', 'contrast', 'default'] as const) {
    await olivia.turnTo(theme);
    expect(await findViolations(olivia.page), theme).toBe('');
  }
}

it('pastes a mail, sees who it is, adds all but one, and takes everybody off again', async () => {
  await begin('Consults');
  const text = `MRN: ${mrnOf(cast.japanese)} Yamada\n${mrnOf(cast.chinese)}\t1961-12-03\nSV000000\n${mrnOf(cast.dialysis)}`;
  await olivia.field('many.paste.label').fill(text);
  await olivia.button('many.paste.find', { count: 4 }).click();
  await olivia.text('many.preview.found', { count: 3 }).waitFor();
  await olivia.text('many.preview.none', { count: 1 }).waitFor();
  // The button that had the focus is gone; Escape and Tab still have the dialog to go by.
  await olivia.tab.locator('[role="dialog"]:focus').waitFor();
  await lookAtThemes();
  await olivia.tab.getByRole('checkbox').first().uncheck();
  await olivia.button('many.preview.add', { count: 2 }).click();
  await olivia.text('list.added', { count: 2 }).waitFor();
  await expect.poll(() => olivia.rows.count()).toBeGreaterThan(1);
  await olivia.button('app.undo').click();
  await olivia.heading('list.empty.title').waitFor();
});

it('takes everybody on a ward', async () => {
  await olivia.button('list.addMany').click();
  await olivia.tab.getByRole('tab', { name: olivia.say('many.tabs.lists') }).click();
  await olivia.tab.getByRole('button', { name: 'Cardiology consults' }).waitFor();
  await lookAtThemes();
  await olivia.tab.getByRole('tab', { name: olivia.say('many.tabs.wards') }).click();
  await olivia.tab.getByRole('button', { name: 'Intensive Care' }).waitFor();
  await lookAtThemes();
  await olivia.tab.getByRole('button', { name: 'Intensive Care' }).click();
  const add = olivia.tab.getByRole('button', { name: /^Add \d+ patients$/ });
  await add.waitFor();
  const count = Number(/\d+/.exec((await add.textContent()) ?? '')?.[0]);
  await add.click();
  await olivia.text('list.added', { count }).waitFor();
  await expect.poll(() => olivia.tab.locator('[data-row][aria-rowindex]').count()).toBeGreaterThan(1);
});

it('on a phone, in Chinese and in the dark, nothing is hidden and nothing goes sideways', async () => {
  olivia = await stage.enter({ isPhone: true, locale: 'zh-tw', theme: 'dark' });
  const phone = olivia;
  const look = async () => {
    expect(await findViolations(phone.page)).toBe('');
    const [content = 0, room = 0] = await phone.tab
      .locator('html')
      .evaluate((html) => [html.scrollWidth, html.clientWidth]);
    expect(content).toBeLessThanOrEqual(room);
  };
  await phone.button('list.more').click();
  await phone.menuItem('list.addMany').click();
  await phone.field('many.paste.label').fill(`SV000000 ${mrnOf(cast.japanese)}`);
  await look();
  await phone.button('many.paste.find', { count: 2 }).click();
  await phone.text('many.preview.found', { count: 1 }).waitFor();
  await look();
  await phone.button('many.preview.again').click();
  await phone.tab.getByRole('tab', { name: phone.say('many.tabs.wards') }).click();
  await phone.tab.getByRole('button', { name: 'Intensive Care' }).waitFor();
  await look();
});
