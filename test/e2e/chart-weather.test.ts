// The chart of a patient when something stands between the tab and the API: each has its own words, and trying again helps.
import type { Route } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { cast } from '../sandbox/census/roles';
import type { Actor } from './actor';
import { findViolations } from './axe';
import { type Stage, startStage } from './stage';

let stage: Stage;
let olivia: Actor;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  const connection = await team.connect(stage.sandbox.links.open, 'Open sandbox');
  const list = await team.createList('Ward round');
  await team.addFromEhr(list.id, connection, [cast.manyVitals, cast.highAllergy]);
});
beforeEach(async () => {
  olivia = await stage.enter();
  await olivia.tab.locator('[aria-busy="false"]').first().waitFor();
});
afterAll(() => stage.stop());

const chart = /\$chart/;
const panel = () => olivia.tab.getByRole('complementary');
const open = (name: string) => olivia.cell(name, 'patient').getByText(name.toUpperCase()).click();
/** Sections stand there from the beginning, and say when they were read. */
const isRead = () =>
  panel()
    .getByText(olivia.say('patient.read', { time: '' }).trim())
    .first()
    .waitFor();
const page = (status: number) => ({ status, contentType: 'text/html', body: '<html>A proxy</html>' });

it.each<readonly [string, (route: Route) => Promise<void>, 'unreadable' | 'unreachable']>([
  ['a page of a proxy', (route) => route.fulfill(page(200)), 'unreadable'],
  [
    'JSON that ends too early',
    (route) => route.fulfill({ contentType: 'application/fhir+json', body: '{"resourceType":"Bun' }),
    'unreadable',
  ],
  ['a gateway that finds nobody behind it', (route) => route.fulfill(page(502)), 'unreachable'],
  ['a connection that is cut', (route) => route.abort('connectionreset'), 'unreachable'],
])('%s is told as what it is, and the chart is read when it is gone', async (_what, answer, code) => {
  await olivia.page.route(chart, answer);
  await open('Manyon');
  await panel()
    .getByText(olivia.say(`errors.${code}.what`))
    .waitFor();
  await olivia.page.unroute(chart);
  await panel()
    .getByRole('button', { name: olivia.say('app.retry') })
    .click();
  await isRead();
});

it('a token that has just ended is asked for anew once, and nobody notices', async () => {
  const tokens: (string | undefined)[] = [];
  await olivia.page.route(chart, (route, request) => {
    tokens.push(request.headers().authorization);
    return tokens.length === 1 ? route.fulfill({ status: 401, json: {} }) : route.continue();
  });
  await open('Manyon');
  await isRead();
  expect(tokens).toHaveLength(2);
  for (const token of tokens) expect(token).toMatch(/^Bearer ./);
});

it('offline, a patient who was not read yet says so, and is read when the network is back', async () => {
  await open('Manyon');
  await isRead();
  await olivia.context.setOffline(true);
  await open('Penrose');
  await panel().getByText(olivia.say('errors.offline.what')).first().waitFor();
  expect(await panel().getByText(olivia.say('errors.unreadable.what')).count()).toBe(0);
  const known = panel().getByRole('region', { name: olivia.say('list.known') });
  await known.getByText('Aspirin').waitFor();
  await known.getByText(olivia.say('list.tip.lastRead', { time: '' }).trim()).waitFor();
  expect(await findViolations(olivia.page)).toBe('');
  await olivia.context.setOffline(false);
  await panel()
    .getByRole('button', { name: olivia.say('app.retry') })
    .first()
    .click();
  await isRead();
  expect(await known.count()).toBe(0);
});

/** Words of which something lies outside what their part of the screen shows. */
function findCut(region: Element): string[] {
  const cut: string[] = [];
  const texts = document.createTreeWalker(region, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const words = range.getBoundingClientRect();
    for (let part = node.parentElement; part !== null && part !== region; part = part.parentElement) {
      if (getComputedStyle(part).overflow === 'visible') continue;
      const shown = part.getBoundingClientRect();
      if (words.right > shown.right + 1 || words.bottom > shown.bottom + 1) cut.push(node.textContent ?? '');
    }
  }
  return cut;
}

it('on a phone, offline, what the list knows shows every vital sign whole', async () => {
  await olivia.close();
  olivia = await stage.enter({ isPhone: true });
  await olivia.tab.locator('[aria-busy="false"]').first().waitFor();
  await olivia.tab.locator('button[data-row]').filter({ hasText: 'Manyon' }).click();
  await isRead();
  await olivia.button('app.back').click();
  await olivia.context.setOffline(true);
  await olivia.tab.locator('button[data-row]').filter({ hasText: 'Penrose' }).click();
  const known = panel().getByRole('region', { name: olivia.say('list.known') });
  for (const kind of [
    'bloodPressure',
    'heartRate',
    'respiration',
    'temperature',
    'oxygenSaturation',
  ] as const)
    await known
      .getByText(olivia.say(`patient.vitalShort.${kind}`))
      .first()
      .waitFor();
  expect(await known.evaluate(findCut)).toEqual([]);
});
