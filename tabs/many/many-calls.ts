// The operations by which many patients are looked up, and what the EHR keeps itself. Knows paths and shapes, no state, no words.
import type { EhrSources, FindMany, ManyLine, RosterList, WardList } from '../../api/contract/many.schema';
import { paths, type TeamAddress } from '../../api/contract/paths';
import type { Api } from '../net/api';

export interface ManyCalls {
  /** Adds nobody. Audited as one PatientSearch. */
  readonly find: (listId: string, asked: FindMany, signal: AbortSignal) => AsyncGenerator<ManyLine>;
  readonly sources: (signal: AbortSignal) => Promise<EhrSources>;
  readonly lists: (signal: AbortSignal) => Promise<RosterList>;
  readonly wards: (signal: AbortSignal) => Promise<WardList>;
}

export function createManyCalls(api: Api, address: TeamAddress): ManyCalls {
  const get = async <T>(path: string, signal: AbortSignal) => (await api.get<T>(path, { signal })).data;
  return {
    find: (listId, asked, signal) =>
      api.lines('POST', paths.findMany(address, listId), { body: asked, signal }),
    sources: (signal) => get(paths.ehrSources(address), signal),
    lists: (signal) => get(paths.ehrLists(address), signal),
    wards: (signal) => get(paths.ehrWards(address), signal),
  };
}
