// Every field that the interface names is shown somewhere in the panel, whatever release and language it is told in; and a
// part that the server doesn't have says so.
import { readFileSync } from 'node:fs';
import type { FhirResource } from 'fhir/r4';
import { createRef, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { type ChartType, chartTypes } from '../../../api/contract/columns';
import { createConvert } from '../../../api/fhir/convert.map';
import { createDictionary } from '../../../api/words/dictionary';
import { words as en } from '../../../tabs/i18n/en';
import { words as enMore } from '../../../tabs/i18n/en-more';
import { words as ja } from '../../../tabs/i18n/ja';
import { words as jaMore } from '../../../tabs/i18n/ja-more';
import { WordsContext } from '../../../tabs/i18n/useWords';
import { words as zhTW } from '../../../tabs/i18n/zh-tw';
import { words as zhTWMore } from '../../../tabs/i18n/zh-tw-more';
import type { Chart, ChartSection } from '../../../tabs/patient/chart';
import { toChartValues } from '../../../tabs/patient/chart-values';
import { ChartSections } from '../../../tabs/patient/EhrSections';
import { Who } from '../../../tabs/patient/Who';

const fetched = '2026-11-22T07:02:00.000Z';
const context = { server: 'Seaview', now: new Date(fetched), zone: 'Europe/Berlin' };
const dictionaries = {
  en: createDictionary('en', { ...en, ...enMore }),
  ja: createDictionary('ja', { ...ja, ...jaMore }),
  'zh-TW': createDictionary('zh-TW', { ...zhTW, ...zhTWMore }),
} as const;
type Language = keyof typeof dictionaries;
const languages = ['en', 'ja', 'zh-TW'] as const;

function readChart(file: 'dstu2' | 'stu3' | 'r4'): Chart {
  const text = readFileSync(new URL(`../../fixtures/one-patient/${file}.json`, import.meta.url), 'utf8');
  const raws: unknown[] = JSON.parse(text);
  const convert = createConvert(file === 'dstu2' ? 'DSTU2' : file === 'stu3' ? 'STU3' : 'R4');
  const resources = raws.map(convert).filter((one): one is FhirResource => one !== undefined);
  const included = resources.filter(({ resourceType }) => resourceType === 'Location');
  const toSection = (type: ChartType): ChartSection => ({
    status: 'ok',
    resources: resources.filter(({ resourceType }) => resourceType === type),
    included,
    fetched,
    mayBeIncomplete: false,
    hasOlder: false,
    droppedForeign: 0,
    unreadable: 0,
  });
  // One section for each of the types.
  return Object.fromEntries(chartTypes.map((type) => [type, toSection(type)])) as unknown as Chart;
}

function draw(language: Language, content: ReactNode): string {
  const html = renderToStaticMarkup(<WordsContext value={dictionaries[language]}>{content}</WordsContext>);
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#x27;', "'")
    .replaceAll(/\s+/g, ' ');
}

function drawChart(language: Language, chart: Chart): string {
  const values = toChartValues(chart, context);
  return draw(
    language,
    <>
      <Who titleId="who" titleRef={createRef()} patient={values.patient.value} lastKnown={undefined} />
      <ChartSections values={values} onRetry={() => undefined} />
    </>,
  );
}

/** In the server's own words: the same in every language. */
const spoken: readonly [field: string, text: string][] = [
  ['Patient.name.family', 'LOVELACE-BYRON'],
  ['Patient.name.given', 'Ada Mary'],
  ['Patient.name.prefix', 'Dr LOVELACE-BYRON'],
  ['Patient.identifier (MR)', 'MRN-0042'],
  ['Patient.generalPractitioner', 'Dr Grey'],
  ['Patient.telecom', '+1 555 0100'],
  ['Observation.component.valueQuantity', '132'],
  ['Observation.valueQuantity.value', '96'],
  ['Condition.code', 'Heart failure'],
  ['Condition.severity', 'Severe'],
  ['Encounter.type', 'Emergency hospital admission'],
  ['Encounter.location.display', '5W-12'],
  ['AllergyIntolerance.code', 'Penicillin'],
  ['AllergyIntolerance.note', 'Rash within an hour'],
  ['AllergyIntolerance.reaction', 'Penicillin V: Rash'],
  ['MedicationRequest.medication', 'Furosemide 40 mg tablet'],
  ['MedicationRequest.requester', '· Dr Grey'],
  ['MedicationRequest.dosageInstruction.text', '1 tablet twice a day'],
  ['Coverage.payor', 'Acme Health'],
  ['Coverage.class plan', 'Gold'],
  ['Coverage.class group', 'Staff'],
  ['Coverage.subscriberId', 'S-77'],
];

/** In the words of the language. */
const said: readonly [field: string, texts: Record<Language, string>][] = [
  ['Patient.gender', { en: 'female', ja: '女性', 'zh-TW': '女' }],
  ['Patient.birthDate', { en: 'born Jun 5, 1957', ja: '1957/06/05', 'zh-TW': '1957年6月5日' }],
  ['Observation.code', { en: 'Heart rate', ja: '心拍数', 'zh-TW': '心' }],
  ['Observation.effective', { en: 'Nov 22, ', ja: '日前 · 11月22日', 'zh-TW': '11月22日' }],
  [
    'Condition.recordedDate',
    { en: 'recorded Nov 18, 2026', ja: '記録 2026/11/18', 'zh-TW': '2026年11月18日' },
  ],
  ['Encounter.status', { en: 'in progress', ja: '進行中', 'zh-TW': '進行中' }],
  ['Encounter.period.start', { en: 'since Nov 18, ', ja: '11月18日', 'zh-TW': '11月18日' }],
  ['Allergy.recordedDate', { en: 'recorded Mar 5, 2019', ja: '記録 2019/03/05', 'zh-TW': '2019年3月5日' }],
  ['Medication.authoredOn', { en: 'ordered Nov 18, 2026', ja: '指示 2026/11/18', 'zh-TW': '2026年11月18日' }],
  ['Medication ended', { en: 'until Dec 1', ja: '2026/12/01 まで', 'zh-TW': '2026年12月1日' }],
  ['Coverage.period.start', { en: 'since Jan 1, 2026', ja: '2026/01/01 から', 'zh-TW': '2026年1月1日' }],
  ['Coverage.period.end', { en: 'until Dec 31, 2026', ja: '2026/12/31 まで', 'zh-TW': '2026年12月31日' }],
];

describe.each(['dstu2', 'stu3', 'r4'] as const)('a patient told in %s', (file) => {
  const chart = readChart(file);
  const texts = Object.fromEntries(languages.map((language) => [language, drawChart(language, chart)]));

  it.each(spoken)('%s is shown in every language', (_field, text) => {
    for (const language of languages) expect(texts[language]).toContain(text);
  });

  it.each(said)('%s is said in every language', (_field, wanted) => {
    for (const language of languages) expect(texts[language]).toContain(wanted[language]);
  });

  it('no narrative, no social-security number and no date of change is shown', () => {
    for (const language of languages) expect(texts[language]).not.toMatch(/never shown|999-00-1234|06:30/);
  });
});

describe('a part that the server does not have', () => {
  it.each(chartTypes.filter((type) => type !== 'Patient'))(
    '%s: says so, and never “nothing recorded”',
    (type) => {
      const whole = readChart('r4');
      const chart = { ...whole, [type]: { status: 'notOffered', fetched } as const };
      for (const language of languages) {
        const { notOffered, nothing } = { en, ja, 'zh-TW': zhTW }[language].patient;
        const text = drawChart(language, chart);
        expect(text).toContain(notOffered);
        expect(text).not.toContain(nothing);
      }
    },
  );
});
