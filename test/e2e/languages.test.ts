import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Tree } from '../../api/words/dictionary';
import { words as first } from '../../tabs/i18n/en';
import { words as more } from '../../tabs/i18n/en-more';
import { loadWords } from '../../tabs/i18n/languages';
import { cast } from '../sandbox/census/roles';
import type { Actor } from './actor';
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

/** All that is read or heard on the screen and is a word of ours in English, though this language has its own, or a bare key. */
async function findForeign(actor: Actor): Promise<string[]> {
  const { find } = await loadWords(actor.language);
  const foreign = new Set(english.flatMap(([key, word]) => (find(key) === word ? [] : [key, word])));
  const seen = await actor.tab.locator('body').evaluate((body) => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '');
    for (const element of body.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder']) texts.push(element.getAttribute(name) ?? '');
    }
    return texts;
  });
  expect(seen.length).toBeGreaterThan(20);
  const isForeign = (text: string) => foreign.has(text.trim()) || within.test(text);
  return seen.filter((text) => text !== ofRecord && isForeign(text));
}

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
