// How a list of the EHR looks, with what opens over and beside it.
import { afterAll, beforeAll } from 'vitest';
import type { ListSummary } from '../../api/contract/lists.schema';
import { cast } from '../sandbox/census/roles';
import type { Actor, Look } from './actor';
import { isFilled, leave, lookAt, openMore, openPatient, type Visit } from './screens';
import { type Stage, startStage } from './stage';

let stage: Stage;
let other: ListSummary;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  const connection = await team.connect(stage.sandbox.links.open, 'Open sandbox');
  const list = await team.createList('Ward round');
  const patients = [cast.accented, cast.highAllergy, cast.left, cast.noPlace, cast.replaced];
  await team.addFromEhr(list.id, connection, patients);
  other = await team.createList('Night');
});
afterAll(() => stage.stop());

const openLists = (actor: Actor) => actor.tab.locator('button[aria-haspopup="menu"]').first().click();
async function openNight(actor: Actor): Promise<void> {
  await openLists(actor);
  await actor.tab.getByRole('menuitemradio', { name: other.name }).click();
  await actor.heading('list.empty.title').waitFor();
}
/** On a phone the box that adds or filters is brought up first. */
async function fill(actor: Actor, { isPhone }: Look, box: 'add' | 'filter', text: string): Promise<void> {
  if (isPhone) await actor.button(`list.phone.${box}`).click();
  const role = box === 'add' ? 'combobox' : 'searchbox';
  const name = actor.say(box === 'add' ? 'search.label' : 'list.filter');
  await actor.tab.getByRole(role, { name }).fill(text);
}

const visits: Record<string, Visit> = {
  'the list and its patients': {
    look: {},
    steps: {
      list: isFilled,
      'search, with somebody who is on the list': async (actor, look) => {
        await fill(actor, look, 'add', 'Müller-Gómez');
        await actor.tab.getByRole('option').getByText(actor.say('search.onList')).waitFor();
      },
      'search without a hit': async (actor) => {
        await actor.tab.getByRole('combobox', { name: actor.say('search.label') }).fill('zzqqxx');
        await actor.text('search.none').waitFor();
      },
      'a filter that keeps nobody': async (actor, look) => {
        await fill(actor, look, 'filter', 'zzqqxx');
        await actor.heading('list.noMatch.title').waitFor();
      },
      patient: async (actor, look) => {
        await actor.button('list.noMatch.action').click();
        await openPatient(actor, look, 'Müller-Gómez');
        await actor.tab.getByRole('complementary').getByRole('heading').nth(3).waitFor();
      },
      'a replaced record': async (actor, look) => {
        await actor.page.keyboard.press('Escape');
        await openPatient(actor, look, 'Ivanova');
        await actor.text('patient.replacedBy', { id: cast.replacement }).waitFor();
      },
    },
  },
  'what opens over the list': {
    look: {},
    steps: {
      'more menu': async (actor) => {
        await isFilled(actor);
        await actor.button('list.more').click();
        await actor.menuItem('list.settings').waitFor();
      },
      columns: async (actor) => {
        await actor.menuItem('list.columns.open').click();
        await actor.tab.getByRole('dialog').waitFor();
      },
      keys: async (actor) => {
        await leave(actor, 'dialog');
        await openMore(actor, 'keys.open');
        await actor.tab.getByRole('dialog', { name: actor.say('list.keys.title') }).waitFor();
      },
      'menu of the lists': async (actor) => {
        await leave(actor, 'dialog');
        await openLists(actor);
        await actor.menuItem('list.create').waitFor();
      },
      'new list, without a name': async (actor) => {
        await actor.menuItem('list.create').click();
        await actor.button('list.name.create').click();
        await actor.text('list.name.missing').waitFor();
      },
    },
  },
  'a row, by the right button': {
    look: {},
    isDeskOnly: true,
    steps: {
      'row menu': async (actor) => {
        await isFilled(actor);
        await actor.cell('Castle', 'patient').click({ button: 'right' });
        await actor.menuItem('list.row.remove').waitFor();
      },
    },
  },
  // Each remembers the list that they saw last: somebody else goes to the other one.
  'the other list': {
    look: { person: 'chen' },
    steps: {
      'empty list': openNight,
      'renamed by two': async (actor) => {
        await openLists(actor);
        await actor.menuItem('list.rename').click();
        other = await stage.team().renameList(other, `${other.name}s`);
        await actor.field('list.name.label').fill('Night shift');
        await actor.button('list.name.rename').click();
        await actor.text('list.name.now', { name: other.name }).waitFor();
      },
    },
  },
  'an EHR that is gone': {
    look: { person: 'priya' },
    steps: {
      'what was known': async (actor) => {
        await isFilled(actor);
        await actor.page.route('**/lists/*', (route) => route.abort());
        await openMore(actor, 'refresh');
        await actor.tab
          .getByRole('alert')
          .getByRole('button', { name: actor.say('app.retry') })
          .waitFor();
      },
    },
  },
};

lookAt(visits, () => stage);
