// Who would come onto the list: what needs a decision first, then whom was found. Adds on the button alone.
import {
  Button,
  makeStyles,
  mergeClasses,
  ProgressBar,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { useState } from 'react';
import { limits } from '../../api/contract/limits';
import type { AddedMany, AddMany } from '../../api/contract/many.schema';
import { useWords } from '../i18n/useWords';
import { type AnyProblem, toProblem } from '../net/problem';
import { Failure } from '../ui/Failure';
import { entriesOf, type Lookup, toAdded } from './lookup-state';
import { FailedGroup, FoundGroup, HereGroup, NoneGroup, SeveralGroup } from './PreviewGroups';
import type { LookupHandle } from './useLookup';

const useStyles = makeStyles({
  scroll: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalL,
    paddingRight: tokens.spacingHorizontalXS,
  },
  progress: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, flexShrink: 0 },
  chips: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalXS },
  chip: {
    padding: `0 ${tokens.spacingHorizontalS}`,
    borderRadius: tokens.borderRadiusMedium,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase400,
    fontVariantNumeric: 'tabular-nums',
  },
  answered: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorNeutralForeground1 },
  foot: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalS,
    flexWrap: 'wrap',
    flexShrink: 0,
    paddingTop: tokens.spacingVerticalS,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
  words: { flexGrow: 1, flexBasis: '160px', color: tokens.colorNeutralForeground2 },
  warning: { color: tokens.colorStatusWarningForeground3, fontWeight: tokens.fontWeightSemibold },
  big: { minHeight: '44px', flexGrow: 1 },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export interface PreviewStepProps {
  readonly handle: LookupHandle;
  readonly isPhone: boolean;
  readonly onAdd: (asked: AddMany) => Promise<AddedMany>;
  readonly onClose: () => void;
}

export function PreviewStep({ handle, isPhone, onAdd, onClose }: PreviewStepProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { lookup } = handle;
  const [problem, setProblem] = useState<AnyProblem>();
  const [isAdding, setAdding] = useState(false);
  const ids = toAdded(lookup);
  const over = ids.length - lookup.room;
  const isAsking = lookup.kind === 'asking';
  const add = async () => {
    if (ids.length === 0 || over > 0 || isAdding || isAsking) return;
    setAdding(true);
    setProblem(undefined);
    try {
      const added = await onAdd({ connectionId: lookup.connectionId, patientIds: ids });
      handle.added(added);
      if (added.unread.length === 0) onClose();
    } catch (error) {
      setProblem(toProblem(error));
    }
    setAdding(false);
  };
  return (
    <>
      <div className={styles.scroll}>
        {isAsking && <Asking lookup={lookup} />}
        {lookup.problem && <Failure problem={lookup.problem} retry={handle.again} />}
        {problem && <Failure problem={problem} />}
        {!isAsking && !lookup.problem && <Answered handle={handle} isPhone={isPhone} />}
      </div>
      <div className={styles.foot}>
        <Text className={mergeClasses(styles.words, over > 0 && !isAsking && styles.warning)} role="status">
          {over > 0 && !isAsking && !lookup.problem
            ? t('many.preview.full', { room: lookup.room, over })
            : ''}
        </Text>
        <Button className={mergeClasses(isPhone && styles.big)} onClick={handle.clear}>
          {t('many.preview.again')}
        </Button>
        <Button
          appearance="primary"
          className={mergeClasses(isPhone && styles.big)}
          disabledFocusable={ids.length === 0 || over > 0 || isAdding || isAsking}
          icon={isAdding ? <Spinner size="extra-tiny" aria-hidden="true" /> : null}
          onClick={() => void add()}
        >
          {isAdding
            ? t('many.preview.adding')
            : ids.length === 0
              ? t('many.preview.addNone')
              : t('many.preview.add', { count: ids.length })}
        </Button>
      </div>
    </>
  );
}

function Asking({ lookup }: { readonly lookup: Lookup }) {
  const styles = useStyles();
  const { t } = useWords();
  const total = lookup.asked.length;
  const asked = new Set(lookup.asked);
  const waiting = lookup.entries.filter(({ key }) => asked.has(key));
  const answered = waiting.filter(({ standing }) => standing !== 'asking').length;
  const words = total === 0 ? t('many.rosters.reading') : t('many.preview.asking', { answered, total });
  return (
    <div className={styles.progress}>
      <ProgressBar
        aria-label={t('many.rosters.reading')}
        {...(total > 0 && { value: answered, max: total })}
      />
      <Text size={200} className={styles.quiet} role="status">
        {words}
      </Text>
      <div className={styles.chips} aria-hidden="true">
        {waiting.map(({ key, text, standing }) =>
          text === undefined ? null : (
            <span key={key} className={mergeClasses(styles.chip, standing !== 'asking' && styles.answered)}>
              {text}
            </span>
          ),
        )}
      </div>
    </div>
  );
}

function Answered({ handle, isPhone }: Pick<PreviewStepProps, 'handle' | 'isPhone'>) {
  const styles = useStyles();
  const { t } = useWords();
  const { lookup } = handle;
  return (
    <>
      {lookup.entries.length === 0 && <Text role="status">{t('many.preview.empty')}</Text>}
      <SeveralGroup handle={handle} entries={entriesOf(lookup, 'several')} isPhone={isPhone} />
      <FailedGroup handle={handle} entries={entriesOf(lookup, 'failed')} isPhone={isPhone} />
      <NoneGroup entries={entriesOf(lookup, 'none')} />
      <FoundGroup handle={handle} entries={entriesOf(lookup, 'found')} isPhone={isPhone} />
      <HereGroup entries={entriesOf(lookup, 'here')} />
      {lookup.foreign > 0 && (
        <Text size={200} className={styles.quiet}>
          {t('many.preview.foreign', { count: lookup.foreign })}
        </Text>
      )}
      {lookup.isCut && (
        <Text size={200} className={styles.quiet}>
          {t('many.preview.cut', { max: limits.patientsPerImport })}
        </Text>
      )}
    </>
  );
}
