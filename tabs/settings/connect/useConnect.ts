// Asks the API to connect and follows the checks as they finish. Leaving the form ends the run.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConnectLine } from '../../../api/contract/connect.schema';
import { paths } from '../../../api/contract/paths';
import { isAbort, toProblem, toTabProblem } from '../../net/problem';
import { useApi } from '../../net/useApi';
import { useSession } from '../../net/useSession';
import { type ConnectRun, startedRun, toChecks, toNextRun } from './connect-run';

export interface ConnectInput {
  readonly link: string;
  readonly name: string;
}

export interface ConnectHandle {
  readonly run: ConnectRun;
  readonly connect: (input: ConnectInput) => void;
}

/** `startWith`: runs at once, for checking what is already connected. */
export function useConnect({ startWith }: { readonly startWith: ConnectInput | undefined }): ConnectHandle {
  const api = useApi();
  const { address } = useSession();
  const [run, setRun] = useState<ConnectRun>({ kind: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const connect = useCallback(
    (input: ConnectInput) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setRun(startedRun);
      // Lines that had come before another run was begun are not of that one.
      const setOwn = (toNext: (now: ConnectRun) => ConnectRun) => {
        if (!controller.signal.aborted) setRun(toNext);
      };
      const follow = async () => {
        const options = { body: input, signal: controller.signal };
        const lines = api.lines<ConnectLine>('POST', paths.connection(address), options);
        for await (const line of lines) setOwn((now) => toNextRun(now, line));
        setOwn((now) => (now.kind === 'running' ? toBroken(now, toTabProblem('unreachable')) : now));
      };
      follow().catch((error: unknown) => {
        if (!isAbort(error)) setOwn((now) => toBroken(now, error));
      });
    },
    [api, address],
  );
  const [first] = useState(startWith);
  useEffect(() => {
    if (first !== undefined) connect(first);
  }, [first, connect]);
  return { run, connect };
}

function toBroken(run: ConnectRun, error: unknown): ConnectRun {
  return { kind: 'broken', checks: toChecks(run), problem: toProblem(error) };
}
