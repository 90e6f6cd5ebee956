// The routes by which many patients come onto a list at once, and off it again. Who may use them: every member.
import type { z } from 'zod';
import {
  addedMany,
  addMany,
  ehrSources,
  type FindMany,
  findMany,
  removeMany,
  rosterList,
  wardList,
} from '../contract/many.schema';
import { type Route, teamRoute } from '../http/route';
import type { GetEhr } from './ehr-ports';
import type { StartLookup } from './find-many.service';
import { listParams } from './list-params.schema';
import type { ManyRows } from './many-rows.service';
import { toRosterList, toWardList } from './roster.map';

type ListParams = z.output<typeof listParams>;

export interface ManyRoutesDeps {
  readonly manyRows: ManyRows;
  readonly startLookup: StartLookup;
  readonly getEhr: GetEhr;
}

export function createManyRoutes({ manyRows, startLookup, getEhr }: ManyRoutesDeps): Route[] {
  return [
    teamRoute<ListParams, unknown, FindMany>({
      operationId: 'PatientFindMany',
      auditedAs: 'PatientSearch',
      method: 'post',
      path: '/lists/{listId}/find-patients',
      who: 'member',
      summary:
        'Look up pasted MRNs, or who is on a list or ward of the EHR; answers application/x-ndjson, adds nobody',
      params: listParams,
      body: findMany,
      searches: 10,
      handle: async (scope, { params, body, signal }) => {
        const lookup = await startLookup(scope, params.listId, body, signal);
        return { lines: (write) => lookup.writeLines(write) };
      },
    }),
    teamRoute<ListParams, unknown, z.output<typeof addMany>>({
      operationId: 'PatientListAddMany',
      auditedAs: 'PatientListAddPatient',
      method: 'post',
      path: '/lists/{listId}/add-patients',
      who: 'member',
      summary: 'Put many patients of the EHR on a list, all or nobody; each is read first',
      params: listParams,
      body: addMany,
      response: addedMany,
      status: 201,
      handle: async (scope, { params, body, signal, confirm }) => ({
        body: await manyRows.add(scope, params.listId, body, { signal, confirm }),
      }),
    }),
    teamRoute<ListParams, unknown, z.output<typeof removeMany>>({
      operationId: 'PatientListRemoveMany',
      auditedAs: 'PatientListRemovePatient',
      method: 'post',
      path: '/lists/{listId}/remove-patients',
      who: 'member',
      summary: 'Take many patients off a list: the undo of adding many',
      status: 204,
      params: listParams,
      body: removeMany,
      handle: async (scope, { params, body }) => {
        await manyRows.remove(scope, params.listId, body.rowIds);
        return {};
      },
    }),
    ...sourceRoutes(getEhr),
  ];
}

/** They name lists and wards, and no patient: nothing of them is an access to a record. */
function sourceRoutes(getEhr: GetEhr): Route[] {
  return [
    teamRoute({
      operationId: 'EhrSources',
      method: 'get',
      path: '/ehr/sources',
      who: 'member',
      summary: 'Whether the connected EHR was proved to tell of its own lists, and of who lies on a ward',
      response: ehrSources,
      handle: async (scope, { signal }) => ({
        body: await (await getEhr(scope)).ehr.many.findSources(signal),
      }),
    }),
    teamRoute({
      operationId: 'EhrLists',
      method: 'get',
      path: '/ehr/lists',
      who: 'member',
      summary: 'Lists and groups of patients that the EHR keeps itself',
      response: rosterList,
      handle: async (scope, { signal }) => ({
        body: toRosterList(await (await getEhr(scope)).ehr.many.readRosters(signal)),
      }),
    }),
    teamRoute({
      operationId: 'EhrWards',
      method: 'get',
      path: '/ehr/wards',
      who: 'member',
      summary: 'Wards of the hospital, as the EHR has them',
      response: wardList,
      handle: async (scope, { signal }) => ({
        body: toWardList(await (await getEhr(scope)).ehr.many.readWards(signal)),
      }),
    }),
  ];
}
