// Two people changed the same thing: mine and theirs side by side, and a person chooses.
import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import type { Field } from '../../../api/contract/fields.schema';
import type { Row, TypedScalar } from '../../../api/contract/lists.schema';
import { useWords, type WordKey } from '../../i18n/useWords';
import { useClinicalWords } from '../../ui/clinical/useClinicalWords';
import type { Draft } from './edit-state';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingHorizontalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorStatusWarningBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorStatusWarningBorder1}`,
  },
  pair: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: tokens.spacingHorizontalM },
  side: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, justifyContent: 'flex-end' },
});

export interface ConflictProps {
  readonly mine: Draft;
  readonly theirs: Row;
  readonly keys: readonly string[];
  readonly fields: readonly Field[];
  readonly onMine: () => void;
  readonly onTheirs: () => void;
}

export function Conflict({ mine, theirs, keys, fields, onMine, onTheirs }: ConflictProps) {
  const styles = useStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const toText = (value: TypedScalar | undefined): string => {
    if (value === undefined || value === null || value === '') return t('list.conflict.nothing');
    return typeof value === 'boolean' ? t(value ? 'patient.yes' : 'patient.no') : String(value);
  };
  const nameOf = (key: string): string =>
    fields.find((field) => `field:${field.id}` === key)?.name ?? t(`list.typed.${key}` as WordKey);
  return (
    <div role="alert" className={styles.root}>
      <Text weight="semibold">
        {t('list.conflict.title', { name: theirs.updatedBy.name, time: say.clock(theirs.updatedAt) })}
      </Text>
      {keys.map((key) => (
        <div key={key} className={styles.pair}>
          <span className={styles.side}>
            <Text size={200}>{t('list.conflict.mine', { what: nameOf(key) })}</Text>
            <Text weight="semibold">{toText(mine[key])}</Text>
          </span>
          <span className={styles.side}>
            <Text size={200}>{t('list.conflict.theirs', { what: nameOf(key) })}</Text>
            <Text weight="semibold">{toText(theirs.typed[key]?.value)}</Text>
          </span>
        </div>
      ))}
      <div className={styles.actions}>
        <Button size="small" onClick={onTheirs}>
          {t('list.conflict.keepTheirs')}
        </Button>
        <Button size="small" appearance="primary" onClick={onMine}>
          {t('list.conflict.keepMine')}
        </Button>
      </div>
    </div>
  );
}
