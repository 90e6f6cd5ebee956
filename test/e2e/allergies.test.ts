// An allergy is never half a word: whole or counted, at every width, in every language, on desk and phone.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast } from '../sandbox/census/roles';
import type { Actor, Look } from './actor';
import { type Stage, startStage } from './stage';

const substances = [
  'Penicillin',
  'Peanut',
  'Latex',
  'Sulfamethoxazole/trimethoprim',
  'Amoxicillin with clavulanate potassium, oral suspension',
  'ペニシリン系抗生物質',
  '盤尼西林類抗生素',
  'Wine',
];
const patients = [cast.accented, cast.highAllergy, cast.left, cast.noPlace, cast.transferred, cast.infant];

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  const connection = await team.connect(stage.sandbox.links.open, 'Open sandbox');
  patients.forEach((id, at) => {
    recordAllergies(id, at);
  });
  const list = await team.createList('Ward round');
  await team.addFromEhr(list.id, connection, [...patients, cast.excludedAllergies, 'example']);
});
afterAll(() => stage.stop());

/** Each patient begins at another place of the list, and has one more that is severe. */
function recordAllergies(id: string, at: number): void {
  const turned = [...substances.slice(at), ...substances.slice(0, at)];
  turned.slice(0, 2 + at).forEach((text, index) => {
    stage.sandbox.records('open').put({
      resourceType: 'AllergyIntolerance',
      id: `story-${id}-${index}`,
      clinicalStatus: { coding: [{ code: 'active' }] },
      patient: { reference: `Patient/${id}` },
      code: { text },
      criticality: index <= at ? 'high' : 'low',
    });
  });
}

interface Chips {
  readonly text: string;
  readonly isAlone: boolean;
  readonly isCut: boolean;
}

const readChips = (actor: Actor): Promise<Chips[]> =>
  actor.tab.locator('[data-chip]').evaluateAll((chips) =>
    chips.map((chip) => ({
      text: chip.textContent ?? '',
      isAlone: chip.parentElement?.querySelectorAll('[data-chip]').length === 1,
      isCut: chip.scrollWidth > chip.clientWidth || chip.scrollHeight > chip.clientHeight + 1,
    })),
  );

/** What the line, or the cell around it, would hide. */
const findHidden = (actor: Actor): Promise<string[]> =>
  actor.tab.locator('[data-column="allergies"] > span:has([data-chip])').evaluateAll((lines) =>
    lines
      .filter((line) => {
        const cell = line.parentElement;
        const isTall = cell !== null && line.scrollHeight > cell.clientHeight;
        return isTall || line.scrollHeight > line.clientHeight || line.scrollWidth > line.clientWidth;
      })
      .map((line) => line.textContent ?? ''),
  );

async function expectWholeNames(actor: Actor, what: string): Promise<void> {
  const chips = await readChips(actor);
  expect(chips.length, what).toBeGreaterThan(patients.length);
  const cut = chips.filter((chip) => chip.isCut && !chip.isAlone).map((chip) => chip.text);
  expect(cut, what).toEqual([]);
  expect(await findHidden(actor), what).toEqual([]);
}

describe.each(['en-us', 'ja-jp', 'zh-tw'] as const)('%s', (locale) => {
  const enterAs = async (look: Look) => {
    const actor = await stage.enter({ ...look, locale });
    await actor.tab.locator('[data-chip]').first().waitFor();
    await actor.tab.locator('[aria-busy="false"]').first().waitFor();
    return actor;
  };

  it('no name is cut beside another one, however wide Teams is', async () => {
    const actor = await enterAs({});
    for (const width of [1440, 1280, 1024, 1920, 1440]) {
      await actor.page.setViewportSize({ width, height: 900 });
      await actor.tab.locator('body').evaluate(() => new Promise(requestAnimationFrame));
      await actor.tab.locator('body').evaluate(() => new Promise(requestAnimationFrame));
      await expectWholeNames(actor, `${width} px`);
    }
    const cell = actor.cell('Refton', 'allergies');
    expect(await cell.textContent()).toContain(actor.say('patient.qualifier.unconfirmed'));
    await actor.close();
  });

  it('nor in the dense list', async () => {
    const actor = await enterAs({});
    await actor.button('list.more').click();
    await actor.tab.getByRole('menuitemcheckbox', { name: actor.say('list.dense') }).click();
    await actor.page.keyboard.press('Escape');
    await expectWholeNames(actor, 'dense');
    await actor.close();
  });

  it('a card of the phone wraps, and cuts no name at all', async () => {
    const actor = await enterAs({ isPhone: true });
    await expectWholeNames(actor, '390 px');
    expect((await readChips(actor)).filter((chip) => chip.isCut)).toEqual([]);
    await actor.close();
  });
});
