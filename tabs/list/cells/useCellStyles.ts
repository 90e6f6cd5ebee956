// The looks that cells share: one line each, numbers tabular, units small, colour only for danger and state.
import { makeStyles, tokens } from '@fluentui/react-components';

export const useCellStyles = makeStyles({
  line: {
    display: 'block',
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  /** Two lines, where the row has them. */
  pair: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    minWidth: 0,
    overflow: 'hidden',
    lineHeight: tokens.lineHeightBase200,
    overflowWrap: 'anywhere',
  },
  /** A date is never parted, in any language. */
  unparted: { wordBreak: 'keep-all' },
  /** One line whose first part gives way, so that the marks after it are never cut off. */
  flow: {
    display: 'flex',
    alignItems: 'baseline',
    gap: tokens.spacingHorizontalXS,
    minWidth: 0,
    whiteSpace: 'nowrap',
  },
  strong: { fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground1 },
  second: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    fontVariantNumeric: 'tabular-nums',
  },
  quiet: { color: tokens.colorNeutralForeground3 },
  italic: { fontStyle: 'italic' },
  small: { fontSize: tokens.fontSizeBase200 },
  failed: { color: tokens.colorStatusDangerForeground3 },
  stale: { color: tokens.colorStatusWarningForeground3 },
  /** In the cell's own margin, so that nothing moves when a value grows old. */
  sign: {
    position: 'absolute',
    left: '1px',
    top: '50%',
    transform: 'translateY(-50%)',
    fontSize: tokens.fontSizeBase100,
    lineHeight: 1,
    color: tokens.colorStatusWarningForeground3,
  },
  signAbove: { top: '30%' },
  signBelow: { top: '70%' },
  number: { fontVariantNumeric: 'tabular-nums' },
  unit: { fontSize: tokens.fontSizeBase100, color: tokens.colorNeutralForeground3, marginLeft: '2px' },
  /** Whole values: what doesn't fit wraps, it is never cut in the middle of a number. */
  values: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    columnGap: tokens.spacingHorizontalS,
    height: tokens.lineHeightBase300,
    overflow: 'hidden',
  },
  /** Signs make values longer: a second line, with the age at its end. */
  twoLines: { height: 'auto', maxHeight: `calc(2 * ${tokens.lineHeightBase300})` },
  whole: { height: 'auto', overflow: 'visible' },
  value: { whiteSpace: 'nowrap' },
  mark: {
    flexShrink: 0,
    padding: `0 ${tokens.spacingHorizontalXS}`,
    borderRadius: tokens.borderRadiusSmall,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorStatusWarningBorder1}`,
    backgroundColor: tokens.colorStatusWarningBackground1,
    color: tokens.colorStatusWarningForeground1,
    fontSize: tokens.fontSizeBase100,
    lineHeight: tokens.lineHeightBase200,
    fontWeight: tokens.fontWeightRegular,
  },
  shrinks: { flexShrink: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis' },
  /** As wide as its words, as far as the name beside it leaves room. */
  givesWay: {
    flex: '1000 1 0',
    minWidth: '3em',
    maxWidth: 'max-content',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
  },
  /** What is left of a line: a part that doesn't fit wraps out of sight as a whole. */
  dropsWhole: {
    flex: '1 1 0',
    minWidth: 0,
    display: 'flex',
    flexWrap: 'wrap',
    height: tokens.lineHeightBase200,
    overflow: 'hidden',
    whiteSpace: 'pre',
    // The first of a line never wraps: this is it, and as high as the rest.
    '::before': { content: '"\\200b"' },
  },
  plainMark: {
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground3,
    color: tokens.colorNeutralForeground2,
  },
  shimmer: {
    display: 'block',
    height: '10px',
    maxWidth: '160px',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralStencil1,
    animationName: { from: { opacity: 1 }, '50%': { opacity: 0.45 }, to: { opacity: 1 } },
    animationDuration: '1.6s',
    animationIterationCount: 'infinite',
    '@media (prefers-reduced-motion: reduce)': { animationName: 'none' },
  },
});
