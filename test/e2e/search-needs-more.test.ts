// A system that matches people by likeness: the box asks for what is missing, says what its hits are, and adds whom one chose.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findViolations } from './axe';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage(['epic']);
  const team = stage.team();
  await team.connect(stage.sandbox.links.epic, 'Seaview');
  await team.createList('Round');
});
afterAll(() => stage.stop());

it.each([
  ['1440 px', false, 'June', 'Harper', '1944-04-04'],
  ['390 px', true, 'Grace', 'Okafor', '1957-06-05'],
])('on %s', async (_width, isPhone, given, family, birthDate) => {
  const olivia = await stage.enter({ isPhone });
  const box = olivia.tab.getByRole('combobox', { name: olivia.say('search.label') });
  const hits = olivia.tab.getByRole('option');
  if (isPhone) await olivia.button('list.phone.add').click();
  await box.fill(family);
  await olivia.text('search.needsMore').waitFor();
  expect(await hits.count()).toBe(0);

  const fields = olivia.tab.getByRole('group', { name: olivia.say('search.moreFields') });
  const labels = await fields.locator('label').allTextContents();
  expect(labels).toEqual(
    ['search.given', 'search.birthDate', 'search.mrn'].map((key) => olivia.say(key as 'search.mrn')),
  );
  const group = await fields.boundingBox();
  const boxes = await Promise.all(
    (await fields.locator('input').all()).map((one) => one.locator('..').boundingBox()),
  );
  for (const [at, one] of boxes.entries()) {
    if (!one || !group) throw new Error('not drawn');
    if (isPhone) expect(one.height).toBeGreaterThanOrEqual(44);
    expect(one.x + one.width).toBeLessThanOrEqual(group.x + group.width);
    const next = boxes[at + 1];
    if (next && next.y === one.y) expect(one.x + one.width).toBeLessThan(next.x);
  }
  const givenField = olivia.field('search.given');
  await givenField.fill(given);
  await givenField.press('Enter');
  const bornField = olivia.field('search.birthDate');
  expect(await bornField.evaluate((field) => field === document.activeElement)).toBe(true);
  await bornField.fill(birthDate);
  await bornField.press('Enter');

  await olivia.text('search.scored').waitFor();
  await hits.first().waitFor();
  expect(await findViolations(olivia.page)).toBe('');
  expect([await givenField.inputValue(), await bornField.inputValue()]).toEqual([given, birthDate]);
  // The box has the focus again, and nobody is marked: Enter adds nobody.
  expect(await box.evaluate((field) => field === document.activeElement)).toBe(true);
  await box.press('Enter');
  await olivia.text('search.scored').waitFor();
  await hits.first().waitFor();
  expect(await hits.getByText(olivia.say('search.onList')).count()).toBe(0);
  await box.press('ArrowDown');
  await box.press('Enter');
  await hits.first().getByText(olivia.say('search.onList')).waitFor();
  expect(await hits.first().textContent()).toMatch(new RegExp(family, 'i'));
});
