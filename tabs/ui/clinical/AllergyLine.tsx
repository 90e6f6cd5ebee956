// Allergies in a cell: severe ones bold with a sign. "No known", "not recorded" and "couldn't read" never look alike.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { useContext } from 'react';
import type { AllergiesValue, AllergyItem } from '../../../api/contract/values';
import { useWords } from '../../i18n/useWords';
import { ChipRoomContext, type MeasuredRoom } from './chip-room';
import { type ChipWidths, pickChips, pickForCard } from './pick-chips';
import { useClinicalWords } from './useClinicalWords';

const gap = 4;
/** Both sides of a chip: its frame and its padding. */
const frame = 2 * (1 + 6);
/** Never parted from the name: a no-break space. */
const sign = '⚠\u00a0';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: `2px ${gap}px`,
    alignItems: 'center',
    minWidth: 0,
    overflow: 'hidden',
  },
  /** The only chip gives way, and the count stays beside it. */
  oneLine: { flexWrap: 'nowrap' },
  chip: {
    flexShrink: 0,
    maxWidth: '100%',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    boxSizing: 'border-box',
    padding: '1px 6px',
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
  },
  wraps: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
  cut: { flexShrink: 1, minWidth: 0 },
  cutInTwo: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    whiteSpace: 'normal',
    overflowWrap: 'anywhere',
    // The padding would show a third line.
    paddingTop: 0,
    paddingBottom: 0,
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

export function AllergyLine({ value }: { readonly value: AllergiesValue }) {
  const styles = useStyles();
  const { t } = useWords();
  if (value.kind === 'notRecorded') {
    return <span className={styles.notRecorded}>{t('patient.allergy.notRecorded')}</span>;
  }
  if (value.kind === 'noKnown') {
    return <NoKnown items={value.items} />;
  }
  return <Chips items={value.items} />;
}

/** Every statement: that no drug allergy is known says nothing of food. */
function NoKnown({ items }: { readonly items: readonly AllergyItem[] }) {
  const styles = useStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const room = useContext(ChipRoomContext);
  const lines = room && room.lines > 1 ? styles.cutInTwo : !room && styles.wraps;
  const words = items.map(say.allergy).join(' · ') || t('patient.allergy.noKnown');
  return (
    <span className={mergeClasses(styles.noKnown, lines)} title={items.length > 1 ? words : undefined}>
      <span aria-hidden="true">✓ </span>
      {words}
    </span>
  );
}

function Chips({ items }: { readonly items: readonly AllergyItem[] }) {
  const styles = useStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const room = useContext(ChipRoomContext);
  const toMore = (rest: readonly AllergyItem[]) => t('patient.more', { count: rest.length });
  const { shown, rest, isCut } = room
    ? pickChips(items, room, toWidths(room, say.allergy, toMore))
    : pickForCard(items);
  const cut = room && room.lines > 1 ? styles.cutInTwo : undefined;
  return (
    <span className={mergeClasses(styles.line, isCut && styles.oneLine)}>
      {shown.map((item) => (
        <span
          key={`${item.text}/${item.source?.reference ?? ''}`}
          data-chip=""
          title={isCut ? say.allergy(item) : undefined}
          className={mergeClasses(
            styles.chip,
            !room && styles.wraps,
            isCut && styles.cut,
            isCut && cut,
            item.isHigh && styles.high,
          )}
        >
          {item.isHigh && <Sign />}
          {say.allergy(item)}
        </span>
      ))}
      {rest.length > 0 && (
        <span className={mergeClasses(styles.more, rest.some(isHigh) && styles.moreHigh)}>
          {rest.some(isHigh) && <Sign />}
          {toMore(rest)}
        </span>
      )}
    </span>
  );
}

function Sign() {
  const { t } = useWords();
  return (
    <span role="img" aria-label={t('patient.allergy.severe')}>
      {sign}
    </span>
  );
}

const isHigh = (item: AllergyItem): boolean => item.isHigh;

function toWidths(
  room: MeasuredRoom,
  toText: (item: AllergyItem) => string,
  toMore: (rest: readonly AllergyItem[]) => string,
): ChipWidths {
  const widthOf = (text: string, isBold: boolean) => room.widthOf(isBold ? sign + text : text, isBold);
  return {
    chip: (item) => widthOf(toText(item), item.isHigh) + frame,
    more: (rest) => widthOf(toMore(rest), rest.some(isHigh)),
    gap,
  };
}
