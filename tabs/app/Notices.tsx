// What is told over the bottom of every screen: no network, a sign-in that has ended, a channel that takes no changes any more.
import { useSignInNeed } from '../host/sign-in-need';
import { useWords } from '../i18n/useWords';
import { useOfflineSince } from '../net/useOfflineSince';
import { Notice } from '../ui/Notice';
import { useTimes } from '../ui/useTimes';
import { SignInNotice } from './lazy-screens';

/** `isArchived`: as the API has it from Microsoft 365, and decides by it. The client’s own word leaves out channels. */
export function Notices({ isArchived = false }: { readonly isArchived?: boolean }) {
  const { t } = useWords();
  const { dateTime } = useTimes();
  const offlineSince = useOfflineSince();
  const signInNeed = useSignInNeed();
  if (offlineSince) return <Notice text={t('app.offline', { time: dateTime(offlineSince) })} />;
  if (signInNeed) return <SignInNotice need={signInNeed} />;
  return isArchived ? <Notice text={t('app.archived')} /> : null;
}
