// What a hit says of a patient, so that two people can be told apart, and how many more there are.
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Actor } from './actor';
import { type Stage, startStage } from './stage';

let stage: Stage;
let olivia: Actor;
let box: Locator;
let hits: Locator;
beforeAll(async () => {
  stage = await startStage();
});
beforeEach(() => stage.sandbox.reset());
afterAll(() => stage.stop());

async function open(persona: 'open' | 'cedar'): Promise<void> {
  const team = stage.team();
  await team.connect(stage.sandbox.links[persona], persona);
  await team.createList(`Round at ${persona}`);
  await enter();
}

async function enter(): Promise<void> {
  olivia = await stage.enter();
  box = olivia.tab.getByRole('combobox', { name: olivia.say('search.label') });
  hits = olivia.tab.getByRole('option');
  await box.waitFor();
}

it('a hit tells birth date, age, sex and MRN, and then the last location', async () => {
  await open('open');
  await box.fill('Müller-Gómez');
  const hit = hits.first();
  await hit.waitFor();
  const text = (await hit.textContent()) ?? '';
  expect(text).toContain('May 19, 1975');
  expect(text).toMatch(/\d+ y/);
  expect(text).toContain(olivia.say('patient.sex.male'));
  expect(text).toMatch(/MRN \S+/);
  await hit.getByText(/Bed \d/).waitFor();
});

it('who has the same name differs by birth date and MRN', async () => {
  await enter();
  await box.fill('Okafor');
  await hits.nth(1).waitFor();
  const texts = await hits.allTextContents();
  expect(texts.filter((text) => text.includes('1957'))).toHaveLength(1);
  expect(texts.filter((text) => text.includes('1984'))).toHaveLength(1);
  const numbers = texts.map((text) => /MRN (\S+)/.exec(text)?.[1]);
  expect(new Set(numbers).size).toBe(texts.length);
  // Encounters of several patients are read another way than those of one.
  await hits
    .filter({ hasText: /Bed \d/ })
    .nth(texts.length - 1)
    .waitFor();
});

it('a total that the server gives is told; one that it doesn’t give is not made up', async () => {
  await enter();
  await box.fill('jo');
  await olivia.tab.getByText(/^\d+ of \d+$/).waitFor();
  stage.sandbox.knobs('open').set({ noTotal: true });
  await olivia.page.reload();
  await box.fill('jo');
  await olivia.tab.getByText(/^\d+ shown$/).waitFor();
});

it('a total that is only an estimate is called one', async () => {
  await enter();
  await olivia.context.route('**/Patient/_search', async (route) => {
    const answer = await route.fetch();
    const bundle = await answer.json();
    const tag = [{ system: 'urn:patients:total', code: 'estimate' }];
    await route.fulfill({ response: answer, json: { ...bundle, total: 420, meta: { tag } } });
  });
  await box.fill('jo');
  await olivia.tab.getByText(/^\d+ of about 420$/).waitFor();
});

it('too many hits are no hits: the box says so and asks for the birth date', async () => {
  for (let at = 0; at < 101; at += 1) {
    stage.sandbox.records('cedar').put({
      resourceType: 'Patient',
      id: `crowd-${at}`,
      name: [{ family: 'Crowd', given: [`Number${at}`] }],
      birthDate: '1950-01-01',
    });
  }
  await open('cedar');
  await box.fill('Crowd 1950-01-01');
  await olivia.tab.getByText(/match\. Add a birth date\./).waitFor();
  await olivia.field('search.birthDate').waitFor();
  expect(await hits.count()).toBe(0);
});
