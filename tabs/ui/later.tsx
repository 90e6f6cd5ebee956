// A part of the screen whose code comes later. Once it is here it is drawn at once; while it can't be had the rest goes on, and
// the person is told so and may try again (MissingParts). Instead of React.lazy, which fails for good and waits to be drawn.
import { type ComponentType, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import { WordsContext } from '../i18n/useWords';
import { MissingScreen, useMissingPart } from './MissingParts';

export interface LaterProps {
  readonly meanwhile?: ReactNode;
  /** The person does without; undefined where nobody can. */
  readonly onGiveUp?: (() => void) | undefined;
}

export interface LaterOptions<P> {
  /** Its words aren't those of the list screen (i18n/<language>-more.ts), or it tells what went wrong. */
  readonly hasMoreWords?: boolean;
  /** Where a part that is missing is told of: over the bottom, in its own place, or nowhere; or what stands in for it. */
  readonly whenMissing?: 'bar' | 'inPlace' | 'nothing' | ComponentType<P>;
}

export type Later<P> = ((props: P & LaterProps) => ReactNode) & {
  /** Rejects when it can't be had now; it is asked for again when it's needed. */
  readonly preload: () => Promise<void>;
};

export function later<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { hasMoreWords = false, whenMissing = 'bar' }: LaterOptions<P> = {},
): Later<P> {
  let arrived: ComponentType<P> | undefined;
  const preload = async () => {
    arrived ??= await load();
  };
  function Part(props: P & LaterProps) {
    const words = useContext(WordsContext);
    const isHere = arrived !== undefined && !(hasMoreWords && words?.isWhole() === false);
    const fetchAll = useCallback(
      async () => void (await Promise.all([preload(), hasMoreWords && words?.loadMore()])),
      [words],
    );
    const { failures, isTrying, retry } = useArrival(isHere, fetchAll);
    const isMissing = failures > 0 && !isHere;
    useMissingPart(isMissing && whenMissing === 'bar', { failures, isTrying, retry, giveUp: props.onGiveUp });
    const Arrived = arrived;
    if (isHere && Arrived) return <Arrived {...props} />;
    if (isMissing && whenMissing === 'inPlace') {
      return <MissingScreen failures={failures} isTrying={isTrying} retry={retry} giveUp={props.onGiveUp} />;
    }
    if (isMissing && typeof whenMissing !== 'string') {
      const StandIn = whenMissing;
      return <StandIn {...props} />;
    }
    return props.meanwhile;
  }
  return Object.assign(Part, { preload });
}

interface Arrival {
  readonly failures: number;
  readonly isTrying: boolean;
  readonly retry: () => void;
}

function useArrival(isHere: boolean, fetchAll: () => Promise<void>): Arrival {
  const [attempt, setAttempt] = useState(1);
  const [failures, setFailures] = useState(0);
  const [, setHere] = useState(isHere);
  useEffect(() => {
    if (isHere) return;
    let isWanted = true;
    fetchAll().then(
      () => isWanted && setHere(true),
      () => isWanted && setFailures(attempt),
    );
    return () => {
      isWanted = false;
    };
  }, [isHere, fetchAll, attempt]);
  const retry = useCallback(() => setAttempt(failures + 1), [failures]);
  return { failures, isTrying: attempt > failures, retry };
}
