// What a section says of itself beside its values: what is left out, why it failed, and whether to ask again.
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { createDictionary } from '../../../api/words/dictionary';
import { words as en } from '../../../tabs/i18n/en';
import { words as enMore } from '../../../tabs/i18n/en-more';
import { words as ja } from '../../../tabs/i18n/ja';
import { words as jaMore } from '../../../tabs/i18n/ja-more';
import { WordsContext } from '../../../tabs/i18n/useWords';
import { words as zh } from '../../../tabs/i18n/zh-tw';
import { words as zhMore } from '../../../tabs/i18n/zh-tw-more';
import { MedicationsSection } from '../../../tabs/patient/ClinicalSections';
import type { ChartValues, SectionValue } from '../../../tabs/patient/chart-values';
import { Section } from '../../../tabs/patient/Section';
import { StaySection } from '../../../tabs/patient/StaySection';

const dictionaries = {
  en: createDictionary('en', { ...en, ...enMore }),
  ja: createDictionary('ja', { ...ja, ...jaMore }),
  'zh-TW': createDictionary('zh-TW', { ...zh, ...zhMore }),
};

function draw(section: SectionValue<string>, language: keyof typeof dictionaries = 'en'): string {
  return renderToStaticMarkup(
    <WordsContext value={dictionaries[language]}>
      <Section title="Problems" section={section} onRetry={() => undefined}>
        {(value) => value}
      </Section>
    </WordsContext>,
  );
}

test.each([
  ['en', '2 records could not be read and are left out.'],
  ['ja', '2件の記録は読み取れなかったため、除外しました。'],
  ['zh-TW', '有 2 筆紀錄無法讀取，已略過。'],
] as const)('in %s: how many could not be read', (language, words) => {
  const left = { unreadable: 2, mayBeIncomplete: true };
  expect(draw({ status: 'ok', value: 'Asthma', ...left }, language)).toContain(words);
  expect(draw({ status: 'empty', ...left }, language)).toContain(words);
  expect(draw({ status: 'ok', value: 'Asthma', unreadable: 0 }, language)).not.toContain('!');
});

test('that nothing is recorded says when it was last read', () => {
  const text = draw({ status: 'stale', fetched: new Date(2026, 10, 26, 7, 2).toISOString() });
  expect(text).toMatch(/◷ last read at .*07:02/);
  expect(text).toContain('Nothing recorded');
});

test('T26: what is somebody else’s and what can’t be read are told both', () => {
  const text = draw({ status: 'ok', value: 'Asthma', droppedForeign: 1, unreadable: 1 });
  expect(text).toContain('1 record was left out');
  expect(text).toContain('1 record could not be read');
});

test('a server that is busy for long is told with the time of day, a protected record without a way to ask again', () => {
  const fetched = new Date(2026, 10, 26, 7, 2, 31).toISOString();
  const busy = draw({ status: 'failed', reason: 'server_busy', fetched, retryAfterSeconds: 840 });
  expect(busy).toContain('Try again at 07:17.');
  expect(busy).toContain('<button');
  const kept = draw({ status: 'failed', reason: 'record_protected', fetched });
  expect(kept).toContain('break the glass');
  expect(kept).not.toContain('<button');
});

test('where encounters were not all read, the panel doesn’t say that there is none', () => {
  const drawStay = (mayBeIncomplete: boolean) =>
    renderToStaticMarkup(
      <WordsContext value={dictionaries.en}>
        <StaySection
          section={{
            status: 'ok',
            value: { where: { kind: 'noEncounter' }, stay: undefined, encounters: [] },
            mayBeIncomplete,
          }}
          onRetry={() => undefined}
        />
      </WordsContext>,
    );
  expect(drawStay(false)).toContain('No encounter');
  expect(drawStay(true)).not.toContain('No encounter');
  expect(drawStay(true)).toContain('May be incomplete');
});

const source = { server: 'ehr.example', reference: 'Any/1' };
const drawIn = (section: ReactNode) =>
  renderToStaticMarkup(<WordsContext value={dictionaries.en}>{section}</WordsContext>);
const drawMedication = (more: object) =>
  drawIn(
    <MedicationsSection
      values={
        {
          medications: { status: 'ok', value: [{ text: 'Furosemide', isActive: true, source, ...more }] },
        } as unknown as ChartValues
      }
      onRetry={() => undefined}
    />,
  );
const drawPlace = (where: object, stay: object) =>
  drawIn(
    <StaySection
      section={{
        status: 'ok',
        value: {
          where: { kind: 'noBed', source, ...where },
          stay: undefined,
          encounters: [{ source, status: 'in-progress', isChosen: true, ...stay }],
        },
      }}
      onRetry={() => undefined}
    />,
  );
const count = (html: string) => html.split('time unknown').length - 1;

test('what has no time says so in the panel: a medication, a place, a stay', () => {
  expect(count(drawMedication({}))).toBe(1);
  expect(count(drawMedication({ authored: '2026-11-18', effective: '2026-11-18' }))).toBe(0);
  expect(drawMedication({ effective: '2020' })).toContain('since 2020');
  expect(count(drawMedication({ ended: '2026-11-18' }))).toBe(0);
  expect(count(drawPlace({}, {}))).toBe(2);
  expect(count(drawPlace({ effective: '2026-11-18' }, {}))).toBe(1);
  expect(count(drawPlace({ effective: '2026-11-18' }, { start: '2026-11-18' }))).toBe(0);
  expect(count(drawPlace({ effective: '2026-11-18' }, { end: '2026-11-18' }))).toBe(0);
  // Who never was here has no time either, and nothing to tell one of.
  expect(count(drawPlace({ kind: 'noEncounter', source: undefined }, { start: '2026-11-18' }))).toBe(0);
});
