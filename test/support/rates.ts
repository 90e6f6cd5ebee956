// Rates that no test runs into, unless it is about rates.
import type { RequestsPerMinute } from '../../api/http/rate-limit';

const most = { person: 1_000_000, team: 1_000_000, tenant: 1_000_000 };
export const noLimit: RequestsPerMinute = { ...most, searches: most };

/** The sandbox's Graph takes more than Microsoft's, so nobody waits for a turn. */
export const graphCallsPerSecond = 1_000;
