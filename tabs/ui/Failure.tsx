// A failure in words. What draws it is loaded with the first failure, or while the tab rests (app/preload.ts).
import { Button } from '@fluentui/react-components';
import { useWords } from '../i18n/useWords';
import type { FailureProps } from './FailureBar';
import { later } from './later';
import { useProblemWords } from './useProblemWords';

export const Failure = later(
  async () => (await import(/* webpackChunkName: "failure" */ './FailureBar')).FailureBar,
  { hasMoreWords: true, whenMissing: PlainFailure },
);

/** Offline from the first second on: even the bar can't be loaded. */
function PlainFailure({ problem, retry, actions }: FailureProps) {
  const { t } = useWords();
  const { what, next } = useProblemWords()(problem);
  return (
    <div role="alert">
      <p>
        {what} {next}
      </p>
      {retry !== undefined && <Button onClick={retry}>{t('app.retry')}</Button>}
      {actions}
    </div>
  );
}
