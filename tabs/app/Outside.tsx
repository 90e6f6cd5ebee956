// Opened in a plain browser: says where the tab lives. Has no host, so it knows nothing of a team.
import { useWords } from '../i18n/useWords';
import { Empty } from '../ui/Empty';
import { DoorPicture } from '../ui/rare-pictures';

export function Outside() {
  const { t } = useWords();
  return (
    <main>
      <Empty picture={<DoorPicture />} title={t('app.outside.title')} text={t('app.outside.text')} />
    </main>
  );
}
