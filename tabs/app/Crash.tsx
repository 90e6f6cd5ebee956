// Catches what a screen throws while drawing, so that the tab is never blank. Loads nothing: it may be loading that failed.
import { Button } from '@fluentui/react-components';
import { Component, type ReactNode } from 'react';
import { useNotifyReady } from '../host/useHost';
import { useWords } from '../i18n/useWords';
import { Empty } from '../ui/Empty';

export class Crash extends Component<{ readonly children: ReactNode }, { readonly hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    return this.state.hasFailed ? <CrashWords /> : this.props.children;
  }
}

/** Reloading is the honest way on: a chunk of an older build may be gone from the server. */
function CrashWords() {
  const { t } = useWords();
  useNotifyReady();
  return (
    <main>
      <Empty
        title={t('app.crash.title')}
        text={t('app.crash.text')}
        action={
          <Button appearance="primary" onClick={() => location.reload()}>
            {t('app.retry')}
          </Button>
        }
      />
    </main>
  );
}
