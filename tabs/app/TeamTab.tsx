// The tab of a channel: which team's data, its session, and then first run, list, settings or audit.
import { useEffect, useMemo } from 'react';
import type { TeamAddress } from '../../api/contract/paths';
import { useHost } from '../host/useHost';
import { useWords } from '../i18n/useWords';
import { SessionContext, useSessionResource } from '../net/useSession';
import { Empty } from '../ui/Empty';
import { Loading } from '../ui/Loading';
import { DoorPicture } from '../ui/pictures';
import { Screen } from '../ui/Screen';
import { SessionFailure } from './SessionFailure';
import { Views } from './Views';

export function TeamTab() {
  const { teamId, channelId } = useHost().place;
  const { t } = useWords();
  const address = useMemo(
    () => (teamId !== undefined && channelId !== undefined ? { teamId, channelId } : undefined),
    [teamId, channelId],
  );
  if (address !== undefined) return <SessionGate address={address} />;
  return (
    <Screen label={t('app.noChannel.title')}>
      <Empty picture={<DoorPicture />} title={t('app.noChannel.title')} text={t('app.noChannel.text')} />
    </Screen>
  );
}

function SessionGate({ address }: { readonly address: TeamAddress }) {
  const host = useHost();
  const { resource, refresh } = useSessionResource(address);
  const { state } = resource;
  useEffect(() => {
    if (state !== 'loading') host.notifyReady();
  }, [state, host]);
  const data = 'data' in resource ? resource.data : undefined;
  const handle = useMemo(
    () =>
      data === undefined ? undefined : { session: data, address, isOwner: data.role === 'owner', refresh },
    [data, address, refresh],
  );
  if (handle !== undefined) {
    return (
      <SessionContext.Provider value={handle}>
        <Views />
      </SessionContext.Provider>
    );
  }
  if (resource.state === 'failed') {
    return <SessionFailure problem={resource.problem} retry={() => void refresh()} />;
  }
  return <Loading />;
}
