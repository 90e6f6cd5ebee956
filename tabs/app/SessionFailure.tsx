// The session couldn't be read: not a member, no sign-in, no network. Each has its own way on.
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useHost } from '../host/useHost';
import { useWords } from '../i18n/useWords';
import { type AnyProblem, toTabProblem } from '../net/problem';
import { Failure } from '../ui/Failure';
import { Screen } from '../ui/Screen';

export interface SessionFailureProps {
  readonly problem: AnyProblem;
  readonly retry: () => void;
}

export function SessionFailure({ problem, retry }: SessionFailureProps) {
  const { t } = useWords();
  const host = useHost();
  const [signIn, setSignIn] = useState<AnyProblem>();
  const shown =
    signIn ?? (problem.code === 'not_found' ? { ...problem, code: 'not_a_member' as const } : problem);
  const signInNow = () => {
    host.getToken({ isInteractive: true }).then(
      () => retry(),
      () => setSignIn(toTabProblem('sign_in_failed').problem),
    );
  };
  const needsSignIn = shown.code === 'sign_in_needed';
  return (
    <Screen label="Patients" width="narrow">
      <Failure
        problem={shown}
        intent={needsSignIn ? 'warning' : 'error'}
        retry={needsSignIn ? undefined : retry}
        actions={
          needsSignIn && (
            <Button appearance="primary" onClick={signInNow}>
              {t('app.signIn')}
            </Button>
          )
        }
      />
    </Screen>
  );
}
