// The routes of the patients on a list, and of their notes. Who may use them: every member of the team or channel.
import type { z } from 'zod';
import {
  addNote,
  addPatient,
  editPatient,
  movePatient,
  note,
  noteList,
  removedRows,
  row,
} from '../contract/lists.schema';
import { type Route, teamRoute } from '../http/route';
import { getVersion, listParams, rowParams } from './list-params.schema';
import type { NoteService } from './note.service';
import type { RowService } from './row.service';

type ListParams = z.output<typeof listParams>;
type RowParams = z.output<typeof rowParams>;

const patients = '/lists/{listId}/patients';
const patient = `${patients}/{rowId}`;

export function createRowRoutes(rows: RowService): Route[] {
  return [
    teamRoute<ListParams, unknown, z.output<typeof addPatient>>({
      operationId: 'PatientListAddPatient',
      method: 'post',
      path: patients,
      who: 'member',
      summary: 'Put a patient on a list: one of the EHR, or one that is typed',
      params: listParams,
      body: addPatient,
      response: row,
      status: 201,
      handle: async (scope, { params, body }) => {
        const added = await rows.add(scope, params.listId, body);
        return { body: added, version: added.version };
      },
    }),
    teamRoute<RowParams, unknown, z.output<typeof editPatient>>({
      operationId: 'PatientDetailsEdit',
      method: 'patch',
      path: patient,
      who: 'member',
      summary: 'Change what the team typed about a patient; null takes a value away',
      params: rowParams,
      body: editPatient,
      response: row,
      needsIfMatch: true,
      handle: async (scope, { params, body, ifMatch }) => {
        const edited = await rows.edit(scope, params, getVersion(ifMatch), body.typed);
        return { body: edited, version: edited.version };
      },
    }),
    teamRoute<RowParams>({
      operationId: 'PatientListRemovePatient',
      method: 'delete',
      path: patient,
      who: 'member',
      summary: 'Take a patient off a list; it can be undone for a week',
      status: 204,
      params: rowParams,
      handle: async (scope, { params }) => {
        await rows.remove(scope, params);
        return {};
      },
    }),
    ...undoAndMoveRoutes(rows),
  ];
}

function undoAndMoveRoutes(rows: RowService): Route[] {
  return [
    teamRoute<ListParams>({
      operationId: 'PatientListRemovedView',
      method: 'get',
      path: '/lists/{listId}/removed-patients',
      who: 'member',
      summary: 'Who left the list within the last week, last one first',
      params: listParams,
      response: removedRows,
      handle: async (scope, { params }) => ({ body: { rows: await rows.removed(scope, params.listId) } }),
    }),
    teamRoute<RowParams>({
      operationId: 'PatientListRestorePatient',
      method: 'post',
      path: `${patient}/restore`,
      who: 'member',
      summary: 'Put a patient back who was taken off',
      params: rowParams,
      response: row,
      handle: async (scope, { params }) => {
        const restored = await rows.restore(scope, params);
        return { body: restored, version: restored.version };
      },
    }),
    teamRoute<RowParams, unknown, z.output<typeof movePatient>>({
      operationId: 'PatientMoved',
      method: 'post',
      path: `${patient}/move`,
      who: 'member',
      summary: 'Move a patient, with what was typed and noted, to another list of the team',
      params: rowParams,
      body: movePatient,
      response: row,
      handle: async (scope, { params, body }) => {
        const moved = await rows.move(scope, params, body.toListId);
        return { body: moved, version: moved.version };
      },
    }),
  ];
}

export function createNoteRoutes(notes: NoteService): Route[] {
  return [
    teamRoute<RowParams>({
      operationId: 'PatientNoteView',
      method: 'get',
      path: `${patient}/notes`,
      who: 'member',
      summary: 'The notes about a patient, newest first',
      params: rowParams,
      response: noteList,
      handle: async (scope, { params }) => ({ body: { notes: await notes.list(scope, params) } }),
    }),
    teamRoute<RowParams, unknown, z.output<typeof addNote>>({
      operationId: 'PatientNoteAdd',
      method: 'post',
      path: `${patient}/notes`,
      who: 'member',
      summary: 'Add a note about a patient',
      params: rowParams,
      body: addNote,
      response: note,
      status: 201,
      handle: async (scope, { params, body }) => ({
        body: await notes.add(scope, params, body.text),
      }),
    }),
  ];
}
