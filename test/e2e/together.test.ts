// Two people at the same list at the same time: nobody's words are lost, and both names are in view.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from './actor';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  await team.chooseManual();
  await team.createList('Ward 5');
});
afterAll(() => stage.stop());

const listButton = (actor: Actor) => actor.tab.locator('button[aria-haspopup="menu"]').first();
async function startRenaming(actor: Actor, name: string): Promise<void> {
  await listButton(actor).click();
  await actor.menuItem('list.rename').click();
  await actor.field('list.name.label').fill(name);
}

it('two people rename a list: the second sees both names, and the first one’s stands', async () => {
  const olivia = await stage.enter();
  const chen = await stage.enter({ person: 'chen' });
  await startRenaming(olivia, 'Ward 5 East');
  await startRenaming(chen, 'Ward 5 by day');
  await chen.button('list.name.rename').click();
  await listButton(chen).filter({ hasText: 'Ward 5 by day' }).waitFor();

  await olivia.button('list.name.rename').click();
  await olivia.text('list.name.now', { name: 'Ward 5 by day' }).waitFor();
  expect(await olivia.field('list.name.label').inputValue()).toBe('Ward 5 East');
  await olivia.button('app.cancel').click();
  await olivia.page.reload();
  await listButton(olivia).filter({ hasText: 'Ward 5 by day' }).waitFor();
});

it('who has seen both names may insist: saving again replaces the other one knowingly', async () => {
  const olivia = await stage.enter();
  const chen = await stage.enter({ person: 'chen' });
  await startRenaming(olivia, 'Ward 5 North');
  await startRenaming(chen, 'Ward 5 South');
  await chen.button('list.name.rename').click();
  await listButton(chen).filter({ hasText: 'Ward 5 South' }).waitFor();

  await olivia.button('list.name.rename').click();
  await olivia.text('list.name.now', { name: 'Ward 5 South' }).waitFor();
  await olivia.button('list.name.rename').click();
  await listButton(olivia).filter({ hasText: 'Ward 5 North' }).waitFor();
  await chen.page.reload();
  await listButton(chen).filter({ hasText: 'Ward 5 North' }).waitFor();
});
