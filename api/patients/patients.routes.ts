// The R4 facade over HTTP: read by the tab with fhirclient, or by any FHIR client or test tool.
import type { FhirResource } from 'fhir/r4';
import type { z } from 'zod';
import { paths } from '../contract/paths';
import { type Reply, type Route, type TeamRoute, teamRoute } from '../http/route';
import type { Scope } from '../sign-in/scope';
import { toCapability } from './capability.map';
import type { PatientsService, ReadOptions } from './patients.service';
import {
  type PlacesForm,
  patientParams,
  patientQuery,
  placesForm,
  type SearchForm,
  searchForm,
  searchPage,
} from './search.schema';

type PatientParams = z.output<typeof patientParams>;
type SearchPage = z.output<typeof searchPage>;
type PatientQuery = z.output<typeof patientQuery>;

export function createPatientsRoutes(deps: { patients: PatientsService; publicUrl: URL }): Route[] {
  const toBase = (scope: Scope) =>
    new URL(paths.fhir({ teamId: scope.teamId, channelId: scope.viaChannelId }), deps.publicUrl).href;
  const toOptions = (scope: Scope, signal: AbortSignal, query?: PatientQuery): ReadOptions => ({
    base: toBase(scope),
    signal,
    connection: query?.connection,
  });
  const { patients } = deps;
  return [
    teamRoute({
      ...facade('FacadeMetadata', 'get', '/fhir/metadata', 'What the facade can do'),
      handle: async (scope) => toReply(toCapability(toBase(scope))),
    }),
    teamRoute<unknown, unknown, SearchForm>({
      ...facade('PatientSearch', 'post', '/fhir/Patient/_search', 'Patients by name, MRN or birth date'),
      body: searchForm as z.ZodType<SearchForm>,
      bodyKind: 'form',
      searches: 1,
      handle: async (scope, { body, signal }) =>
        toReply(await patients.search(scope, body, toOptions(scope, signal))),
    }),
    teamRoute<unknown, SearchPage>({
      ...facade('PatientSearchNext', 'get', '/fhir/Patient/_search', 'The next page of a search'),
      auditedAs: 'PatientSearch',
      query: searchPage,
      searches: 1,
      handle: async (scope, { query, signal }) =>
        toReply(await patients.searchOn(scope, query.cursor, toOptions(scope, signal))),
    }),
    teamRoute<unknown, unknown, PlacesForm>({
      ...facade(
        'PatientLocationView',
        'post',
        '/fhir/Encounter/_search',
        'Where patients were last known to be',
      ),
      body: placesForm as unknown as z.ZodType<PlacesForm>,
      bodyKind: 'form',
      handle: async (scope, { body, signal }) =>
        toReply(await patients.getPlaces(scope, body.patient, toOptions(scope, signal))),
    }),
    teamRoute<PatientParams, PatientQuery>({
      ...facade('PatientRead', 'get', '/fhir/Patient/{patientId}', 'One patient'),
      auditedAs: 'PatientView',
      params: patientParams,
      query: patientQuery,
      handle: async (scope, { params, query, signal }) =>
        toReply(await patients.getPatient(scope, params.patientId, toOptions(scope, signal, query))),
    }),
    teamRoute<PatientParams, PatientQuery>({
      ...facade(
        'PatientView',
        'get',
        '/fhir/Patient/{patientId}/$chart',
        'All that the EHR tells of a patient',
      ),
      params: patientParams,
      query: patientQuery,
      handle: async (scope, { params, query, signal }) =>
        toReply(await patients.getChart(scope, params.patientId, toOptions(scope, signal, query))),
    }),
  ];
}

function toReply(body: FhirResource): Reply {
  return { contentType: 'application/fhir+json', body };
}

type Facade = Pick<
  TeamRoute<unknown, unknown, unknown>,
  'operationId' | 'method' | 'path' | 'summary' | 'who' | 'isFhir'
>;

function facade(operationId: string, method: 'get' | 'post', path: string, summary: string): Facade {
  return { operationId, method, path, summary, who: 'member', isFhir: true };
}
