// How the screens around a list look: before there is one, beside it, and to those who may not see it.
import { afterAll, beforeAll } from 'vitest';
import { cast } from '../sandbox/census/roles';
import type { Actor, Look } from './actor';
import { isFilled, leave, lookAt, openMore, pressPatient, type Visit } from './screens';
import { type Stage, startStage } from './stage';
import { ward5, ward6 } from './team';

/** A channel of its own with a team that hasn't begun: private channels keep their own data. */
const fresh = { ...ward5, channelId: '19:palliative-a@thread.tacv2' };
/** A team that has chosen its mode, and no more. */
const begun = ward6;

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  const connection = await team.connect(stage.sandbox.links.open, 'Open sandbox');
  const list = await team.createList('Ward round');
  await team.addFromEhr(list.id, connection, [cast.accented, cast.highAllergy]);
  await team.saveFields([{ name: 'Isolation', type: 'choice', choices: ['None', 'Contact'] }]);
  await stage.team(begun).chooseManual();
});
afterAll(() => stage.stop());

async function connectTo(actor: Actor, link: string): Promise<void> {
  await actor.field('settings.connection.link').first().fill(link);
  await actor.button('settings.connection.connect').click();
}

/** By the switch of the page around the tab. */
const become = (actor: Actor, person: NonNullable<Look['person']>) =>
  actor.page.getByTestId('person').selectOption(person);

const session = /\/session$/;
const rosterAway = { type: '', title: '', status: 503, code: 'roster_unavailable', detail: '' };

/** As on a machine that has slept: the time has gone on. */
const sleep = (actor: Actor, ms: number) =>
  actor.tab.locator('html').evaluate((_html, aheadMs) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + aheadMs;
    document.dispatchEvent(new Event('visibilitychange'));
  }, ms);

const visits: Record<string, Visit> = {
  'first run': {
    look: { address: fresh },
    steps: {
      'two ways to begin': (actor) => actor.button('firstRun.ehr.choose').waitFor(),
      connect: async (actor) => {
        await actor.button('firstRun.ehr.choose').click();
        await actor.button('settings.connection.connect').waitFor();
      },
    },
  },
  'waiting for the owner': {
    look: { address: fresh, person: 'chen' },
    steps: { wait: (actor) => actor.heading('firstRun.wait.title').waitFor() },
  },
  'no list yet': {
    look: { address: begun },
    steps: { 'no list': (actor) => actor.heading('list.noList.title').waitFor() },
  },
  settings: {
    look: {},
    steps: {
      settings: async (actor) => {
        await openMore(actor, 'settings');
        await actor.heading('settings.fields.title').waitFor();
      },
      'another mode?': async (actor) => {
        await actor.button('settings.mode.toManual').click();
        await actor.tab.getByRole('dialog').waitFor();
      },
      'a check that failed': async (actor) => {
        await leave(actor, 'dialog');
        await actor.button('settings.connection.change').click();
        await connectTo(actor, 'https://192.168.10.4/fhir');
        await actor.text('settings.connection.refused').waitFor();
      },
      'checks that passed': async (actor) => {
        await connectTo(actor, stage.sandbox.links.open);
        await actor.text('settings.connection.done', { name: 'Open sandbox' }).waitFor();
      },
      'checks that run': async (actor) => {
        await actor.button('app.close').click();
        await actor.button('settings.connection.change').click();
        stage.sandbox.knobs('open').set({ hold: true });
        actor.page.once('close', () => stage.sandbox.knobs('open').reset());
        await actor.button('settings.connection.connect').click();
        await actor.tab.locator('[data-check="reachable"][data-status="running"]').waitFor();
      },
    },
  },
  audit: {
    look: {},
    steps: {
      log: async (actor) => {
        await openMore(actor, 'audit');
        await actor.text('audit.operation.PatientListView').first().waitFor();
      },
      'what was changed': async (actor) => {
        await actor.button('audit.change.show').first().click();
        await actor.tab.getByTestId('change').waitFor();
      },
      'who looked at a patient': async (actor) => {
        const patient = actor.field('audit.filter.patient');
        const penrose = patient.locator('option', { hasText: /penrose/i });
        await patient.selectOption((await penrose.getAttribute('value')) ?? '');
        await actor.tab.getByTestId('lookers').getByRole('table').waitFor();
      },
      'nobody, and nothing': async (actor) => {
        await actor.field('audit.filter.from').fill('2999-12-31');
        await actor.heading('audit.none.title').waitFor();
      },
    },
    // Teams on a phone has no way to keep a file.
    deskSteps: {
      'as a file': async (actor) => {
        await actor.button('audit.file.button').click();
        await actor.tab.getByRole('dialog').waitFor();
      },
    },
  },
  'my lists': {
    look: { isPersonal: true },
    steps: {
      lists: (actor) => actor.heading('myLists.title').waitFor(),
      'nobody’s lists': async (actor) => {
        await become(actor, 'nadia');
        await actor.heading('myLists.none.title').waitFor();
      },
      'no channel': async (actor) => {
        await actor.tab.locator('html').evaluate(() => location.assign('/'));
        await actor.heading('app.noChannel.title').waitFor();
      },
    },
  },
  'what goes wrong': {
    look: {},
    steps: {
      'nobody says who is in the team': async (actor) => {
        await actor.page.route(session, (route) =>
          route.fulfill({ status: 503, contentType: 'application/problem+json', json: rosterAway }),
        );
        await actor.page.reload();
        await actor.text('errors.roster_unavailable.what').waitFor();
      },
      'a screen that does not come': async (actor) => {
        await actor.page.unroute(session);
        await actor.page.route('**/assets/{settings,patient}.*', (route) => route.abort());
        await actor.button('app.retry').click();
        await isFilled(actor);
        await openMore(actor, 'settings');
        await actor.heading('app.part.title').waitFor();
      },
      'a part that does not come': async (actor, look) => {
        await actor.button('app.back').click();
        await pressPatient(actor, look, 'Penrose');
        await actor.text('app.part.missing').waitFor();
      },
      // As when the server is of another version than the tab.
      'a screen that breaks': async (actor) => {
        await actor.page.route(session, async (route) => {
          const answer = await route.fetch();
          await route.fulfill({ response: answer, json: { ...(await answer.json()), fields: null } });
        });
        await actor.page.reload();
        await actor.heading('app.crash.title').waitFor();
      },
    },
  },
  'nobody was here': {
    look: {},
    steps: {
      cover: async (actor) => {
        await isFilled(actor);
        await sleep(actor, 16 * 60_000);
        await actor.tab.getByRole('dialog', { name: actor.say('app.idle.title') }).waitFor();
      },
    },
  },
  stranger: {
    look: { person: 'nadia' },
    steps: {
      door: (actor) => actor.text('errors.not_a_member.what').waitFor(),
      'door of a guest': async (actor) => {
        await become(actor, 'gus');
        await actor.text('errors.guest_kept_out.what').waitFor();
      },
    },
  },
  'sign-in': {
    look: { person: 'chen', signIn: 'policy' },
    steps: {
      asked: (actor) => actor.button('app.signIn').waitFor(),
      refused: async (actor) => {
        await actor.button('app.signIn').click();
        await actor.text('errors.sign_in_policy.what').waitFor();
      },
    },
  },
};

lookAt(visits, () => stage);
