// The session couldn't be read: not a member, no sign-in, no network. Each has its own way on.
import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { useHost } from '../host/useHost';
import { useWords } from '../i18n/useWords';
import { type AnyProblem, toTabProblem } from '../net/problem';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { KeyPicture } from '../ui/rare-pictures';
import { Screen } from '../ui/Screen';
import { useProblemWords } from '../ui/useProblemWords';

export interface SessionFailureProps {
  readonly problem: AnyProblem;
  readonly retry: () => void;
}

/** Who may come in is no breakdown: it gets a calm page instead of a red bar. */
const doors: ReadonlySet<string> = new Set(['not_found', 'wrong_tenant', 'sign_in_needed']);

export function SessionFailure({ problem, retry }: SessionFailureProps) {
  const host = useHost();
  const [refused, setRefused] = useState<AnyProblem>();
  const shown = refused ?? problem;
  const signIn = () => {
    host.getToken({ isInteractive: true }).then(
      () => retry(),
      () => setRefused(toTabProblem('sign_in_failed').problem),
    );
  };
  if (doors.has(shown.code)) return <Door problem={shown} retry={retry} signIn={signIn} />;
  return (
    <Screen label="Patients" width="narrow">
      <Failure problem={shown} retry={retry} />
    </Screen>
  );
}

/** For the session "not found" means one thing: this person isn't in the team. */
function Door({ problem, retry, signIn }: SessionFailureProps & { readonly signIn: () => void }) {
  const { t } = useWords();
  const toWords = useProblemWords();
  const { what, next } = toWords({ code: problem.code === 'not_found' ? 'not_a_member' : problem.code });
  const action =
    problem.code === 'sign_in_needed' ? (
      <Button appearance="primary" onClick={signIn}>
        {t('app.signIn')}
      </Button>
    ) : (
      <Button onClick={retry}>{t('app.retry')}</Button>
    );
  return (
    <Screen label={what}>
      <Empty picture={<KeyPicture />} title={what} text={next} action={action} />
    </Screen>
  );
}
