// The routes of lists as a whole. Who may use them: every member of the team or channel.
import type { z } from 'zod';
import { createList, listSummary, listView, renameList, setColumns } from '../contract/lists.schema';
import { type Reply, type Route, teamRoute } from '../http/route';
import type { ListService } from './list.service';
import { getVersion, listParams } from './list-params.schema';
import type { OpenList } from './open-list.service';

type ListParams = z.output<typeof listParams>;
type Name = z.output<typeof createList>;
type Columns = z.output<typeof setColumns>;

const ndjson = 'application/x-ndjson';

export function createListRoutes(deps: { lists: ListService; openList: OpenList }): Route[] {
  return [createRoute(deps.lists), openRoute(deps.openList), ...changeRoutes(deps.lists)];
}

function createRoute(lists: ListService): Route {
  return teamRoute<unknown, unknown, Name>({
    operationId: 'PatientListCreate',
    method: 'post',
    path: '/lists',
    who: 'member',
    summary: 'Make a list; the first one becomes the default',
    body: createList,
    response: listSummary,
    status: 201,
    handle: async (scope, { body }) => {
      const list = await lists.create(scope, body.name);
      return { body: list, version: list.version };
    },
  });
}

function openRoute(openList: OpenList): Route {
  return teamRoute<ListParams>({
    operationId: 'PatientListView',
    method: 'get',
    path: '/lists/{listId}',
    who: 'member',
    summary: 'Open a list; as application/x-ndjson with the EHR’s cells, line by line',
    params: listParams,
    response: listView,
    handle: async (scope, { params, accepts, signal }): Promise<Reply> => {
      if (!accepts(ndjson)) {
        const view = await openList.view(scope, params.listId);
        return { body: view, version: view.version };
      }
      const opened = await openList.stream(scope, params.listId, signal);
      return {
        version: opened.view.version,
        lines: (write) => opened.writeLines(write),
      };
    },
  });
}

function changeRoutes(lists: ListService): Route[] {
  return [
    teamRoute<ListParams, unknown, Name>({
      operationId: 'PatientListRename',
      method: 'patch',
      path: '/lists/{listId}',
      who: 'member',
      summary: 'Rename a list',
      params: listParams,
      body: renameList,
      response: listSummary,
      needsIfMatch: true,
      handle: async (scope, { params, body, ifMatch }) => {
        const list = await lists.rename(scope, params.listId, getVersion(ifMatch), body.name);
        return { body: list, version: list.version };
      },
    }),
    teamRoute<ListParams>({
      operationId: 'PatientListDelete',
      method: 'delete',
      path: '/lists/{listId}',
      who: 'member',
      summary: 'Delete a list; it can be restored for a week',
      status: 204,
      params: listParams,
      needsIfMatch: true,
      handle: async (scope, { params, ifMatch }) => {
        await lists.remove(scope, params.listId, getVersion(ifMatch));
        return {};
      },
    }),
    teamRoute<ListParams>({
      operationId: 'PatientListRestore',
      method: 'post',
      path: '/lists/{listId}/restore',
      who: 'member',
      summary: 'Bring a deleted list back',
      params: listParams,
      response: listSummary,
      handle: async (scope, { params }) => {
        const list = await lists.restore(scope, params.listId);
        return { body: list, version: list.version };
      },
    }),
    teamRoute<ListParams>({
      operationId: 'PatientListDefaultSet',
      method: 'put',
      path: '/lists/{listId}/default',
      who: 'member',
      summary: 'Make a list the one that opens first',
      params: listParams,
      response: listSummary,
      handle: async (scope, { params }) => {
        const list = await lists.setDefault(scope, params.listId);
        return { body: list, version: list.version };
      },
    }),
    teamRoute<ListParams, unknown, Columns>({
      operationId: 'PatientListEditColumns',
      method: 'put',
      path: '/lists/{listId}/columns',
      who: 'member',
      summary: 'Choose the columns of a list, in order',
      params: listParams,
      body: setColumns,
      response: listSummary,
      needsIfMatch: true,
      handle: async (scope, { params, body, ifMatch }) => {
        const list = await lists.setColumns(scope, params.listId, getVersion(ifMatch), body.columns);
        return { body: list, version: list.version };
      },
    }),
  ];
}
