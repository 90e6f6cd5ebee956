// The tables of the founding interface, row by row: every field that they name is filled with something that stands nowhere else,
// told by a server of each release, read by the FHIR room, and looked for in what the panel shows.
import type { Bundle, FhirResource } from 'fhir/r4';
import { createRef } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { FhirRelease } from '../../../api/fhir/ehr';
import { toChartBundle } from '../../../api/patients/chart.map';
import { createDictionary } from '../../../api/words/dictionary';
import { words } from '../../../tabs/i18n/en';
import { words as more } from '../../../tabs/i18n/en-more';
import { WordsContext } from '../../../tabs/i18n/useWords';
import { toChart } from '../../../tabs/patient/chart';
import { toChartValues } from '../../../tabs/patient/chart-values';
import { ChartSections } from '../../../tabs/patient/EhrSections';
import { Who } from '../../../tabs/patient/Who';
import { readCharts } from '../../api/fhir/fhir-room';
import { searchset, stage } from '../../api/fhir/scripted-server';
import { createMarks, fields, type Marks, toRecord } from './interface-fields';

const token = { token_type: 'Bearer', access_token: 'a', expires_in: 300 };

/** The panel's text of a patient whom a server of this release tells. */
async function drawPanel(release: FhirRelease, m: Marks): Promise<string> {
  const all = toRecord(release, m);
  const isOld = release === 'DSTU2';
  const { ehr } = await stage(
    ({ url }) => {
      if (url.endsWith('/token')) return { json: token };
      const type = /\/fhir\/(\w+)/.exec(url)?.[1];
      const found = all.filter((one) => one.resourceType === type);
      return { json: type === 'Patient' ? found[0] : searchset(found) };
    },
    // By the release alone nobody's coverage is to be had in DSTU2; this partner's profile knows a way.
    { release, hasBatch: false, isPartner: true, rules: isOld ? { coverageBy: 'subscriber' } : {} },
  );
  const sections = (await readCharts(ehr, ['p1'])).get('p1') ?? {};
  // Checked: the facade puts FHIR resources into its bundles.
  const bundle = toChartBundle('p1', sections, 'https://ours') as Bundle<FhirResource>;
  const values = toChartValues(toChart(bundle), { server: 'Seaview', now: new Date(), zone: 'UTC' });
  const html = renderToStaticMarkup(
    <WordsContext value={createDictionary('en', { ...words, ...more })}>
      <Who titleId="who" titleRef={createRef()} patient={values.patient.value} lastKnown={undefined} />
      <ChartSections values={values} onRetry={() => undefined} />
    </WordsContext>,
  );
  return html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');
}

describe.each(['DSTU2', 'STU3', 'R4'] as const)('told in %s', (release) => {
  it('every field of the tables is filled, and shown somewhere in the panel', async () => {
    const m = createMarks();
    const text = (await drawPanel(release, m)).toLowerCase();
    expect([...new Set(m.marks.map(({ field }) => field))].sort()).toEqual([...fields].sort());
    const wrong = m.marks.filter(({ text: mark, isShown }) => text.includes(mark.toLowerCase()) !== isShown);
    expect(wrong).toEqual([]);
  });
});
