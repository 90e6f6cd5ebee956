// What the search box sends and what it makes of the answers.
import type { Bundle, FhirResource, Meta } from 'fhir/r4';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { WhereContext } from '../../../api/clinical/context';
import type { PatientValue, WhereValue } from '../../../api/contract/values';
import { createDictionary } from '../../../api/words/dictionary';
import { words } from '../../../tabs/i18n/en';
import { WordsContext } from '../../../tabs/i18n/useWords';
import { toTabProblem } from '../../../tabs/net/problem';
import { Hit } from '../../../tabs/search/Hit';
import { withNeeded } from '../../../tabs/search/more-fields';
import { toPlaces } from '../../../tabs/search/places';
import { toSearchForm } from '../../../tabs/search/search-form';
import { emptySearch, reduceSearch } from '../../../tabs/search/search-state';

function toPage(ids: readonly string[], next?: string, total?: number): Bundle<FhirResource> {
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(total === undefined ? {} : { total }),
    ...(next ? { link: [{ relation: 'next', url: next }] } : {}),
    entry: ids.map((id) => ({ resource: { resourceType: 'Patient', id }, search: { mode: 'match' } })),
  };
}
const toFound = (bundle: Bundle<FhirResource>, before = emptySearch, isNext = false) =>
  reduceSearch(before, { type: 'page', bundle, isNext });

test('nothing is asked before two characters, nor for half a date', () => {
  expect(toSearchForm('  ', {}, 'en')).toBeUndefined();
  expect(toSearchForm('a', {}, 'en')).toBe('tooShort');
  expect(toSearchForm('5/6', {}, 'en')).toBeUndefined();
  expect(toSearchForm('Hart', {}, 'en')).toEqual({ name: 'Hart' });
});

test('a birth date that the server wanted goes along with the name', () => {
  expect(toSearchForm('Hart', { birthdate: '1957-06-05' }, 'en')).toEqual({
    name: 'Hart',
    birthdate: '1957-06-05',
  });
});

test('a given name of one character is enough beside a family name', () => {
  expect(toSearchForm('陳 明', {}, 'zh-TW')).toEqual({ family: '陳', given: '明' });
  expect(toSearchForm('陳 ', {}, 'zh-TW')).toBe('tooShort');
});

const needsMore = (needs: readonly string[]) => ({ ...toTabProblem('unreadable').problem, needs });

test('exactly what is missing gets a field, and keeps it when the server is content', () => {
  const problem = { ...needsMore(['given', 'birthdate', 'identifier']), code: 'search_needs_more' } as const;
  const asked = withNeeded([], problem);
  expect(asked).toEqual(['given', 'birthdate', 'identifier']);
  expect(withNeeded(asked, undefined)).toBe(asked);
  expect(withNeeded(asked, { ...problem, needs: ['birthdate'] })).toBe(asked);
  expect(withNeeded([], { ...problem, needs: ['name', 'family'] })).toEqual(['family']);
  expect(withNeeded([], { ...problem, code: 'server_busy' })).toEqual([]);
});

test('what is typed into the box goes before what stands in a field', () => {
  const more = { given: ' Sharon ', birthdate: '1957-06-05', identifier: ' ' };
  expect(toSearchForm('Green', more, 'en')).toEqual({
    name: 'Green',
    given: 'Sharon',
    birthdate: '1957-06-05',
  });
  expect(toSearchForm('Green, Ana 1960-01-02', more, 'en')).toEqual({
    family: 'Green',
    given: 'Ana',
    birthdate: '1960-01-02',
  });
});

test('the next page is added, without the ones that are there already', () => {
  const first = toFound(toPage(['1', '2'], 'https://anywhere/fhir/Patient/_search?cursor=a%2Bb', 3));
  expect(first).toMatchObject({ kind: 'found', found: { cursor: 'a+b', total: 3 } });
  const second = toFound(toPage(['2', '3']), first, true);
  expect(second.kind === 'found' && second.found.patients.map((patient) => patient.id)).toEqual([
    '1',
    '2',
    '3',
  ]);
  expect(second).toMatchObject({ found: { cursor: undefined, total: 3 } });
});

test('a next page that fails leaves the hits standing', () => {
  const first = toFound(toPage(['1'], 'https://anywhere/?cursor=a'));
  const { problem } = toTabProblem('unreachable');
  const failed = reduceSearch(first, { type: 'failed', problem, isNext: true });
  expect(failed).toMatchObject({ kind: 'found', found: { patients: [{ id: '1' }] }, moreFailed: problem });
  expect(reduceSearch(first, { type: 'failed', problem, isNext: false })).toEqual({
    kind: 'failed',
    problem,
  });
});

test('what was found stands while the next words are searched for', () => {
  const first = toFound(toPage(['1']));
  expect(reduceSearch(first, { type: 'searching' })).toMatchObject({ before: { patients: [{ id: '1' }] } });
});

const toPlacesOf = (reference: string, meta: Meta = {}, rules: Partial<WhereContext> = {}) =>
  toPlaces(
    {
      resourceType: 'Bundle',
      type: 'searchset',
      meta,
      entry: [
        {
          resource: {
            resourceType: 'Encounter',
            id: 'e1',
            status: 'in-progress',
            class: { code: 'IMP' },
            subject: { reference },
            location: [{ location: { reference: 'Location/b2', display: 'Bed 2' } }],
          },
        },
        { resource: { resourceType: 'Location', id: 'b2', name: 'Bed 2' } },
      ],
    },
    { server: 'Seaview', now: new Date('2026-11-22T12:00:00Z'), ...rules },
  );

test('a place is taken apart as it is in the row', () => {
  const locationSplit = '^Bed (?<bed>.+)$';
  expect(toPlacesOf('Patient/1', {}, { locationSplit }).get('1')).toMatchObject({ bed: '2' });
});

test('the last known location follows the hits, each with its own patient', () => {
  const places = toPlacesOf('Patient/1');
  const found = reduceSearch(toFound(toPage(['1', '2'])), { type: 'places', places });
  expect(found).toMatchObject({ kind: 'found', found: { patients: [{ id: '1' }, { id: '2' }] } });
  expect(places.get('1')).toMatchObject({ kind: 'in', text: 'Bed 2' });
  expect(places.has('2')).toBe(false);
  expect(found.kind === 'found' && found.found.places).toEqual(places);
});

test('the number of a version is nobody’s patient', () => {
  expect([...toPlacesOf('Patient/1/_history/2').keys()]).toEqual(['1']);
  expect([...toPlacesOf('Group/2').keys()]).toEqual([]);
});

test('a hit of whom not all encounters were read says so', () => {
  const tag = { system: 'urn:patients:read', code: 'may-be-incomplete' };
  const ofAll = toPlacesOf('Patient/1', { tag: [{ ...tag, display: 'Encounter/e2' }] });
  expect(ofAll.get('1')?.mayBeIncomplete).toBeUndefined();
  const where = toPlacesOf('Patient/1', { tag: [{ ...tag, display: 'Encounter/e1' }] }).get('1');
  expect(where).toMatchObject({ kind: 'in', mayBeIncomplete: true });
  const patient = { id: '1', name: { display: 'SOLO, Jaina' }, otherNames: [] };
  const draw = (place: WhereValue | undefined) => {
    const hit = { id: 'h', patient, where: place, standing: 'free', isActive: false } as const;
    const drawn = createElement(Hit, { ...hit, onChoose: () => undefined });
    return renderToStaticMarkup(createElement(WordsContext, { value: createDictionary('en', words) }, drawn));
  };
  expect(draw(where)).toContain('Bed 2 · May be incomplete');
  expect(draw(ofAll.get('1'))).not.toContain('incomplete');
});

test('a name that is kept back, or a part of it, says so in a hit', () => {
  const draw = (patient: Partial<PatientValue>) => {
    const found = { id: 'p', otherNames: [], ...patient };
    const hit = { id: 'hit', patient: found, where: undefined, standing: 'free', isActive: false } as const;
    const drawn = createElement(Hit, { ...hit, onChoose: () => undefined });
    return renderToStaticMarkup(createElement(WordsContext, { value: createDictionary('en', words) }, drawn));
  };
  const given = { display: 'Protected' };
  expect(draw({ absent: { name: 'masked' } })).toContain('Name: not known (masked)');
  expect(draw({ name: given, absent: { family: 'masked' } })).toMatch(/Protected.*Family name: not known/);
  expect(draw({ name: given })).not.toContain('not known');
});
