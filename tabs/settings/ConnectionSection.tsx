// The team's connection: what it is, check it again, change it.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { ehrColumns } from '../../api/contract/columns';
import type { ConnectionView } from '../../api/contract/session.schema';
import { useWords, type WordKey } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import { useTimes } from '../ui/useTimes';
import { ConnectForm } from './connect/ConnectForm';
import { SystemLines } from './connect/SystemLines';
import { type SystemWords, useSystemWords } from './connect/useSystemWords';
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
  const actions = useRef<HTMLDivElement>(null);
  const close = () => {
    flushSync(() => setForm('none'));
    // The button that was pressed is gone with the form.
    actions.current?.querySelector('button')?.focus();
  };
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
        <div ref={actions} className={styles.actions}>
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
  const known = useSystemWords();
  const toNames = (ids: readonly string[], area: string) =>
    list(ids.map((id) => (has(`${area}.${id}`) ? t(`${area}.${id}` as WordKey) : id)));
  const system = connection.system && known(connection.system);
  const empty = ehrColumns.map(({ id }) => id).filter((id) => !connection.columns.includes(id));
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('settings.connection.name'), connection.name],
    [t('settings.connection.link'), connection.link],
    [t('settings.connection.partner'), connection.partner ?? t('settings.connection.open')],
    [t('settings.connection.release'), connection.release],
    [t('settings.connection.data'), toNames(connection.offered, 'checks.resource')],
    ...(empty.length === 0 ? [] : [[t('settings.connection.empty'), toNames(empty, 'column')] as const]),
    ...(system
      ? [[t('settings.connection.system'), <SystemFact key="system" system={system} />] as const]
      : []),
    [
      t('settings.connection.setBy'),
      t('settings.connection.setByAt', { name: connection.setBy.name, time: dateTime(connection.setAt) }),
    ],
  ];
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

function SystemFact({ system }: { readonly system: SystemWords }) {
  return (
    <>
      {system.sentence}
      <SystemLines lines={system.abilities} />
    </>
  );
}
