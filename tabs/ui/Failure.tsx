// A failure in words. What draws it is loaded with the first failure, or while the tab rests (app/preload.ts).
import { Button } from '@fluentui/react-components';
import { lazy, Suspense } from 'react';
import { useWords } from '../i18n/useWords';
import type { FailureProps } from './FailureBar';
import { useProblemWords } from './useProblemWords';

const FailureBar = lazy(async () => {
  const { FailureBar: bar } = await loadFailureBar().catch(() => ({ FailureBar: PlainFailure }));
  return { default: bar };
});

export function loadFailureBar() {
  return import(/* webpackChunkName: "failure" */ './FailureBar');
}

export function Failure(props: FailureProps) {
  return (
    <Suspense fallback={null}>
      <FailureBar {...props} />
    </Suspense>
  );
}

/** Offline from the first second on: even the bar can't be loaded, but the words are here. */
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
