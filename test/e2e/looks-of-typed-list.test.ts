// How a list looks that the team types, with the form, the editor in a cell and what was taken off.
import { afterAll, beforeAll } from 'vitest';
import type { ListSummary, Row } from '../../api/contract/lists.schema';
import { isFilled, leave, lookAt, openMore, openPatient, type Visit } from './screens';
import { type Stage, startStage } from './stage';

let stage: Stage;
let list: ListSummary;
let row: Row;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  await team.chooseManual();
  await team.saveFields([
    { name: 'Isolation', type: 'choice', choices: ['None', 'Contact'] },
    { name: 'Plan', type: 'longText' },
    { name: 'Fasting', type: 'yesNo' },
    { name: 'Review on', type: 'date' },
    { name: 'Drain, ml', type: 'number' },
  ]);
  list = await team.createList('Ward 5');
  row = await team.addTyped(list.id, {
    family: 'Lindgren',
    given: 'Astrid',
    ward: '5 West',
    bed: '12',
    mainProblem: 'Fever',
    allergies: 'Latex',
    vitals: 'BP 120/80',
  });
  await team.removeRow(list.id, await team.addTyped(list.id, { family: 'Holm', given: 'Anders' }));
});
afterAll(() => stage.stop());

const visits: Record<string, Visit> = {
  'typed list': {
    look: {},
    steps: {
      list: isFilled,
      'recently removed': async (actor) => {
        await openMore(actor, 'removedDrawer.open');
        await actor.button('list.removedDrawer.putBackName', { name: 'HOLM, Anders' }).waitFor();
      },
      'new patient, without a name': async (actor, look) => {
        await leave(actor, 'dialog');
        await actor.button(look.isPhone ? 'list.phone.add' : 'list.addPatient').click();
        const form = actor.tab.getByRole('alertdialog');
        await form.getByRole('button', { name: actor.say('list.form.addAction'), exact: true }).click();
        await actor.text('list.form.nameMissing').waitFor();
      },
      patient: async (actor, look) => {
        await actor.button('app.cancel').click();
        await openPatient(actor, look, 'LINDGREN');
      },
      "a patient's details": async (actor) => {
        await actor.button('patient.edit').click();
        await actor.tab.getByRole('alertdialog').waitFor();
      },
      'what was typed is nearly lost': async (actor) => {
        const form = actor.tab.getByRole('alertdialog');
        await form.getByLabel(actor.say('list.typed.bed'), { exact: true }).fill('14');
        await actor.page.keyboard.press('Escape');
        await actor.text('app.discard.title').waitFor();
      },
      'without a network': async (actor) => {
        await actor.button('app.discard.discard').click();
        await actor.context.setOffline(true);
        const [beginning = ''] = actor.say('app.offline', { time: '|' }).split('|');
        await actor.tab.getByRole('status').filter({ hasText: beginning }).waitFor();
      },
      'with a sign-in that has ended': async (actor, { isPhone }) => {
        await actor.button(isPhone ? 'app.back' : 'app.close').click();
        await actor.page.getByTestId('sign-in').selectOption('consent');
        await actor.context.setOffline(false);
        await openMore(actor, 'refresh');
        await actor.button('app.signIn').waitFor();
      },
    },
  },
  'a cell of the typed list': {
    look: {},
    isDeskOnly: true,
    steps: {
      editor: async (actor) => {
        await actor.cell('LINDGREN', 'mainProblem').dblclick();
        await actor.tab.locator('[data-editor]').getByRole('textbox').fill('Mine');
      },
      'changed by two': async (actor) => {
        row = await stage.team().editTyped(list.id, row, { mainProblem: 'Theirs' });
        await actor.button('app.save').click();
        await actor.tab.locator('[data-editor]').getByRole('alert').waitFor();
      },
    },
  },
};

lookAt(visits, () => stage);
