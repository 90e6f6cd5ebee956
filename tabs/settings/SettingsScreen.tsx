// Settings: mode, connection, the team's own fields. Members see them; owners change them.

import {
  Button,
  Dialog,
  DialogBody,
  DialogContent,
  DialogSurface,
  MessageBar,
  MessageBarBody,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { ArrowLeftRegular } from '@fluentui/react-icons/svg/arrow-left';
import { EyeRegular } from '@fluentui/react-icons/svg/eye';
import { useState } from 'react';
import { useWords } from '../i18n/useWords';
import { useSession } from '../net/useSession';
import { DiscardQuestion } from '../ui/DiscardQuestion';
import { Heading } from '../ui/Heading';
import { Screen } from '../ui/Screen';
import { useView, type View } from '../ui/useView';
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
  const leaving = useLeaving();
  const { isOwner } = useSession();
  const toolbar = (
    <>
      <Button appearance="subtle" icon={<ArrowLeftRegular />} onClick={() => leaving.leave('list')}>
        {t('app.back')}
      </Button>
      <span className={styles.grow} />
      {isOwner && (
        <Button appearance="subtle" icon={<EyeRegular />} onClick={() => leaving.leave('audit')}>
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
        <FieldsSection onChanged={leaving.onChanged} />
      </div>
      <Dialog open={leaving.isAsking} onOpenChange={(_event, { open }) => !open && leaving.stay()}>
        <DialogSurface aria-label={t('app.discard.title')}>
          <DialogBody>
            <DialogContent>
              <DiscardQuestion onKeep={leaving.stay} onDiscard={leaving.go} />
            </DialogContent>
          </DialogBody>
        </DialogSurface>
      </Dialog>
    </Screen>
  );
}

/** Whoever has changed fields that aren't saved is asked before they are gone. */
function useLeaving() {
  const { open } = useView();
  const [isChanged, setChanged] = useState(false);
  const [asked, setAsked] = useState<View>();
  return {
    onChanged: setChanged,
    isAsking: asked !== undefined,
    leave: (to: View) => (isChanged ? setAsked(to) : open(to)),
    stay: () => setAsked(undefined),
    go: () => asked && open(asked),
  };
}
