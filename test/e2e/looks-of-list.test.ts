// How a list of the EHR looks, with what opens over and beside it.
import { afterAll, beforeAll } from 'vitest';
import { limits } from '../../api/contract/limits';
import type { ListSummary } from '../../api/contract/lists.schema';
import { cast } from '../sandbox/census/roles';
import type { Knobs } from '../sandbox/control/knobs';
import type { Actor, Look } from './actor';
import { isFilled, leave, lookAt, openMore, openPatient, type Visit } from './screens';
import { type Stage, startStage } from './stage';
import { ward6 } from './team';

let stage: Stage;
let other: ListSummary;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  const connection = await team.connect(stage.sandbox.links.open, 'Open sandbox');
  const list = await team.createList('Ward round');
  const patients = [cast.accented, cast.highAllergy, cast.left, cast.manyVitals, cast.noPlace, cast.replaced];
  await team.addFromEhr(list.id, connection, patients);
  other = await team.createList('Night');
  await team.addFromEhr((await team.createList('Clinic A')).id, connection, [cast.transferred]);
  await team.addFromEhr((await team.createList('Clinic B')).id, connection, [cast.dialysis]);
  gather('cedar');
  const elsewhere = stage.team(ward6);
  await elsewhere.connect(stage.sandbox.links.cedar, 'Cedar Health');
  await elsewhere.createList('Ward round');
});
afterAll(() => stage.stop());

/** A crowd of the same name and birth date, of whom the server shows nobody. */
function gather(persona: 'cedar'): void {
  for (let at = 0; at < 101; at += 1) {
    stage.sandbox.records(persona).put({
      resourceType: 'Patient',
      id: `crowd-${at}`,
      name: [{ family: 'Crowd', given: [`Number${at}`] }],
      birthDate: '1950-01-01',
    });
  }
}

/** As long as somebody is there. */
function spoil(actor: Actor, weather: Partial<Knobs>): void {
  const knobs = stage.sandbox.knobs('open');
  knobs.set(weather);
  actor.page.once('close', () => knobs.reset());
}

const openLists = (actor: Actor) => actor.tab.locator('button[aria-haspopup="menu"]').first().click();
async function openList(actor: Actor, name: string): Promise<void> {
  await openLists(actor);
  await actor.tab.getByRole('menuitemradio', { name }).click();
}
async function openNight(actor: Actor): Promise<void> {
  await openList(actor, other.name);
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
      'a section that could not be read': async (actor, look) => {
        await actor.page.keyboard.press('Escape');
        spoil(actor, { typeStatus: { Coverage: 500 } });
        await openPatient(actor, look, 'Castle');
        await actor.tab
          .getByRole('complementary')
          .getByRole('alert')
          .getByText(actor.say('patient.failed'))
          .waitFor();
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
      'nobody was taken off': async (actor) => {
        await leave(actor, 'dialog');
        await openMore(actor, 'removedDrawer.open');
        await actor.text('list.removedDrawer.none', { days: limits.removedKeptDays }).waitFor();
      },
      'the list as a file': async (actor) => {
        await leave(actor, 'dialog');
        await openMore(actor, 'download');
        await actor.tab.getByRole('dialog').waitFor();
      },
      'many are pasted': async (actor) => {
        await leave(actor, 'dialog');
        await openMore(actor, 'addMany');
        await actor.field('many.paste.label').fill('SV900100');
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
  'a row, by the mouse': {
    look: {},
    isDeskOnly: true,
    steps: {
      'what stands behind a value': async (actor) => {
        await isFilled(actor);
        await actor.cell('Penrose', 'allergies').hover();
        await actor.tab.getByRole('tooltip').waitFor();
      },
      'row menu': async (actor) => {
        await actor.cell('Castle', 'patient').click({ button: 'right' });
        await actor.menuItem('list.row.remove').waitFor();
      },
      'lists that a row can go to': async (actor) => {
        await actor.menuItem('list.row.move').click();
        await actor.tab.getByRole('menuitem', { name: other.name }).waitFor();
      },
      'lists that the patient beside can go to': async (actor, look) => {
        await actor.page.keyboard.press('Escape');
        await actor.tab.getByRole('menuitem', { name: other.name }).waitFor({ state: 'detached' });
        await leave(actor, 'menu');
        await openPatient(actor, look, 'Manyon');
        await actor.button('list.row.move').click();
        await actor.tab.getByRole('menuitem', { name: other.name }).waitFor();
      },
      // Under the mouse a toast stays.
      'moved, as a toast tells': async (actor) => {
        await actor.tab.getByRole('menuitem', { name: 'Clinic B' }).click();
        await actor.tab
          .locator('.fui-Toast')
          .filter({ has: actor.button('app.undo') })
          .hover();
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
      'deleted by somebody else': async (actor) => {
        await leave(actor, 'dialog');
        await stage.team().removeList(other);
        await openMore(actor, 'refresh');
        await actor.text('list.gone.listNext').waitFor();
        other = await stage.team().createList('Night');
      },
    },
  },
  'rows that wait for the EHR': {
    look: { person: 'chen' },
    steps: {
      // Whose record is asked for the first time: what was read a moment ago would be known.
      'rows being filled': async (actor, { isPhone }) => {
        await isFilled(actor);
        spoil(actor, { hold: true });
        await openList(actor, isPhone ? 'Clinic B' : 'Clinic A');
        const name = isPhone ? 'DELGADO' : 'TRANSON';
        await actor.tab.locator('[aria-busy="true"]').getByText(name).waitFor();
      },
      'records of others, which were left out': async (actor) => {
        const knobs = stage.sandbox.knobs('open');
        knobs.set({ hold: false, leakOtherPatient: true });
        await openMore(actor, 'refresh');
        await actor.tab
          .getByRole('status')
          .getByText(/left out: the EHR/)
          .waitFor();
      },
    },
  },
  'an EHR that wants more': {
    look: { address: ward6 },
    steps: {
      'more than a name': async (actor, look) => {
        await fill(actor, look, 'add', 'smith');
        await actor.text('search.needsMore').waitFor();
      },
      'fewer hits': async (actor) => {
        await actor.tab.getByRole('combobox', { name: actor.say('search.label') }).fill('Crowd 1950-01-01');
        await actor.tab.getByText(/match\. Add a birth date\./).waitFor();
      },
    },
  },
  'an EHR that is gone': {
    look: { person: 'priya' },
    steps: {
      'since when': async (actor) => {
        const failing = { since: new Date().toISOString(), code: 'server_unreachable' };
        await actor.page.route('**/connection/health', (route) =>
          route.fulfill({ json: { failing, checkedAt: failing.since } }),
        );
        await actor.page.reload();
        await isFilled(actor);
        const [beginning = ''] = actor.say('list.stale.failing', { time: '|' }).split('|');
        await actor.tab.getByRole('alert').filter({ hasText: beginning }).waitFor();
      },
      'what was known': async (actor) => {
        await actor.page.unroute('**/connection/health');
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
