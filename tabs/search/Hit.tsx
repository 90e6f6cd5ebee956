// One hit: enough to tell two people apart, and whether this one is on the list already.
import { makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components';
import { AddRegular, CheckmarkRegular } from '@fluentui/react-icons';
import type { PatientValue, WhereValue } from '../../api/contract/values';
import { useWords } from '../i18n/useWords';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { usePersonLine } from '../ui/clinical/usePersonLine';

const useStyles = makeStyles({
  hit: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '52px',
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
  },
  active: {
    backgroundColor: tokens.colorNeutralBackground1Hover,
    boxShadow: `inset 0 0 0 ${tokens.strokeWidthThick} ${tokens.colorStrokeFocus2}`,
  },
  still: { cursor: 'default' },
  who: { flexGrow: 1, minWidth: 0 },
  line: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  name: { fontWeight: tokens.fontWeightSemibold },
  second: {
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    fontVariantNumeric: 'tabular-nums',
  },
  state: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    flexShrink: 0,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
});

export interface HitProps {
  readonly id: string;
  readonly patient: PatientValue;
  /** Last known location; undefined while it isn't read, or where nothing tells. */
  readonly where: WhereValue | undefined;
  readonly standing: 'free' | 'adding' | 'onList';
  readonly isActive: boolean;
  readonly onChoose: () => void;
}

export function Hit({ id, patient, where, standing, isActive, onChoose }: HitProps) {
  const styles = useStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const toLine = usePersonLine();
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox hears the keys for its options.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      aria-disabled={standing !== 'free'}
      className={mergeClasses(styles.hit, isActive && styles.active, standing !== 'free' && styles.still)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <div className={styles.who}>
        <div className={mergeClasses(styles.line, styles.name)}>{say.patientName(patient)}</div>
        <div className={mergeClasses(styles.line, styles.second)}>{toLine(patient)}</div>
        {where && where.kind !== 'noEncounter' && (
          <div className={mergeClasses(styles.line, styles.second)}>
            {say.place(where)}
            {where.mayBeIncomplete && ` · ${t('patient.mayBeIncomplete')}`}
          </div>
        )}
      </div>
      <div className={styles.state}>
        {standing === 'adding' && <Spinner size="extra-tiny" aria-label={t('search.adding')} />}
        {standing === 'onList' && (
          <>
            <CheckmarkRegular /> {t('search.onList')}
          </>
        )}
        {standing === 'free' && <AddRegular fontSize={20} />}
      </div>
    </div>
  );
}
