// Covers the tab when nobody has used it for a while (T48): who comes back shows it again, after the API has been asked whether
// this person still may. A native modal dialog: over everything, menus and panels included, and nothing beneath can be reached.
import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { paths } from '../../api/contract/paths';
import { canSignIn } from '../host/sign-in-failure';
import { useSignIn } from '../host/useSignIn';
import { useWords } from '../i18n/useWords';
import { type AnyProblem, toProblem } from '../net/problem';
import { useApi } from '../net/useApi';
import { tellComeBack } from '../net/useComeBack';
import { useSession } from '../net/useSession';
import { Empty } from '../ui/Empty';
import { useProblemWords } from '../ui/useProblemWords';
import { useIdle } from './useIdle';

const useStyles = makeStyles({
  cover: {
    boxSizing: 'border-box',
    width: '100dvw',
    maxWidth: 'none',
    height: '100dvh',
    maxHeight: 'none',
    margin: 0,
    padding: 0,
    border: 'none',
    backgroundColor: tokens.colorNeutralBackground2,
    color: tokens.colorNeutralForeground1,
  },
  button: { minHeight: '44px' },
});

export function IdleCover() {
  const { session } = useSession();
  const { isAway, comeBack } = useIdle(session.idleMinutes);
  return isAway ? <Cover minutes={session.idleMinutes} onBack={comeBack} /> : null;
}

function Cover({ minutes, onBack }: { readonly minutes: number; readonly onBack: () => void }) {
  const styles = useStyles();
  const { t } = useWords();
  const { isAsking, problem: reason, ask } = useReturn(onBack);
  const { refused, signIn, forget } = useSignIn(ask);
  const problem = refused ?? reason;
  const mustSignIn = problem !== undefined && canSignIn(problem.code);
  const show = () => {
    forget();
    void ask();
  };
  const toWords = useProblemWords();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const words = problem && toWords(problem);
  return (
    <dialog
      ref={dialog}
      className={styles.cover}
      aria-label={t('app.idle.title')}
      onCancel={(event) => event.preventDefault()}
    >
      <Empty
        title={t('app.idle.title')}
        text={words ? `${words.what} ${words.next}` : t('app.idle.text', { count: minutes })}
        action={
          <Button
            appearance="primary"
            className={styles.button}
            disabledFocusable={isAsking}
            onClick={mustSignIn ? signIn : show}
          >
            {t(mustSignIn ? 'app.signIn' : 'app.idle.show')}
          </Button>
        }
      />
    </dialog>
  );
}

/** Asks for a token and the session anew: who is no member any more sees nothing. */
function useReturn(onBack: () => void) {
  const api = useApi();
  const { address } = useSession();
  const [isAsking, setAsking] = useState(false);
  const [problem, setProblem] = useState<AnyProblem>();
  const ask = async () => {
    setAsking(true);
    setProblem(undefined);
    try {
      await api.get(paths.session(address));
      onBack();
      tellComeBack();
    } catch (error) {
      setProblem(toProblem(error));
    } finally {
      setAsking(false);
    }
  };
  return { isAsking, problem, ask };
}
