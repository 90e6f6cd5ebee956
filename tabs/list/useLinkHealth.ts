// Since when the link to the EHR has failed, asked for while somebody looks; told once when it is well again. No markup.
import { useEffect, useState } from 'react';
import type { LinkHealth } from '../../api/contract/connect.schema';
import { paths } from '../../api/contract/paths';
import { useApi } from '../net/useApi';
import { useSession } from '../net/useSession';

export type Failing = NonNullable<LinkHealth['failing']>;

const everyMs = 15_000;

/** `onWell`: the link had failed and answers again. */
export function useLinkHealth(onWell: () => void): Failing | undefined {
  const api = useApi();
  const { session, address } = useSession();
  const [failing, setFailing] = useState<Failing>();
  const isLinked = session.mode === 'ehr' && session.connection !== null;
  const isFailing = failing !== undefined;
  useEffect(() => {
    if (!isLinked) return undefined;
    const abort = new AbortController();
    const look = async () => {
      if (document.visibilityState !== 'visible') return;
      // What can't be asked is told by the list itself.
      const answer = await api
        .get<LinkHealth>(paths.connectionHealth(address), { signal: abort.signal })
        .catch(() => undefined);
      if (!answer || abort.signal.aborted) return;
      setFailing(answer.data.failing ?? undefined);
      if (isFailing && answer.data.failing === null) onWell();
    };
    void look();
    const timer = setInterval(() => void look(), everyMs);
    return () => {
      abort.abort();
      clearInterval(timer);
    };
  }, [api, address, isLinked, isFailing, onWell]);
  return isLinked ? failing : undefined;
}
