// The routes of a team's own fields. Members read them, owners save them.
import type { z } from 'zod';
import { fieldSet, saveFields } from '../contract/fields.schema';
import { preconditionRequired } from '../errors/known-errors';
import { type Route, teamRoute } from '../http/route';
import type { FieldService } from './fields.service';

export function createFieldRoutes(fields: FieldService): Route[] {
  return [
    teamRoute({
      operationId: 'getFields',
      method: 'get',
      path: '/fields',
      who: 'member',
      summary: 'The team’s own fields',
      response: fieldSet,
      handle: async (scope) => {
        const found = await fields.get(scope);
        return { body: found, version: found.version };
      },
    }),
    teamRoute<unknown, unknown, z.output<typeof saveFields>>({
      operationId: 'PatientSchemaUpdate',
      method: 'put',
      path: '/fields',
      who: 'owner',
      summary:
        'Save the team’s own fields; audited as PatientSchemaCreate the first time. Version 0 is none yet',
      body: saveFields,
      response: fieldSet,
      needsIfMatch: true,
      handle: async (scope, { body, ifMatch }) => {
        if (ifMatch === undefined) throw preconditionRequired();
        const saved = await fields.save(scope, ifMatch, body.fields);
        return { body: saved, version: saved.version };
      },
    }),
  ];
}
