// The configuration page in Teams' "Add a tab" window: what the tab is for, and its name. Nothing else is asked.

import { Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useEffect, useRef, useState } from 'react';
import { limits } from '../../api/contract/limits';
import { useHost, useNotifyReady } from '../host/useHost';
import { useWords } from '../i18n/useWords';
import { Heading, Sentence } from '../ui/Heading';
import { ListPicture } from '../ui/pictures';
import { Screen } from '../ui/Screen';
import { toTabSettings } from './tab-settings';

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalL },
  picture: { height: '96px', width: '128px' },
});

export function ConfigScreen() {
  const styles = useStyles();
  const { t } = useWords();
  const host = useHost();
  const [name, setName] = useState(t('config.default'));
  const latest = useRef(name);
  const isNamed = name.trim() !== '';
  useEffect(() => {
    latest.current = name.trim();
    host.setCanSave(isNamed);
  }, [host, name, isNamed]);
  useEffect(() => {
    host.onSaveTab(() => toTabSettings(location.origin, latest.current));
  }, [host]);
  useNotifyReady();
  return (
    <Screen label={t('config.title')} width="narrow">
      <div className={styles.root}>
        <div className={styles.picture} aria-hidden="true">
          <ListPicture />
        </div>
        <Heading level={1} size={500}>
          {t('config.title')}
        </Heading>
        <Sentence>{t('config.text')}</Sentence>
        <Field label={t('config.name')} validationMessage={isNamed ? null : t('config.nameMissing')} required>
          <Input value={name} maxLength={limits.listName} onChange={(_, { value }) => setName(value)} />
        </Field>
      </div>
    </Screen>
  );
}
