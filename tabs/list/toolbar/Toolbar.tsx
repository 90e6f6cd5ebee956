// The one bar above the list: which list, search to add, filter, and what the eye wants rarely behind "more". Menus load when asked for.
import { Button, Input, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { ChevronDownRegular, FilterRegular, MoreHorizontalRegular } from '@fluentui/react-icons';
import { type ReactNode, type RefObject, useState } from 'react';
import { useWords } from '../../i18n/useWords';
import { ListMenu, MoreMenu } from '../later';
import type { ListMenuProps } from './ListMenu';
import type { MoreMenuProps } from './MoreMenu';

const useStyles = makeStyles({
  heading: { margin: 0, minWidth: 0, flexShrink: 1, lineHeight: 0 },
  name: { maxWidth: '260px', flexShrink: 1, minWidth: '72px', justifyContent: 'flex-start' },
  word: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  search: { flexGrow: 1, flexShrink: 1, minWidth: 0, maxWidth: '460px' },
  space: { flexGrow: 1 },
  filter: { width: '200px', minWidth: '80px', flexShrink: 2 },
  count: {
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'nowrap',
    fontVariantNumeric: 'tabular-nums',
  },
});

export interface ToolbarProps extends Omit<ListMenuProps, 'trigger'>, Omit<MoreMenuProps, 'trigger'> {
  readonly filter: string;
  readonly onFilter: (text: string) => void;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly shown: number;
  readonly total: number;
  /** The search-to-add box, or the button that opens the form. */
  readonly add: ReactNode;
  readonly isPhone: boolean;
}

export function Toolbar(props: ToolbarProps) {
  const styles = useStyles();
  const { t } = useWords();
  const [hasList, setHasList] = useState(false);
  const [hasMore, setHasMore] = useState(false);
  const { filter, shown, total, isPhone } = props;
  const listButton = (
    <Button
      appearance="subtle"
      className={styles.name}
      icon={<ChevronDownRegular />}
      iconPosition="after"
      aria-haspopup="menu"
      onClick={() => setHasList(true)}
    >
      <span className={styles.word}>{props.lists.open?.name}</span>
    </Button>
  );
  const moreButton = (
    <Button
      appearance="subtle"
      icon={<MoreHorizontalRegular />}
      aria-label={t('list.more')}
      title={t('list.more')}
      aria-haspopup="menu"
      onClick={() => setHasMore(true)}
    />
  );
  return (
    <>
      <h1 className={styles.heading}>
        {hasList ? (
          <ListMenu
            {...props}
            trigger={listButton}
            meanwhile={listButton}
            onGiveUp={() => setHasList(false)}
          />
        ) : (
          listButton
        )}
      </h1>
      {!isPhone && <div className={styles.search}>{props.add}</div>}
      <div className={styles.space} />
      {filter !== '' && (
        <span className={styles.count} role="status">
          {t('list.shown', { shown, total })}
        </span>
      )}
      {!isPhone && (
        <Input
          input={{ ref: props.filterRef }}
          className={mergeClasses(styles.filter)}
          appearance="filled-darker"
          contentBefore={<FilterRegular />}
          type="search"
          value={filter}
          placeholder={t('list.filter')}
          aria-label={t('list.filter')}
          onChange={(_event, data) => props.onFilter(data.value)}
        />
      )}
      {hasMore ? (
        <MoreMenu {...props} trigger={moreButton} meanwhile={moreButton} onGiveUp={() => setHasMore(false)} />
      ) : (
        moreButton
      )}
    </>
  );
}
