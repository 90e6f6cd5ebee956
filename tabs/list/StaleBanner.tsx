// Said when what is shown is the last known: since when, why, and a way to try again. Nothing is taken away.
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from '@fluentui/react-components';
import { useWords } from '../i18n/useWords';
import type { AnyCode } from '../net/problem';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { useProblemWords } from '../ui/useProblemWords';
import type { ListState } from './model/list-state';

export function StaleBanner({ state, onRetry }: { readonly state: ListState; readonly onRetry: () => void }) {
  const { t } = useWords();
  const say = useClinicalWords();
  const toWords = useProblemWords();
  if (!state.lost || !state.view) return null;
  const { what, next } = toWords({ code: state.lost as AnyCode });
  const title = state.asOf ? t('list.stale.since', { time: say.clock(state.asOf) }) : t('list.stale.never');
  return (
    <MessageBar intent="warning" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle> {what} {next}
      </MessageBarBody>
      <MessageBarActions>
        <Button size="small" onClick={onRetry}>
          {t('app.retry')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
