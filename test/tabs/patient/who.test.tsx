// Who the panel says that this is; what the EHR keeps back is told with its field, all of it.
import { createRef } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { PatientValue } from '../../../api/contract/values';
import { createDictionary } from '../../../api/words/dictionary';
import { words } from '../../../tabs/i18n/en';
import { WordsContext } from '../../../tabs/i18n/useWords';
import { Who } from '../../../tabs/patient/Who';

const dictionary = createDictionary('en', words);
function draw(more: Partial<PatientValue>): string {
  const patient: PatientValue = { id: 'p1', otherNames: [], ...more };
  const html = renderToStaticMarkup(
    <WordsContext value={dictionary}>
      <Who titleId="who" titleRef={createRef()} patient={patient} lastKnown={undefined} />
    </WordsContext>,
  );
  return html.replace(/<[^>]*>/g, ' ').trim();
}

test('name, age, birth date, sex and MRN stand together', () => {
  const text = draw({
    name: { display: 'SOLO, Jaina' },
    age: { value: 69, unit: 'year', isAbout: false, isAtDeath: false },
    birthDate: '1957-06-05',
    gender: 'female',
    mrn: { value: 'SV1' },
  });
  expect(text).toContain('SOLO, Jaina');
  expect(text).toContain('69 y · born Jun 5, 1957 · female · MRN SV1');
});

test('nothing recorded is not the same as kept back', () => {
  expect(draw({})).toContain('sex not recorded · no MRN');
  const text = draw({ absent: { name: 'masked', birthDate: 'masked', gender: 'unknown', mrn: 'not-asked' } });
  expect(text).toContain('Name: not known (masked)');
  expect(text).toContain(
    'Birth date: not known (masked) · Sex: not known (reason not given) · MRN: not known (not asked)',
  );
  expect(text).not.toContain('no MRN');
});

test('the part of a name that is kept back is told beneath the part that is not', () => {
  const name = { display: 'Protected', given: 'Protected' };
  expect(draw({ name, absent: { family: 'masked' } })).toMatch(
    /^Protected +Family name: not known \(masked\) /,
  );
  const parts = draw({ name: { display: 'X' }, absent: { family: 'masked', given: 'not-asked' } });
  expect(parts).toContain('Family name: not known (masked) · Given name: not known (not asked)');
  expect(draw({ name, absent: { name: 'masked' } })).toContain('Name: not known (masked)');
  expect(draw({ name })).not.toContain('not known');
  // without any name its place says why, and once
  expect(draw({ absent: { name: 'masked' } }).match(/masked/g)).toHaveLength(1);
});

test('who died on a day that is kept back has died, and the reason stands there', () => {
  expect(draw({ deceased: {} })).toMatch(/Deceased$/);
  expect(draw({ deceased: {}, absent: { deceased: 'masked' } })).toContain(
    'Deceased, date not known (masked)',
  );
});

test('of whom nobody knows whether they died, that stands there, and no mark of a death', () => {
  const text = draw({ absent: { isDeceased: 'masked' } });
  expect(text).toContain('Whether deceased: not known (masked)');
  expect(text).not.toContain('Deceased');
});
