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
import { type ReactNode, useState } from 'react';
import { canSignIn } from '../host/sign-in-failure';
import { useSignIn } from '../host/useSignIn';
import { useWords } from '../i18n/useWords';
import type { AnyProblem } from '../net/problem';
import { canTryAgain } from './can-try-again';
import { useProblemWords } from './useProblemWords';

const useStyles = makeStyles({
  code: { display: 'block', color: tokens.colorNeutralForeground3, userSelect: 'all' },
  bar: { width: '100%', '@media (max-width: 640px)': { '& button': { minHeight: '44px' } } },
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
  const toWords = useProblemWords();
  const [signedIn, setSignedIn] = useState<AnyProblem>();
  const { refused, signIn } = useSignIn(() => {
    setSignedIn(problem);
    retry?.();
  });
  const code = refused?.code ?? problem.code;
  const { what, next } = toWords({ ...problem, code });
  const again = canTryAgain(code) ? retry : undefined;
  const act = canSignIn(code)
    ? { words: t('app.signIn'), onClick: signIn }
    : again && { words: t('app.retry'), onClick: again };
  // Nothing is in the way any more of what the person wanted.
  if (signedIn === problem && retry === undefined) return null;
  return (
    <MessageBar intent={intent} layout="multiline" className={styles.bar} role="alert">
      <MessageBarBody>
        <MessageBarTitle>{what}</MessageBarTitle> {next}
        <Text size={100} className={styles.code}>
          {t('app.code', { code })}
          {problem.requestId !== undefined && ` · ${t('app.request', { id: problem.requestId })}`}
        </Text>
      </MessageBarBody>
      {(act !== undefined || actions !== undefined) && (
        <MessageBarActions>
          {act !== undefined && <Button onClick={act.onClick}>{act.words}</Button>}
          {actions}
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
