// Writes down that somebody saw a patient, or did something else, as the API does.
import type { AuditEvent } from '../../api/audit/audit';
import type { TeamAddress } from '../../api/contract/paths';
import { toScope } from '../../api/sign-in/scope';
import { places, type TestPerson } from './people';
import type { SmallApp } from './small-app';

/** `PatientView` of one patient in ward 5, if nothing else is said. `place`: with the channel as data have it. */
export async function saw(
  { store, audit }: Pick<SmallApp, 'store' | 'audit'>,
  person: TestPerson,
  parts: Partial<AuditEvent> = {},
  place: TeamAddress = { ...places.ward5, channelId: '' },
): Promise<void> {
  const scope = toScope({
    principal: person,
    tid: person.tid,
    ...place,
    viaChannelId: places.ward5.channelId,
    role: 'member',
    requestId: 'request',
  });
  const event = {
    operation: 'PatientView',
    outcome: 'success',
    objects: [],
    patients: [{ ref: 'c1/p1' }],
  } as const;
  await store.transaction((tx) => audit.record(tx, { scope, ...event, ...parts }));
}
