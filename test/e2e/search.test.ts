import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Actor, Look } from './actor';
import { findViolations } from './axe';
import { type Stage, startStage } from './stage';
import { ward5 } from './team';

let stage: Stage;
let olivia: Actor;
let box: Locator;
let hits: Locator;
let count = 0;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.stop());

async function open(persona: 'open' | 'cedar', look: Look = {}): Promise<void> {
  const team = stage.team(ward5);
  await team.connect(stage.sandbox.links[persona], persona);
  count += 1;
  await team.createList(`Round ${count}`);
  olivia = await stage.enter(look);
  if (look.isPhone) await olivia.button('list.phone.add').click();
  box = olivia.tab.getByRole('combobox', { name: olivia.say('search.label') });
  hits = olivia.tab.getByRole('option');
  await box.waitFor();
}

beforeEach(() => stage.sandbox.reset());

it('finds by name, adds with Enter or by a click, stays open and knows who is on the list', async () => {
  await open('open');
  await box.fill('smi');
  await hits.first().waitFor();
  const first = (await hits.first().locator('div div').first().textContent()) ?? '';
  await box.press('ArrowDown');
  await box.press('Enter');
  await hits.first().getByText(olivia.say('search.onList')).waitFor();
  await hits.nth(1).click();
  await hits.nth(1).getByText(olivia.say('search.onList')).waitFor();
  expect(await box.inputValue()).toBe('smi');
  await box.press('Escape');
  await hits.first().waitFor({ state: 'detached' });
  await olivia.row(first).waitFor();
});

it('the connection is changed while somebody searches: nobody of the other EHR is added, and it is searched anew', async () => {
  await open('open');
  await box.fill('montgomery');
  await hits.first().waitFor();
  await stage.team(ward5).connect(stage.sandbox.links.meridian, 'Meridian');
  const asked = olivia.page.waitForRequest(/Patient\/_search/);
  await hits.first().click();
  await olivia.text('errors.no_connection.what').waitFor();
  await asked;
  expect(await box.inputValue()).toBe('montgomery');
  await hits.first().click();
  await hits.first().getByText(olivia.say('search.onList')).waitFor();
});

const nameOf = async (hit: number) => (await hits.nth(hit).locator('div div').first().textContent()) ?? '';
const toasts = () => olivia.tab.locator('.fui-Toast').filter({ visible: true });
const onList = (hit: number) => hits.nth(hit).getByText(olivia.say('search.onList'));

it('who is added can be taken off again at once, one after the other: toasts don’t pile up, the box stays open and keeps the focus', async () => {
  await open('open');
  await box.fill('smithers');
  await hits.nth(2).waitFor();
  const names = [await nameOf(0), await nameOf(1), await nameOf(2)];
  for (const name of names) {
    await box.press('ArrowDown');
    await box.press('Enter');
    await toasts().getByText(olivia.say('list.addedName', { name })).waitFor();
    expect(await toasts().count()).toBe(1);
  }
  await olivia.button('app.undo').click();
  await onList(2).waitFor({ state: 'detached' });
  await onList(1).waitFor();
  expect(await box.getAttribute('aria-expanded')).toBe('true');
  expect(await box.evaluate((input) => input === document.activeElement)).toBe(true);
  // The one before can be taken back as well, and the first stays.
  await toasts()
    .getByText(olivia.say('list.addedName', { name: names[1] ?? '' }))
    .waitFor();
  await expect.poll(() => toasts().count()).toBe(1);
  await olivia.button('app.undo').click();
  await onList(1).waitFor({ state: 'detached' });
  await toasts()
    .getByText(olivia.say('list.addedName', { name: names[0] ?? '' }))
    .waitFor();
  await expect.poll(() => toasts().count()).toBe(1);
  await box.press('Escape');
  await olivia.row(names[0] ?? '').waitFor();
  for (const name of names.slice(1)) expect(await olivia.row(name).count()).toBe(0);
});

it('on a phone the toast stands above the box, and its undo takes the patient off', async () => {
  await open('open', { isPhone: true });
  await box.fill('smithfield');
  // The first is on the list since the first story.
  await hits.nth(1).click();
  await onList(1).waitFor();
  const room = async () => {
    const [toast, field] = [await toasts().boundingBox(), await box.boundingBox()];
    return (field?.y ?? 0) - (toast?.y ?? 0) - (toast?.height ?? 0);
  };
  await expect.poll(room).toBeGreaterThan(0);
  await olivia.button('app.undo').click();
  await onList(1).waitFor({ state: 'detached' });
  expect(await box.getAttribute('aria-expanded')).toBe('true');
});

it.each([
  ['1957-06-05', 'en-us'],
  ['6/5/1957', 'en-us'],
  ['19570605', 'en-us'],
  ['5/6/1957', 'en-gb'],
] as const)('understands a birth date written as %s in %s', async (text, locale) => {
  await open('open', { locale });
  await box.fill(text);
  const answer = await olivia.page.waitForResponse((response) => response.url().includes('/_search'));
  expect(answer.request().postData()).toContain('birthdate=1957-06-05');
});

it('says so when nobody matches, and when a character is too few', async () => {
  await open('open');
  await box.fill('z');
  await olivia.text('search.tooShort', { count: 2 }).waitFor();
  await box.fill('zzqqxx');
  await olivia.text('search.none').waitFor();
});

it('a mark goes when somebody else comes under it: Enter adds only whom somebody moved to', async () => {
  await open('open');
  await box.fill('smi');
  await hits.first().waitFor();
  const before = await hits.first().textContent();
  stage.sandbox.knobs('open').set({ hold: true });
  await box.fill('jo');
  await olivia.text('search.searching').waitFor();
  await box.press('ArrowDown');
  expect(await hits.first().getAttribute('aria-selected')).toBe('true');
  stage.sandbox.knobs('open').set({ hold: false });
  await expect.poll(() => hits.first().textContent()).not.toBe(before);
  await expect.poll(() => hits.first().getAttribute('aria-selected')).toBe('false');
  await box.press('Enter');
  await box.press('ArrowDown');
  await box.press('Enter');
  await hits.first().getByText(olivia.say('search.onList')).waitFor();
  expect(await hits.getByText(olivia.say('search.onList')).count()).toBe(1);
});

it('what turns while it searches and adds is told in words', async () => {
  await open('open');
  const { set } = stage.sandbox.knobs('open');
  set({ hold: true });
  await box.fill('smi');
  await olivia.text('search.searching').waitFor();
  expect(await findViolations(olivia.page)).toBe('');
  set({ hold: false });
  // One whom no other story adds.
  const hit = hits.nth(4);
  await hit.waitFor();
  set({ hold: true });
  await hit.click();
  await hit.getByRole('progressbar', { name: olivia.say('search.adding') }).waitFor();
  expect(await findViolations(olivia.page)).toBe('');
  set({ hold: false });
  await onList(4).waitFor();
});

it('shows the next page of many hits', async () => {
  await open('open');
  await box.fill('jo');
  await hits.first().waitFor();
  const before = await hits.count();
  await olivia.button('search.more').click();
  await hits.nth(before).waitFor();
});

it('asks for the birth date where the server wants more than a name', async () => {
  await open('cedar');
  await box.fill('smith');
  await olivia.text('search.needsMore').waitFor();
  await olivia.field('search.birthDate').waitFor();
});
