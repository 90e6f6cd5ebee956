// A server that gives fewer rows at once than it was asked for, newest first: a sign that is on a later page is neither "not
// recorded" in the list nor in the panel, which reads a little further and says where it stopped.
import type { Bundle, FhirResource } from 'fhir/r4';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { toEhrCells } from '../../../api/clinical/cells';
import type { Section } from '../../../api/fhir/ehr';
import { toChartBundle } from '../../../api/patients/chart.map';
import { createDictionary } from '../../../api/words/dictionary';
import { words } from '../../../tabs/i18n/en';
import { words as more } from '../../../tabs/i18n/en-more';
import { WordsContext } from '../../../tabs/i18n/useWords';
import { toChart } from '../../../tabs/patient/chart';
import { toChartValues } from '../../../tabs/patient/chart-values';
import { VitalsSection } from '../../../tabs/patient/VitalsSection';
import { cast } from '../../sandbox/census/roles';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { createFhirRoom, type FhirRoom, readCharts, readSection, tidA, toConnection } from './fhir-room';

/** Of the sample data: 20 made-up values of today, then those of the last visits, weight and height among them. */
const patientId = 'ba18818d-faef-44cd-9744-b12d8973d402';
const context = { server: 'Seaview', now: new Date() };
const dictionary = createDictionary('en', { ...words, ...more });
const weight = 'Weight';

let sandbox: Sandbox;
let room: FhirRoom;
beforeAll(async () => {
  sandbox = await startSandbox({ personas: ['google'] });
  room = createFhirRoom({ partners: sandbox.partnerRegistry, openServers: sandbox.openServers });
}, 60_000);
beforeEach(() => sandbox.reset());
afterAll(async () => {
  await room.close();
  await sandbox.close();
});

const open = () => room.fhir.open(toConnection(sandbox, 'open'), tidA);
const clampTo = (mostCount: number, more: { pagesExpired?: true } = {}) =>
  sandbox.knobs('open').set({ mostCount, ...more });

async function readCells(id: string = patientId) {
  const charts = await readCharts(await open(), [id, cast.left], ['Observation']);
  return toEhrCells(charts.get(id) ?? {}, { ...context, columns: ['vitals', 'weight', 'temperature'] });
}

const readPanel = async () => readSection(await open(), patientId, 'Observation');

function draw(section: Section): string {
  // Checked: the facade puts FHIR resources into its bundles.
  const bundle = toChartBundle(patientId, { Observation: section }, 'https://ours') as Bundle<FhirResource>;
  const values = toChartValues(toChart(bundle), context);
  const panel = createElement(VitalsSection, { values, onRetry: () => undefined });
  return renderToStaticMarkup(createElement(WordsContext, { value: dictionary }, panel));
}

describe('in a list', () => {
  it('the weight of page three is "may be incomplete", never "nothing recorded"', async () => {
    expect((await readCells()).weight).toMatchObject({ status: 'ok' });
    clampTo(10);
    const cells = await readCells();
    expect(cells.weight).toMatchObject({ status: 'empty', mayBeIncomplete: true });
    expect(cells.temperature).toMatchObject({ status: 'ok' });
    expect(cells.vitals?.mayBeIncomplete).toBeUndefined();
  });

  it('where the five signs of the row don’t fit on one page, their cell says so', async () => {
    expect((await readCells(cast.criticalVital)).vitals?.mayBeIncomplete).toBeUndefined();
    // Two of a few minutes ago, and three of the round before.
    clampTo(5);
    const { vitals } = await readCells(cast.criticalVital);
    expect(vitals).toMatchObject({ status: 'ok', mayBeIncomplete: true });
  });
});

describe('in the panel', () => {
  it('the weight of page three is read, and is the latest', async () => {
    const whole = await readPanel();
    clampTo(10);
    const clamped = await readPanel();
    expect(draw(clamped)).toContain(weight);
    const weightOf = async (section: Section) =>
      toEhrCells({ Observation: section }, { ...context, columns: ['weight'] }).weight?.value;
    expect(await weightOf(clamped)).toEqual(await weightOf(whole));
    expect(draw(clamped)).toContain(words.patient.olderNotRead);
  });

  it('that is read no further says that older ones were not read', async () => {
    clampTo(6);
    const text = draw(await readPanel());
    expect(text).not.toContain(weight);
    expect(text).toContain(words.patient.olderNotRead);
    expect(text).not.toContain(words.patient.nothing);
  });

  it('that has all of it says nothing of the kind', async () => {
    expect(draw(await readPanel())).not.toContain(words.patient.olderNotRead);
  });

  it('whose further pages are gone shows the newest all the same', async () => {
    clampTo(10, { pagesExpired: true });
    const section = await readPanel();
    expect(section).toMatchObject({ status: 'ok', hasOlder: true, mayBeIncomplete: false });
    expect(draw(section)).toContain(words.patient.olderNotRead);
  });
});
