// The bar at the thumb on a phone: the list, filter, add.
import { Button, Input, makeStyles, tokens } from '@fluentui/react-components';
import { FilterRegular, PeopleListRegular, PersonAddRegular } from '@fluentui/react-icons';
import { type ReactNode, useRef, useState } from 'react';
import type { Mode } from '../../../api/contract/session.schema';
import { useWords } from '../../i18n/useWords';
import { useAtBottom } from '../../ui/useBottom';

const useStyles = makeStyles({
  root: { flexShrink: 0 },
  bar: {
    display: 'grid',
    gridTemplateColumns: 'repeat(3, 1fr)',
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    paddingBottom: 'env(safe-area-inset-bottom)',
  },
  button: { minHeight: '52px', borderRadius: 0, fontSize: tokens.fontSizeBase200 },
  tray: {
    padding: tokens.spacingHorizontalM,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  input: { width: '100%', minHeight: '44px' },
});

export interface PhoneBarProps {
  readonly add: ReactNode;
  readonly mode: Mode;
  readonly filter: string;
  readonly onFilter: (text: string) => void;
  readonly onAdd: () => void;
}

type Tray = 'none' | 'filter' | 'add';

export function PhoneBar({ add, mode, filter, onFilter, onAdd }: PhoneBarProps) {
  const styles = useStyles();
  const { t } = useWords();
  const [tray, setTray] = useState<Tray>(filter ? 'filter' : 'none');
  const bar = useRef<HTMLDivElement>(null);
  useAtBottom('bar', bar);
  const toggle = (to: Tray) => setTray(tray === to ? 'none' : to);
  const buttons = [
    { id: 'none', icon: <PeopleListRegular />, words: t('list.phone.list'), act: () => setTray('none') },
    { id: 'filter', icon: <FilterRegular />, words: t('list.phone.filter'), act: () => toggle('filter') },
    {
      id: 'add',
      icon: <PersonAddRegular />,
      words: t('list.phone.add'),
      act: () => (mode === 'ehr' ? toggle('add') : onAdd()),
    },
  ];
  return (
    <div ref={bar} className={styles.root}>
      {tray === 'filter' && (
        <div className={styles.tray}>
          <Input
            className={styles.input}
            type="search"
            autoFocus
            value={filter}
            placeholder={t('list.filter')}
            aria-label={t('list.filter')}
            onChange={(_event, data) => onFilter(data.value)}
          />
        </div>
      )}
      {tray === 'add' && <div className={styles.tray}>{add}</div>}
      <nav className={styles.bar} aria-label={t('list.phone.bar')}>
        {buttons.map((button) => (
          <Button
            key={button.id}
            appearance="subtle"
            className={styles.button}
            icon={button.icon}
            aria-pressed={tray === button.id}
            onClick={button.act}
          >
            {button.words}
          </Button>
        ))}
      </nav>
    </div>
  );
}
