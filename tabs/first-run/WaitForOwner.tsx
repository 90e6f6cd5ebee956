// Not an owner: who may set it up. Asks again by itself, so that nobody has to reload.
import { Button } from '@fluentui/react-components';
import { useEffect } from 'react';
import { useWords } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import { Empty } from '../ui/Empty';
import { KeyPicture } from '../ui/rare-pictures';

const askAgainMs = 10_000;

export function WaitForOwner() {
  const { t, list } = useWords();
  const { session, refresh } = useSession();
  useEffect(() => {
    const timer = setInterval(() => void refresh(), askAgainMs);
    return () => clearInterval(timer);
  }, [refresh]);
  const owners = list(session.owners.map(({ name }) => name));
  const count = session.owners.length;
  return (
    <Empty
      picture={<KeyPicture />}
      title={t('firstRun.wait.title')}
      text={count === 0 ? t('firstRun.wait.nobody') : t('firstRun.wait.text', { owners, count })}
      action={<Button onClick={() => void refresh()}>{t('app.retry')}</Button>}
    />
  );
}
