// Opened where there is no channel: says how to add the tab to one.
import { useNotifyReady } from '../host/useHost';
import { useWords } from '../i18n/useWords';
import { Empty } from '../ui/Empty';
import { DoorPicture } from '../ui/rare-pictures';
import { Screen } from '../ui/Screen';

export function NoChannel() {
  const { t } = useWords();
  useNotifyReady();
  return (
    <Screen label={t('app.noChannel.title')}>
      <Empty picture={<DoorPicture />} title={t('app.noChannel.title')} text={t('app.noChannel.text')} />
    </Screen>
  );
}
