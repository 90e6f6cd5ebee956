// Pasting: what was pasted, how many numbers are in it, and an example while nothing is.
import { Button, Field, makeStyles, mergeClasses, Text, Textarea, tokens } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { type KeyboardEvent, useDeferredValue, useMemo } from 'react';
import { limits } from '../../api/contract/limits';
import { useWords } from '../i18n/useWords';
import { readMrns } from './read-mrns';

const useStyles = makeStyles({
  field: { flexGrow: 1, flexBasis: '120px', minHeight: '96px', display: 'flex', flexDirection: 'column' },
  box: { flexGrow: 1, minHeight: '72px', '> textarea': { maxHeight: 'none', height: '100%' } },
  text: { fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase300 },
  quiet: { color: tokens.colorNeutralForeground2, margin: 0 },
  example: {
    display: 'grid',
    gridTemplateColumns: '1fr 1fr',
    gap: tokens.spacingHorizontalL,
    padding: tokens.spacingHorizontalL,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground2,
    margin: 0,
  },
  narrow: { gridTemplateColumns: '1fr' },
  part: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  lines: {
    margin: 0,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    color: tokens.colorNeutralForeground2,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
  },
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    alignContent: 'flex-start',
    gap: tokens.spacingHorizontalXS,
    maxHeight: '120px',
    overflowY: 'auto',
    flexShrink: 0,
  },
  chip: {
    padding: `0 ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    backgroundColor: tokens.colorNeutralBackground1,
    fontVariantNumeric: 'tabular-nums',
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase400,
  },
  foot: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    flexWrap: 'wrap',
    flexShrink: 0,
  },
  words: { flexGrow: 1, flexBasis: '160px' },
  big: { minHeight: '44px', flexGrow: 1 },
});

export interface PasteStepProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly isPhone: boolean;
  readonly onFind: (mrns: readonly string[]) => void;
}

const example = [
  'MRN 12 345-6  Green, Sharon  5 West',
  'Chen Wei  7654321  3/12/1961',
  '患者番号：４５６７８９',
];
const shownChips = 60;

export function PasteStep({ text, onText, isPhone, onFind }: PasteStepProps) {
  const styles = useStyles();
  const { t } = useWords();
  const deferred = useDeferredValue(text);
  const { mrns, twice } = useMemo(() => readMrns(deferred), [deferred]);
  const taken = mrns.slice(0, limits.mrnsPerPaste);
  const more = mrns.length - taken.length;
  const isBlank = text.trim() === '';
  const find = () => {
    const now = readMrns(text).mrns.slice(0, limits.mrnsPerPaste);
    if (now.length > 0) onFind(now);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) find();
  };
  return (
    <>
      <Field className={styles.field} label={t('many.paste.label')} hint={t('many.paste.hint')}>
        <Textarea
          className={styles.box}
          textarea={{ className: styles.text, spellCheck: false, autoComplete: 'off' }}
          value={text}
          autoFocus
          maxLength={limits.pasteCharacters}
          onKeyDown={onKeyDown}
          onChange={(_event, data) => onText(data.value)}
        />
      </Field>
      {isBlank ? (
        <Example isPhone={isPhone} />
      ) : (
        <div className={styles.chips} aria-hidden="true">
          {taken.slice(0, shownChips).map((mrn) => (
            <span key={mrn} className={styles.chip}>
              {mrn}
            </span>
          ))}
          {taken.length > shownChips && <span className={styles.chip}>…</span>}
        </div>
      )}
      <div className={styles.foot}>
        <Text className={mergeClasses(styles.words, styles.quiet)} role="status">
          {isBlank ? '' : toWords(t, taken.length, twice, more)}
        </Text>
        <Button
          appearance="primary"
          className={mergeClasses(isPhone && styles.big)}
          icon={<SearchRegular />}
          disabledFocusable={taken.length === 0}
          onClick={find}
        >
          {taken.length === 0 ? t('many.paste.findNone') : t('many.paste.find', { count: taken.length })}
        </Button>
      </div>
    </>
  );
}

function toWords(t: ReturnType<typeof useWords>['t'], count: number, twice: number, more: number): string {
  if (count === 0) return t('many.paste.none');
  if (more > 0) return t('many.paste.over', { max: limits.mrnsPerPaste, more });
  const parts = [
    t('many.paste.count', { count }),
    ...(twice > 0 ? [t('many.paste.twice', { count: twice })] : []),
  ];
  return parts.join(' · ');
}

function Example({ isPhone }: { readonly isPhone: boolean }) {
  const styles = useStyles();
  const { t } = useWords();
  const { mrns } = readMrns(example.join('\n'));
  return (
    <div className={mergeClasses(styles.example, isPhone && styles.narrow)}>
      <div className={styles.part}>
        <Text size={200} weight="semibold">
          {t('many.paste.before')}
        </Text>
        <p className={styles.lines}>{example.join('\n')}</p>
      </div>
      <div className={styles.part}>
        <Text size={200} weight="semibold">
          {t('many.paste.after')}
        </Text>
        <div className={styles.chips}>
          {mrns.map((mrn) => (
            <span key={mrn} className={styles.chip}>
              {mrn}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}
