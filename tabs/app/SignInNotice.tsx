// The sign-in ended while the tab was open: what is on the screen and what is being typed stay; one button goes on.
import { Button } from '@fluentui/react-components';
import type { SignInError } from '../host/host';
import { canSignIn } from '../host/sign-in-failure';
import { useSignIn } from '../host/useSignIn';
import { useWords } from '../i18n/useWords';
import { tellComeBack } from '../net/useComeBack';
import { Notice } from '../ui/Notice';
import { useProblemWords } from '../ui/useProblemWords';

export function SignInNotice({ need }: { readonly need: SignInError }) {
  const { t } = useWords();
  const toWords = useProblemWords();
  const { refused, signIn } = useSignIn(tellComeBack);
  const { code } = refused ?? need;
  const { what, next } = toWords({ code });
  const action = canSignIn(code) ? (
    <Button size="small" appearance="primary" onClick={signIn}>
      {t('app.signIn')}
    </Button>
  ) : undefined;
  return <Notice text={`${what} ${next}`} actions={action} />;
}
