// By which of the partner's rules the tab reads a patient: the same as the API's, so that panel, search and row can't disagree. Pure.
import type { PatientContext, WhereContext } from '../../../api/clinical/context';
import type { ConnectionView } from '../../../api/contract/session.schema';

export function toReadingContext(
  connection: Pick<ConnectionView, 'name' | 'mrnSystem' | 'zone' | 'locationSplit'> | null,
  now: Date,
): PatientContext & WhereContext {
  return {
    server: connection?.name ?? '',
    mrnSystem: connection?.mrnSystem ?? undefined,
    zone: connection?.zone ?? undefined,
    locationSplit: connection?.locationSplit ?? undefined,
    now,
  };
}
