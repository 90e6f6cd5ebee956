// A failure in words: what is wrong, what to do next, a way to try again. The code stands small at the end. No fetching.
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/useWords';
import type { AnyProblem } from '../net/problem';
import { canTryAgain } from './can-try-again';
import { useProblemWords } from './useProblemWords';

const useStyles = makeStyles({
  code: { display: 'block', color: tokens.colorNeutralForeground3, userSelect: 'all' },
  bar: { width: '100%' },
});

export interface FailureProps {
  readonly problem: AnyProblem;
  readonly retry?: (() => void) | undefined;
  /** Other ways on, beside "Try again". */
  readonly actions?: ReactNode;
  readonly intent?: 'error' | 'warning';
}

export function FailureBar({ problem, retry, actions, intent = 'error' }: FailureProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { what, next } = useProblemWords()(problem);
  const again = canTryAgain(problem.code) ? retry : undefined;
  return (
    <MessageBar intent={intent} layout="multiline" className={styles.bar} role="alert">
      <MessageBarBody>
        <MessageBarTitle>{what}</MessageBarTitle> {next}
        <Text size={100} className={styles.code}>
          {t('app.code', { code: problem.code })}
          {problem.requestId !== undefined && ` · ${t('app.request', { id: problem.requestId })}`}
        </Text>
      </MessageBarBody>
      {(again !== undefined || actions !== undefined) && (
        <MessageBarActions>
          {again !== undefined && <Button onClick={again}>{t('app.retry')}</Button>}
          {actions}
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
