// Allergies in one line: severe ones bold with a sign. "No known", "not recorded" and "couldn't read" never look alike.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { AllergiesValue } from '../../../api/contract/values';
import { useWords } from '../../i18n/useWords';
import { pickChips } from './pick-chips';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    gap: tokens.spacingHorizontalXS,
    alignItems: 'center',
    minWidth: 0,
    overflow: 'hidden',
  },
  chip: {
    flexShrink: 1,
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    boxSizing: 'border-box',
    padding: `1px ${tokens.spacingHorizontalSNudge}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  high: {
    border: `${tokens.strokeWidthThin} solid ${tokens.colorPaletteRedBorder1}`,
    backgroundColor: tokens.colorPaletteRedBackground1,
    color: tokens.colorPaletteRedForeground1,
    fontWeight: tokens.fontWeightSemibold,
  },
  noKnown: {
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  notRecorded: { color: tokens.colorNeutralForeground3, fontStyle: 'italic', whiteSpace: 'nowrap' },
  more: { color: tokens.colorNeutralForeground3, flexShrink: 0, fontSize: tokens.fontSizeBase200 },
  moreHigh: { color: tokens.colorPaletteRedForeground1, fontWeight: tokens.fontWeightSemibold },
});

export interface AllergyLineProps {
  readonly value: AllergiesValue;
  /** Room in half-width characters; what doesn't fit is counted. */
  readonly room?: number;
}

export function AllergyLine({ value, room = 30 }: AllergyLineProps) {
  const styles = useStyles();
  const { t } = useWords();
  if (value.kind === 'notRecorded') {
    return <span className={styles.notRecorded}>{t('patient.allergy.notRecorded')}</span>;
  }
  if (value.kind === 'noKnown') {
    const words = value.items[0]?.text;
    return (
      <span className={styles.noKnown}>
        <span aria-hidden="true">✓ </span>
        {words ?? t('patient.allergy.noKnown')}
      </span>
    );
  }
  const { shown, rest } = pickChips(value.items, room);
  const isRestHigh = rest.some((item) => item.isHigh);
  return (
    <span className={styles.line}>
      {shown.map((item) => (
        <span
          key={`${item.text}/${item.source?.reference ?? ''}`}
          className={mergeClasses(styles.chip, item.isHigh && styles.high)}
        >
          {item.isHigh && (
            <span role="img" aria-label={t('patient.allergy.severe')}>
              ⚠{' '}
            </span>
          )}
          {item.text}
        </span>
      ))}
      {rest.length > 0 && (
        <span className={mergeClasses(styles.more, isRestHigh && styles.moreHigh)}>
          {isRestHigh && '⚠ '}
          {t('patient.more', { count: rest.length })}
        </span>
      )}
    </span>
  );
}
