// How the tables of the audit view look: on a phone each row is a block.
import { makeStyles, tokens } from '@fluentui/react-components';

const phone = '@media (max-width: 640px)';

export const useTableStyles = makeStyles({
  table: {
    width: '100%',
    borderCollapse: 'collapse',
    backgroundColor: tokens.colorNeutralBackground1,
    borderRadius: tokens.borderRadiusMedium,
    [phone]: { display: 'block' },
  },
  head: {
    [phone]: {
      position: 'absolute',
      width: '1px',
      height: '1px',
      overflow: 'hidden',
      clipPath: 'inset(50%)',
    },
  },
  block: { [phone]: { display: 'block' } },
  row: {
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    [phone]: { display: 'block', padding: tokens.spacingVerticalS },
  },
  cell: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    textAlign: 'left',
    verticalAlign: 'top',
    [phone]: { display: 'block', padding: `${tokens.spacingVerticalXXS} ${tokens.spacingHorizontalS}` },
  },
  time: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
  /** What opens below an entry may not squeeze it. */
  person: { minWidth: '112px' },
  below: { display: 'block', color: tokens.colorNeutralForeground3, fontSize: tokens.fontSizeBase200 },
  quiet: { color: tokens.colorNeutralForeground3 },
  /** Several stand under each other: each a target that a finger or a shaking hand can meet. */
  link: { minHeight: '24px', textAlign: 'left' },
});
