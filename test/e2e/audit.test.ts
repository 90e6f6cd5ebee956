import { afterAll, beforeAll, expect, it } from 'vitest';
import { cast } from '../sandbox/census/roles';
import { type Stage, startStage } from './stage';

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
  const team = stage.team();
  const connection = await team.connect(stage.sandbox.links.open, 'Open sandbox');
  const list = await team.createList('Ward round');
  await team.addFromEhr(list.id, connection, [cast.accented]);
});
afterAll(() => stage.stop());

it('the owner sees who looked at whom, and filters by what was done', async () => {
  const chen = await stage.enter({ person: 'chen' });
  await chen.cell('Müller-Gómez', 'patient').click();
  await chen.tab.getByRole('complementary').waitFor();
  await chen.heading('patient.section.vitals').waitFor();

  const olivia = await stage.enter();
  await olivia.button('list.more').click();
  await olivia.menuItem('list.audit').click();
  const opened = olivia.tab.getByRole('row').filter({ hasText: olivia.say('audit.operation.PatientView') });
  await opened.first().waitFor();
  expect(await opened.first().textContent()).toContain('Chen Wei');

  await olivia.field('audit.filter.operation').selectOption('EHRConnectionSet');
  await opened.first().waitFor({ state: 'detached' });
  await olivia.tab
    .getByRole('row')
    .filter({ hasText: olivia.say('audit.operation.EHRConnectionSet') })
    .waitFor();
});

it('a member is not offered the log', async () => {
  const chen = await stage.enter({ person: 'chen' });
  await chen.button('list.more').click();
  await chen.menuItem('list.settings').waitFor();
  expect(await chen.menuItem('list.audit').count()).toBe(0);
});
