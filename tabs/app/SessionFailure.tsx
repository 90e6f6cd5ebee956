// The session couldn't be read: not a member, no sign-in, no network. Each has its own way on.
import { Button } from '@fluentui/react-components';
import { canSignIn, signInCodes } from '../host/sign-in-failure';
import { useSignIn } from '../host/useSignIn';
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
const doors: ReadonlySet<string> = new Set([
  ...signInCodes,
  'not_found',
  'wrong_tenant',
  'token_version',
  'app_not_permitted',
  'app_not_in_channel',
]);
export function SessionFailure({ problem, retry }: SessionFailureProps) {
  const { refused, signIn, forget } = useSignIn(retry);
  const shown = refused ? toTabProblem(refused.code, refused.message).problem : problem;
  const tryAgain = () => {
    forget();
    retry();
  };
  if (doors.has(shown.code)) return <Door problem={shown} retry={tryAgain} signIn={signIn} />;
  return (
    <Screen label="Patients" width="narrow">
      <Failure problem={shown} retry={tryAgain} />
    </Screen>
  );
}

/** For the session "not found" means one thing: this person isn't in the team, or is but a guest whom the operator keeps out. */
function toDoorCode({ code, why }: AnyProblem): AnyProblem['code'] {
  if (code !== 'not_found') return code;
  return why === 'guest' ? 'guest_kept_out' : 'not_a_member';
}

function Door({ problem, retry, signIn }: SessionFailureProps & { readonly signIn: () => void }) {
  const { t } = useWords();
  const toWords = useProblemWords();
  const { what, next } = toWords({ code: toDoorCode(problem) });
  const action = canSignIn(problem.code) ? (
    <Button appearance="primary" onClick={signIn}>
      {t('app.signIn')}
    </Button>
  ) : (
    <Button onClick={retry}>{t('app.retry')}</Button>
  );
  return (
    <Screen label={what}>
      <Empty
        picture={<KeyPicture />}
        title={what}
        text={withEntraCode(next, problem.detail)}
        action={action}
      />
    </Screen>
  );
}

/** Entra's number is what an administrator looks up; its sentence may name people. */
function withEntraCode(text: string, detail: string): string {
  const code = /AADSTS\d{4,7}/.exec(detail)?.[0];
  return code === undefined ? text : `${text} (${code})`;
}
