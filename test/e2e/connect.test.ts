import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type CheckId, checkIds } from '../../api/contract/connect.schema';
import type { ErrorCode } from '../../api/contract/error-codes';
import type { Actor } from './actor';
import { type Stage, startStage } from './stage';

let stage: Stage;
let olivia: Actor;
beforeAll(async () => {
  stage = await startStage();
});
beforeEach(async () => {
  stage.sandbox.reset();
  olivia = await stage.enter();
  await olivia.button('firstRun.ehr.choose').click();
});
afterAll(() => stage.stop());

async function connect(link: string, name = 'Our EHR'): Promise<void> {
  await olivia.field('settings.connection.link').first().fill(link);
  await olivia.field('settings.connection.name').fill(name);
  await olivia.button('settings.connection.connect').click();
}
const check = (id: CheckId, status: string) =>
  olivia.tab.locator(`[data-check="${id}"][data-status="${status}"]`);

const wrong: [what: string, toLink: () => string, check: CheckId, code: ErrorCode][] = [
  ['is no URL', () => 'our server', 'address', 'link_not_a_url'],
  ['is a private address', () => 'https://192.168.10.4/fhir', 'address', 'address_not_allowed'],
  ['carries a password', () => 'https://me:secret@fhir.example.org/r4', 'address', 'link_has_extras'],
];

it.each(wrong)(
  'a link that %s ends in a sentence and the next step; what was typed stays',
  async (_what, toLink, id, code) => {
    const link = toLink();
    await connect(link);
    const line = check(id, 'failed');
    await line.getByText(olivia.say(`errors.${code}.what`)).waitFor();
    await line.getByText(olivia.say(`errors.${code}.next`)).waitFor();
    await olivia.text('settings.connection.refused').waitFor();
    expect(await olivia.field('settings.connection.link').first().inputValue()).toBe(link);
    expect(await olivia.field('settings.connection.name').inputValue()).toBe('Our EHR');
  },
);

it('a wrong secret is named as such, and nothing is stored', async () => {
  stage.sandbox.knobs('meridian').set({ rejectSecret: true });
  await connect(stage.sandbox.links.meridian);
  await check('token', 'failed').getByText(olivia.say('errors.token_refused.what')).waitFor();
  await olivia.text('settings.connection.refused').waitFor();
  const again = await stage.enter();
  await again.button('firstRun.ehr.choose').waitFor();
});

it('the link of an offer is copied, and can be pasted', async () => {
  const link = olivia.field('settings.connection.link').first();
  await olivia.button('settings.connection.copyOf', { name: 'Cedar Health R4' }).click();
  await olivia.text('app.copied').waitFor();
  await link.focus();
  await olivia.page.keyboard.press('ControlOrMeta+V');
  expect(await link.inputValue()).toBe(stage.sandbox.links.cedar);
});

it('an offered link connects: every check passes in view, and the list is next', async () => {
  await olivia.button('settings.connection.useOf', { name: 'Meridian Bridge' }).click();
  await olivia.field('settings.connection.name').fill('Meridian');
  await olivia.button('settings.connection.connect').click();
  await olivia.text('settings.connection.done', { name: 'Meridian' }).waitFor();
  const states = await olivia.tab
    .locator('[data-check]')
    .evaluateAll((lines) => lines.map((line) => line.getAttribute('data-status')));
  expect(states).toHaveLength(checkIds.length);
  expect(states.filter((state) => state !== 'ok' && state !== 'warning')).toEqual([]);
  await olivia.button('firstRun.toList').click();
  await olivia.heading('list.noList.title').waitFor();
});
