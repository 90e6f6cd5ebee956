// Settings: mode, connection, the team's own fields. Members see them; owners change them.

import { Button, MessageBar, MessageBarBody, makeStyles, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { EyeRegular } from '@fluentui/react-icons/svg/eye';
import { useWords } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import { Heading } from '../ui/Heading';
import { Screen } from '../ui/Screen';
import { useView } from '../ui/useView';
import { ConnectionSection } from './ConnectionSection';
import { FieldsSection } from './fields/FieldsSection';
import { ModeSection } from './ModeSection';

const useStyles = makeStyles({
  root: { display: 'grid', rowGap: tokens.spacingVerticalXXL },
  grow: { flexGrow: 1 },
});

export function SettingsScreen() {
  const styles = useStyles();
  const { t } = useWords();
  const { open } = useView();
  const { isOwner } = useSession();
  const toolbar = (
    <>
      <Button appearance="subtle" icon={<ArrowLeftRegular />} onClick={() => open('list')}>
        {t('app.back')}
      </Button>
      <span className={styles.grow} />
      {isOwner && (
        <Button appearance="subtle" icon={<EyeRegular />} onClick={() => open('audit')}>
          {t('settings.audit')}
        </Button>
      )}
    </>
  );
  return (
    <Screen label={t('settings.title')} toolbar={toolbar} width="narrow">
      <div className={styles.root}>
        <Heading level={1} size={600}>
          {t('settings.title')}
        </Heading>
        {!isOwner && (
          <MessageBar>
            <MessageBarBody>{t('settings.readOnly')}</MessageBarBody>
          </MessageBar>
        )}
        <ModeSection />
        <ConnectionSection />
        <FieldsSection />
      </div>
    </Screen>
  );
}
