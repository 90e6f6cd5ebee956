// The tab of a channel: which team's data, its session, and then first run, list, settings or audit.
import { useCallback, useMemo } from 'react';
import { limits } from '../../api/contract/limits';
import type { TeamAddress } from '../../api/contract/paths';
import { useHost, useNotifyReady } from '../host/useHost';
import { useComeBack } from '../net/useComeBack';
import { SessionContext, useSessionResource } from '../net/useSession';
import { OldAfterContext } from '../ui/clinical/useAge';
import { Loading } from '../ui/Loading';
import { IdleCover } from './IdleCover';
import { NoChannel, SessionFailure } from './lazy-screens';
import { Views } from './Views';

/** No passing trouble: this person, or the app, has no place in the team any more, and what was shown isn't theirs to see. */
const shutOut: ReadonlySet<string> = new Set([
  'not_found',
  'wrong_tenant',
  'app_not_permitted',
  'app_not_in_channel',
]);

export function TeamTab() {
  const { teamId, channelId } = useHost().place;
  const address = useMemo(
    () => (teamId !== undefined && channelId !== undefined ? { teamId, channelId } : undefined),
    [teamId, channelId],
  );
  return address === undefined ? <NoChannel /> : <SessionGate address={address} />;
}

function SessionGate({ address }: { readonly address: TeamAddress }) {
  const { resource, refresh } = useSessionResource(address);
  const { state } = resource;
  useComeBack(useCallback(() => void refresh(), [refresh]));
  useNotifyReady(state !== 'loading');
  const data = 'data' in resource ? resource.data : undefined;
  const problem = 'problem' in resource ? resource.problem : undefined;
  const handle = useMemo(
    () => data && { session: data, address, isOwner: data.role === 'owner', problem, refresh },
    [data, address, problem, refresh],
  );
  const isShutOut = problem !== undefined && shutOut.has(problem.code);
  if (handle !== undefined && !isShutOut) {
    return (
      <SessionContext.Provider value={handle}>
        <OldAfterContext.Provider value={data?.connection?.vitalsOldAfterHours ?? limits.vitalsOldAfterHours}>
          <Views />
        </OldAfterContext.Provider>
        <IdleCover />
      </SessionContext.Provider>
    );
  }
  if (problem) {
    return <SessionFailure meanwhile={<Loading />} problem={problem} retry={() => void refresh()} />;
  }
  return <Loading />;
}
