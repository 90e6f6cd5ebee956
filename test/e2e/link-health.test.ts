// The EHR goes away while nobody changes anything: everybody who looks is told since when, and what is shown stays.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ListSummary } from '../../api/contract/lists.schema';
import { type Stage, startStage } from './stage';

let stage: Stage;
let list: ListSummary;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  const connectionId = await team.connect(stage.sandbox.links.open, 'Main EHR');
  list = await team.createList('Ward 5');
  const { patients } = await findPatients();
  await team.addFromEhr(list.id, connectionId, patients);
});
afterAll(() => stage.stop());

async function findPatients(): Promise<{ patients: string[] }> {
  const answer = await fetch(`${stage.sandbox.links.open}/Patient?_count=3`);
  const { entry } = await answer.json();
  return { patients: entry.map((one: { resource: { id: string } }) => one.resource.id) };
}

it('the banner says since when the link has failed, and goes when it is well again', async () => {
  const chen = await stage.enter({ person: 'chen' });
  const cells = chen.tab.locator('[role="gridcell"]');
  await chen.tab.getByRole('grid').waitFor();
  const banner = chen.tab.getByRole('alert').filter({ hasText: 'The EHR link has failed since' });
  expect(await banner.count()).toBe(0);
  stage.sandbox.knobs('open').set({ status: 503 });
  // Somebody reads: the link is looked at soon, not within the minute.
  await chen.tab.getByPlaceholder(/Add: name/).fill('smith');
  await banner.waitFor({ timeout: 60_000 });
  expect(await banner.textContent()).toMatch(/since \d{1,2}:\d{2}.*Showing what was known at \d{1,2}:\d{2}/);
  expect(await cells.filter({ hasText: 'Couldn’t read' }).count()).toBe(0);
  stage.sandbox.knobs('open').reset();
  await banner.waitFor({ state: 'detached', timeout: 60_000 });
}, 150_000);
