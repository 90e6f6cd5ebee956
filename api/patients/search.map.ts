// A search form to the query of the EHR port, and a page of patients to a searchset Bundle. Pure.
import type { Bundle, FhirResource, Patient } from 'fhir/r4';
import { isForbiddenNumber } from '../clinical/mrn';
import { limits } from '../contract/limits';
import { KnownError } from '../errors/known-error';
import type { PatientPage, PatientQuery } from '../fhir/ehr';
import type { SearchForm } from './search.schema';

/**
 * Throws search_too_short: an MRN has two characters, and so has a name with all of its parts (in China one is often enough for
 * the given name); gender alone finds half a hospital.
 */
export function toPatientQuery(form: SearchForm): PatientQuery {
  const { _id: id, _count: count, _format, ...terms } = form;
  const { name, family, given, identifier, birthdate } = terms;
  const parts = [name, family, given].filter((part) => part !== undefined);
  const texts = [
    ...(parts.length > 0 ? [parts.join('')] : []),
    ...(identifier === undefined ? [] : [identifier]),
  ];
  const isTooShort = texts.some((text) => [...text].length < limits.searchMinCharacters);
  if (isTooShort || (texts.length === 0 && birthdate === undefined && id === undefined)) {
    throw new KnownError('search_too_short', {
      status: 400,
      detail: `Type at least ${limits.searchMinCharacters} characters of a name or MRN, or a birth date.`,
    });
  }
  return { ...withoutUndefined(terms), ...(id !== undefined && { id }), count };
}

function withoutUndefined<T extends object>(terms: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  // Checked: every value that is left is defined.
  return Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

/** `base`: URL of the facade; `next`: the sealed cursor of the next page. */
export function toSearchset(page: PatientPage, base: string, next: string | undefined): Bundle {
  const tags = [
    ...(page.total.kind === 'estimate' ? [{ system: 'urn:patients:total', code: 'estimate' }] : []),
    ...(page.isScored ? [{ system: 'urn:patients:match', code: 'scored' }] : []),
  ];
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(tags.length > 0 && { meta: { tag: tags } }),
    ...(page.total.kind !== 'unknown' && { total: page.total.value }),
    ...(next !== undefined && {
      link: [{ relation: 'next', url: `${base}/Patient/_search?cursor=${encodeURIComponent(next)}` }],
    }),
    entry: page.patients.map((patient) => ({
      fullUrl: `${base}/Patient/${patient.id ?? ''}`,
      resource: toDisclosed(patient),
      search: { mode: 'match' },
    })),
  };
}

/**
 * What may leave for a browser. A narrative is markup made elsewhere (T15); a social-security, licence, passport or tax number is
 * nobody's business on a ward, and what was never sent can't be looked up in a browser's memory.
 */
export function toDisclosed<T extends FhirResource>(resource: T): T {
  const told: FhirResource = withoutNarrative(resource);
  // Checked: a patient stays one.
  return (told.resourceType === 'Patient' ? withoutForbiddenNumbers(told) : told) as T;
}

/** What has none stays the same object: one whose elements are read on demand can't be copied. */
function withoutNarrative<T extends FhirResource>(resource: T): T {
  if (!('text' in resource)) return resource;
  const { text: _narrative, ...rest } = resource;
  // Checked: only the optional narrative is gone.
  return rest as T;
}

function withoutForbiddenNumbers(patient: Patient): Patient {
  const { identifier = [], ...rest } = patient;
  const left = identifier.filter((one) => !isForbiddenNumber(one));
  return left.length > 0 ? { ...rest, identifier: left } : rest;
}
