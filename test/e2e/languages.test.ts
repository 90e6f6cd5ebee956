import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tree } from '../../api/words/dictionary';
import { words as first } from '../../tabs/i18n/en';
import { words as more } from '../../tabs/i18n/en-more';
import { loadWords } from '../../tabs/i18n/languages';
import { cast } from '../sandbox/census/roles';
import type { Actor } from './actor';
import { findViolations } from './axe';
import { isFilled, leave, openMore } from './screens';
import { type Stage, startStage } from './stage';
import { ward5 } from './team';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  const connection = await team.connect(stage.sandbox.links.open, 'Open sandbox');
  const list = await team.createList('回診');
  await team.addFromEhr(list.id, connection, [cast.japanese, cast.chinese]);
  const typed = await team.addTyped(list.id, { family: '陳', given: '大文' });
  await team.removeRow(list.id, typed);
});
afterAll(() => stage.stop());

function toPairs(tree: Tree, above = ''): [key: string, english: string][] {
  return Object.entries(tree).flatMap(([name, inside]) =>
    typeof inside === 'string' ? [[`${above}${name}`, inside]] : toPairs(inside, `${above}${name}.`),
  );
}
/** Said by the record, whose words stay as they are. */
const ofRecord = 'No known allergies';
const english = toPairs({ ...first, ...more }).filter(([, word]) => /[a-z]{2}/i.test(word));
/** Found in the middle of a sentence, too. */
const within = /\b((list|settings|patient|app)\.[a-z]+|Settings|Connection|Mode|Save|Cancel)\b/;

/** A sentence with places to fill in, as a pattern; undefined where too little of it is words. */
function toPattern(word: string): RegExp | undefined {
  const parts = word.split(/\{\{\w+\}\}/);
  if (parts.length === 1 || !/[a-z]{4}/i.test(parts.join())) return undefined;
  return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`);
}
const patterns = new Map(english.map(([, word]) => [word, toPattern(word)]));

/** All that is read or heard on the screen and is a word of ours in English, though this language has its own, or a bare key. */
async function findForeign(actor: Actor, tab = actor.tab): Promise<string[]> {
  const { find } = await loadWords(actor.language);
  const own = english.filter(([key, word]) => find(key) !== word);
  const foreign = new Set(own.flat());
  const sentences = own.flatMap(([, word]) => patterns.get(word) ?? []);
  const seen = await tab.locator('body').evaluate((body) => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '');
    for (const element of body.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder']) texts.push(element.getAttribute(name) ?? '');
    }
    return texts;
  });
  const isForeign = (text: string) =>
    foreign.has(text) || within.test(text) || sentences.some((sentence) => sentence.test(text));
  const words = seen.flatMap((text) => text.split('·')).flatMap((text) => text.trim() || []);
  expect(words.length).toBeGreaterThan(2);
  return words.filter((text) => text !== ofRecord && isForeign(text));
}

/** Nothing has begun there. */
const fresh = {
  'ja-jp': { ...ward5, channelId: '19:palliative-a@thread.tacv2' },
  'zh-tw': { teamId: 'aaaaaaaa-0006-4000-8000-000000000006', channelId: '19:general-a6@thread.tacv2' },
};

it('what is looked for would be found: an English screen is full of it, words and sentences', async () => {
  const actor = await stage.enter({ isPersonal: true });
  await actor.tab.getByTestId('my-list').first().waitFor();
  const found = await findForeign({ ...actor, language: 'ja' });
  for (const words of ['Open', '2 patients', 'Open 回診 in Ward 5 West']) expect(found).toContain(words);
  await actor.close();
});

// First, while one of those channels still has a member who waits.
it.each(['ja-jp', 'zh-tw'] as const)(
  'in %s the page that asks for a name speaks it, and so do the doors of those who wait, are strangers or sign in',
  async (locale) => {
    const olivia = await stage.enter({ locale, isBare: true });
    await olivia.page.getByTestId('add-tab').click();
    const config = olivia.page.frameLocator('iframe[data-testid="config-frame"]');
    await config.getByLabel(olivia.say('config.name')).fill('');
    await config.getByText(olivia.say('config.nameMissing')).waitFor();
    expect(await findForeign(olivia, config), 'config').toEqual([]);
    await olivia.close();

    const chen = await stage.enter({ locale, person: 'chen', address: fresh['ja-jp'] });
    await chen.heading('firstRun.wait.title').waitFor();
    expect(await findForeign(chen), 'waiting').toEqual([]);
    await chen.close();

    const nadia = await stage.enter({ locale, person: 'nadia', signIn: 'policy' });
    await nadia.text('errors.sign_in_needed.next').waitFor();
    expect(await findForeign(nadia), 'sign-in').toEqual([]);
    await nadia.button('app.signIn').click();
    await nadia.text('errors.sign_in_policy.what').waitFor();
    expect(await findForeign(nadia), 'no sign-in').toEqual([]);
    await nadia.page.getByTestId('sign-in').selectOption('');
    await nadia.button('app.signIn').click();
    await nadia.text('errors.not_a_member.what').waitFor();
    expect(await findForeign(nadia), 'stranger').toEqual([]);
    await nadia.close();
  },
);

describe.each(['ja-jp', 'zh-tw'] as const)('%s', (locale) => {
  it('first run and connecting speak it, also where a check fails', async () => {
    const actor = await stage.enter({ locale, address: fresh[locale] });
    await actor.heading('firstRun.title').waitFor();
    expect(await actor.tab.locator('html').getAttribute('lang')).toBe(actor.language);
    expect(await findViolations(actor.page)).toBe('');
    expect(await findForeign(actor), 'first run').toEqual([]);
    await actor.button('firstRun.ehr.choose').click();
    const connect = async (link: string) => {
      await actor.field('settings.connection.link').first().fill(link);
      await actor.field('settings.connection.name').fill('Meridian');
      await actor.button('settings.connection.connect').click();
    };
    await actor.button('settings.connection.connect').click();
    await actor.text('settings.connection.linkMissing').waitFor();
    expect(await findForeign(actor), 'connect').toEqual([]);
    await connect('https://192.168.10.4/fhir');
    await actor.text('settings.connection.refused').waitFor();
    expect(await findForeign(actor), 'a check that failed').toEqual([]);
    await connect(stage.sandbox.links.meridian);
    await actor.text('settings.connection.done', { name: 'Meridian' }).waitFor();
    expect(await findForeign(actor), 'checks that passed').toEqual([]);
    await actor.button('firstRun.toList').click();
    await actor.heading('list.noList.title').waitFor();
    expect(await findForeign(actor), 'no list').toEqual([]);
    await actor.close();
  });

  it('my lists speak it', async () => {
    const actor = await stage.enter({ locale, isPersonal: true });
    await actor.tab.getByTestId('my-list').first().waitFor();
    expect(await findForeign(actor), 'my lists').toEqual([]);
    await actor.close();
  });

  it('what opens over the list speaks it, and the log, and the cover', async () => {
    const actor = await stage.enter({ locale }, (page) => void page.clock.install());
    const dialog = actor.tab.getByRole('dialog');
    const expectNoneIn = async (screen: string) => expect(await findForeign(actor), screen).toEqual([]);
    const leaveDialog = () => leave(actor, 'dialog');
    await isFilled(actor);
    for (const key of ['columns.open', 'keys.open', 'removedDrawer.open'] as const) {
      await openMore(actor, key);
      await dialog.waitFor();
      if (key === 'removedDrawer.open') await dialog.getByText('陳').waitFor();
      await expectNoneIn(key);
      await leaveDialog();
    }
    await actor.tab.locator('button[aria-haspopup="menu"]').first().click();
    await actor.menuItem('list.create').click();
    await actor.button('list.name.create').click();
    await actor.text('list.name.missing').waitFor();
    await expectNoneIn('a new list');
    await leaveDialog();
    await actor.button('list.more').click();
    await actor.menuItem('list.download').click();
    await actor.button('download.get').waitFor();
    await expectNoneIn('download');
    await leaveDialog();
    await actor.button('list.more').click();
    await actor.menuItem('list.addMany').click();
    await actor.field('many.paste.label').fill('SV000000');
    await expectNoneIn('add many');
    await actor.button('many.paste.find', { count: 1 }).click();
    await actor.text('many.preview.none', { count: 1 }).waitFor();
    await expectNoneIn('found');
    await leaveDialog();
    await openMore(actor, 'audit');
    await actor.text('audit.operation.PatientListView').waitFor();
    await expectNoneIn('log');
    await actor.page.clock.fastForward(16 * 60_000);
    await actor.tab.getByRole('dialog', { name: actor.say('app.idle.title') }).waitFor();
    await expectNoneIn('cover');
    await actor.close();
  });

  it('the list, the panel and the settings speak it, without one English word of ours or a bare key', async () => {
    const actor = await stage.enter({ locale });
    await actor.row('山田').waitFor();
    await actor.tab.locator('[role="grid"][aria-busy="false"]').waitFor();
    await actor.tab
      .getByRole('columnheader', { name: actor.say('column.mainProblem'), exact: true })
      .waitFor();
    expect(await findForeign(actor), 'list').toEqual([]);
    await actor.cell('山田', 'patient').click();
    const panel = actor.tab.getByRole('complementary');
    for (const section of ['stay', 'problems', 'allergies', 'vitals', 'coverage', 'person'] as const) {
      await panel.getByRole('heading', { name: actor.say(`patient.section.${section}`) }).waitFor();
    }
    expect(await findForeign(actor), 'panel').toEqual([]);
    await actor.page.keyboard.press('Escape');
    await actor.button('list.more').click();
    expect(await findForeign(actor), 'menu').toEqual([]);
    await actor.menuItem('list.settings').click();
    await actor.heading('settings.fields.title').waitFor();
    expect(await findForeign(actor), 'settings').toEqual([]);
  });
});
