// Links that the operator offers, to copy or to take over; the sandbox offers its own.

import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { Session } from '../../../api/contract/session.schema';
import { useWords } from '../../i18n/useWords';
import { CopyButton } from '../../ui/CopyButton';
import { Heading } from '../../ui/Heading';
import type { ConnectInput } from './useConnect';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: `${tokens.spacingVerticalS} 0 0`,
    padding: 0,
    display: 'grid',
    rowGap: tokens.spacingVerticalS,
  },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
  },
  words: { flexGrow: 1, flexBasis: '240px', minWidth: 0, display: 'grid' },
  quiet: { color: tokens.colorNeutralForeground3, overflowWrap: 'anywhere' },
  actions: { display: 'flex', gap: tokens.spacingHorizontalXS },
});

export interface OfferedLinksProps {
  readonly links: Session['offeredLinks'];
  readonly onUse: (input: ConnectInput) => void;
}

export function OfferedLinks({ links, onUse }: OfferedLinksProps) {
  const styles = useStyles();
  const { t } = useWords();
  if (links.length === 0) return null;
  return (
    <section>
      <Heading level={2} size={300}>
        {t('settings.connection.offered')}
      </Heading>
      <Text size={200} className={styles.quiet}>
        {t('settings.connection.offeredText')}
      </Text>
      <ul className={styles.list}>
        {links.map(({ name, link, about }) => (
          <li key={link} className={styles.item}>
            <div className={styles.words}>
              <Text weight="semibold">{name}</Text>
              <Text size={200}>{about}</Text>
              <Text size={200} className={styles.quiet}>
                {link}
              </Text>
            </div>
            <div className={styles.actions}>
              <Button
                size="small"
                onClick={() => onUse({ link, name })}
                aria-label={t('settings.connection.useOf', { name })}
              >
                {t('settings.connection.use')}
              </Button>
              <CopyButton text={link} label={t('settings.connection.copyOf', { name })} />
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
