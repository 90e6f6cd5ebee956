// The team's connection: what it is, check it again, change it.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ConnectionView } from '../../api/contract/session.schema';
import { useWords, type WordKey } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import { useTimes } from '../ui/useTimes';
import { ConnectForm } from './connect/ConnectForm';
import { Section } from './Section';

const useStyles = makeStyles({
  facts: {
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(96px, max-content) 1fr',
    columnGap: tokens.spacingHorizontalXL,
    rowGap: tokens.spacingVerticalS,
  },
  name: { color: tokens.colorNeutralForeground2 },
  value: { margin: 0, overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
});

export function ConnectionSection() {
  const styles = useStyles();
  const { t } = useWords();
  const { session, isOwner, refresh } = useSession();
  const [form, setForm] = useState<'none' | 'check' | 'change'>('none');
  const { connection } = session;
  const close = () => setForm('none');
  const done = () => void refresh().then(close);
  if (form !== 'none') {
    return (
      <Section title={t('settings.connection.title')}>
        <ConnectForm
          initial={connection ? { link: connection.link, name: connection.name } : undefined}
          startsAtOnce={form === 'check'}
          back={<Button onClick={close}>{t('app.cancel')}</Button>}
          done={{ label: t('app.close'), run: done }}
        />
      </Section>
    );
  }
  return (
    <Section title={t('settings.connection.title')}>
      {connection ? (
        <ConnectionFacts connection={connection} />
      ) : (
        <Text>{t('settings.connection.none')}</Text>
      )}
      {isOwner && (
        <div className={styles.actions}>
          {connection && (
            <Button onClick={() => setForm('check')}>{t('settings.connection.checkAgain')}</Button>
          )}
          <Button onClick={() => setForm('change')}>
            {t(connection ? 'settings.connection.change' : 'settings.connection.connect')}
          </Button>
        </div>
      )}
    </Section>
  );
}

function ConnectionFacts({ connection }: { readonly connection: ConnectionView }) {
  const styles = useStyles();
  const { t, has, list } = useWords();
  const { dateTime } = useTimes();
  const names = connection.offered.map((id) => {
    const key = `checks.resource.${id}`;
    return has(key) ? t(key as WordKey) : id;
  });
  const facts = [
    [t('settings.connection.name'), connection.name],
    [t('settings.connection.link'), connection.link],
    [t('settings.connection.partner'), connection.partner ?? t('settings.connection.open')],
    [t('settings.connection.release'), connection.release],
    [t('settings.connection.data'), list(names)],
    [
      t('settings.connection.setBy'),
      t('settings.connection.setByAt', { name: connection.setBy.name, time: dateTime(connection.setAt) }),
    ],
  ] as const;
  return (
    <dl className={styles.facts} data-testid="connection">
      {facts.map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt className={styles.name}>{name}</dt>
          <dd className={styles.value}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
