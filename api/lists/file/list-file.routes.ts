// The way to a file of a list. Who may take it is the operator's choice (PATIENTS_LIST_FILES); Microsoft 365 is asked each time.
import type { z } from 'zod';
import { downloadLink } from '../../contract/audit.schema';
import { exportList } from '../../contract/lists.schema';
import { type Route, teamRoute } from '../../http/route';
import { listParams } from '../list-params.schema';
import type { ListFilesFor } from './file.policy';
import type { ListFileOffer, OfferFile } from './list-file.service';

type ListParams = z.output<typeof listParams>;
type Export = z.output<typeof exportList>;

export interface ListFileRouteDeps {
  readonly offerListFile: ListFileOffer;
  readonly offer: OfferFile;
  readonly filesFor: ListFilesFor;
}

export function createListFileRoutes({ offerListFile, offer, filesFor }: ListFileRouteDeps): Route[] {
  return [
    teamRoute<ListParams, unknown, Export>({
      operationId: 'ExportInitiation',
      method: 'post',
      path: '/lists/{listId}/export',
      who: filesFor === 'owners' ? 'owner' : 'member',
      summary:
        'A link by which the list can be fetched once as a file, within a minute; for owners unless the operator says members',
      params: listParams,
      body: exportList as z.ZodType<Export>,
      response: downloadLink,
      status: 201,
      handle: async (scope, { params, body }) => ({
        body: await offerListFile(scope, params.listId, body, offer),
      }),
    }),
  ];
}
