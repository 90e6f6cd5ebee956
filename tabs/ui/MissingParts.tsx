// Says that a part of the app couldn't be loaded, and offers to try again. In the first load: it is needed when nothing comes.
import { Button } from '@fluentui/react-components';
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { useNotifyReady } from '../host/useHost';
import { useWords } from '../i18n/useWords';
import { Empty } from './Empty';
import { Notice } from './Notice';

export interface MissingPart {
  readonly failures: number;
  readonly isTrying: boolean;
  readonly retry: () => void;
  readonly giveUp: (() => void) | undefined;
}

type Report = (id: string, part: MissingPart | undefined) => void;

const ReportContext = createContext<Report>(() => undefined);

/** One bar for all that is missing. */
export function MissingParts({ children }: { readonly children: ReactNode }) {
  const [parts, setParts] = useState<ReadonlyMap<string, MissingPart>>(new Map());
  const report = useCallback<Report>((id, part) => {
    setParts((before) => {
      const after = new Map(before);
      if (part) after.set(id, part);
      else after.delete(id);
      return after;
    });
  }, []);
  return (
    <ReportContext value={report}>
      {children}
      {parts.size > 0 && <MissingBar parts={[...parts.values()]} />}
    </ReportContext>
  );
}

/** Tells the bar of a part for as long as it is missing. */
export function useMissingPart(isMissing: boolean, part: MissingPart): void {
  const { failures, isTrying, retry, giveUp } = part;
  const report = useContext(ReportContext);
  const id = useId();
  const leave = useRef(giveUp);
  useEffect(() => {
    leave.current = giveUp;
  });
  const canLeave = giveUp !== undefined;
  useEffect(() => {
    if (!isMissing) return;
    report(id, { failures, isTrying, retry, giveUp: canLeave ? () => leave.current?.() : undefined });
    return () => report(id, undefined);
  }, [isMissing, failures, isTrying, retry, canLeave, report, id]);
}

function MissingBar({ parts }: { readonly parts: readonly MissingPart[] }) {
  const { t } = useWords();
  const { isStill, isTrying, act } = useWayOn(parts);
  const canLeave = parts.every((part) => part.giveUp !== undefined);
  return (
    <Notice
      text={t(isStill ? 'app.part.still' : 'app.part.missing')}
      actions={
        <>
          <Button size="small" appearance="primary" disabledFocusable={isTrying} onClick={act}>
            {t(isStill ? 'app.part.reload' : 'app.retry')}
          </Button>
          {canLeave && (
            <Button size="small" onClick={() => parts.map((part) => part.giveUp?.())}>
              {t('app.close')}
            </Button>
          )}
        </>
      }
    />
  );
}

/** A whole screen that is missing. */
export function MissingScreen(part: MissingPart) {
  const { t } = useWords();
  const { isStill, isTrying, act } = useWayOn([part]);
  useNotifyReady();
  return (
    <main role="alert">
      <Empty
        title={t('app.part.title')}
        text={t(isStill ? 'app.part.still' : 'app.failed.next')}
        action={
          <>
            <Button appearance="primary" disabledFocusable={isTrying} onClick={act}>
              {t(isStill ? 'app.part.reload' : 'app.retry')}
            </Button>
            {part.giveUp && <Button onClick={part.giveUp}>{t('app.back')}</Button>}
          </>
        }
      />
    </main>
  );
}

/** What fails twice with the network there may be a part of an older build, gone from the server: then the tab is loaded again. */
function useWayOn(parts: readonly MissingPart[]) {
  const isTrying = parts.some((part) => part.isTrying);
  const isStill = navigator.onLine && parts.some((part) => part.failures > 1);
  const act = () => (isStill ? location.reload() : parts.map((part) => part.retry()));
  return { isTrying, isStill, act };
}
