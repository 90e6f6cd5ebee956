// Searches patients by POST, so that names stay out of URLs, and reads on inside the server's own address.
import type { Patient } from 'fhir/r4';
import { isKnownError, KnownError } from '../errors/known-error';
import type { PartnerRules } from '../partners/partner.schema';
import type { Raw } from './any-release/element';
import type { Capability } from './capability.map';
import type { Convert } from './convert.map';
import type { Ehr, PatientPage, PatientQuery } from './ehr';
import { fhirFault } from './fhir-faults';
import type { FhirServer } from './fhir-server.service';
import { toMissingFilters, toSearchForm } from './query.map';
import { type Searchset, toInnerUrl } from './searchset.map';
import { readSearchset } from './searchset.policy';

export interface PatientSearchDeps {
  readonly server: FhirServer;
  readonly capability: Capability;
  readonly rules: PartnerRules;
  readonly convert: Convert;
}

export function createPatientSearch(deps: PatientSearchDeps): Pick<Ehr, 'searchPatients' | 'nextPatients'> {
  const { server, capability, rules, convert } = deps;
  let canCount = true;

  async function post(query: PatientQuery, signal: AbortSignal | undefined): Promise<PatientPage> {
    const { form, filters } = toSearchForm(query, capability, rules, canCount);
    if (filters.length === 0)
      throw fhirFault('search_needs_more', { needs: ['name', 'birthdate', 'identifier'] });
    const needs = toMissingFilters(filters, rules);
    if (needs.length > 0) throw fhirFault('search_needs_more', { needs });
    try {
      return toPage(await server.search('Patient', form, rules.patientSearch, signal), {
        query,
        filters,
        isFirst: true,
      });
    } catch (error) {
      // Some servers refuse to count: the search itself may be fine.
      const isRefused = isKnownError(error) && error.code === 'search_refused' && form.has('_total');
      if (!isRefused || !canCount) throw toSearchFault(error, filters, rules);
      canCount = false;
      return post(query, signal);
    }
  }

  interface PageOf {
    readonly query: PatientQuery | undefined;
    readonly filters: readonly string[];
    readonly isFirst: boolean;
    readonly from?: string;
  }

  function toPage(body: Raw, of: PageOf): PatientPage {
    const searchset = readSearchset(body, 'Patient', of.filters, { base: server.base, rules });
    const readable = searchset.matches.map(convert).filter(isPatient);
    const unreadable = searchset.unreadable + searchset.matches.length - readable.length;
    // Somebody was found: "no such patient" would be a lie.
    if (unreadable > 0 && readable.length === 0) throw fhirFault('server_answer_broken');
    const patients = readable.filter((one) => isAsked(one, of.query));
    const { next } = searchset;
    const isLoop = next !== undefined && next === of.from;
    return {
      patients,
      total: toTotal(searchset, of.isFirst),
      ...(next === undefined || isLoop ? {} : { next }),
      ...(rules.isFuzzy && { isScored: true }),
    };
  }

  function toTotal(
    { total, matches, unreadable, next, hasForeignNext }: Searchset,
    isFirst: boolean,
  ): PatientPage['total'] {
    if (total === undefined) {
      const isAll = isFirst && next === undefined && !hasForeignNext && unreadable === 0;
      return isAll ? { kind: 'exact', value: matches.length } : { kind: 'unknown' };
    }
    const isImpossible = total < matches.length || (isFirst && next === undefined && total > matches.length);
    return { kind: rules.total === 'estimate' || isImpossible ? 'estimate' : 'exact', value: total };
  }

  return {
    searchPatients: post,
    async nextPatients(next, signal) {
      const url = toInnerUrl(next, server.base, rules.paging);
      if (url === undefined)
        throw new KnownError('cursor_invalid', { status: 400, detail: 'Search again from the start.' });
      const page = await server.get(url, signal).catch((error: unknown) => {
        throw isGone(error) ? fhirFault('cursor_invalid') : error;
      });
      return toPage(page, { query: undefined, filters: [], isFirst: false, from: url });
    },
  };
}

/** 404 or 410 said to a page is about the page, which servers keep for minutes only. */
function isGone(error: unknown): boolean {
  return isKnownError(error) && error.code === 'patient_not_found';
}

export function isPatient(resource: unknown): resource is Patient {
  return (
    typeof resource === 'object' &&
    resource !== null &&
    'resourceType' in resource &&
    resource.resourceType === 'Patient'
  );
}

/** A server that ignores `_id` answers with anybody. */
function isAsked(patient: Patient, query: PatientQuery | undefined): boolean {
  return query?.id === undefined || patient.id === query.id;
}

/**
 * 404 said to a search is about the server's searching, not about a patient. How many hits are too many is in the profile; and
 * nobody is asked again for what was sent.
 */
function toSearchFault(error: unknown, filters: readonly string[], { resultCap }: PartnerRules): unknown {
  if (!isKnownError(error)) return error;
  if (error.code === 'patient_not_found') return fhirFault('patient_not_offered');
  if (error.code === 'search_too_many' && resultCap !== undefined)
    return fhirFault('search_too_many', { max: resultCap });
  const needs = error.parts.needs?.filter((one) => !filters.includes(one)) ?? [];
  return error.code === 'search_needs_more' && needs.length > 0
    ? fhirFault('search_needs_more', { needs })
    : error;
}
