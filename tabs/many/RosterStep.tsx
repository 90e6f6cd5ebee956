// What the EHR has of lists, or of wards: one is chosen, and then looked at patient by patient.
import { Input, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { BedRegular, ChevronRightRegular, FilterRegular, PeopleListRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { RosterRef } from '../../api/contract/many.schema';
import { useWords } from '../i18n/useWords';
import { type AnyProblem, isAbort, toProblem } from '../net/problem';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { Empty } from '../ui/Empty';
import { Failure } from '../ui/Failure';
import { Loading } from '../ui/Loading';
import { ListPicture } from '../ui/pictures';
import type { ManyCalls } from './many-calls';

const useStyles = makeStyles({
  list: { margin: 0, padding: 0, listStyleType: 'none', overflowY: 'auto', flexGrow: 1, minHeight: 0 },
  choice: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    width: '100%',
    minHeight: '52px',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    border: 'none',
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground1,
    fontFamily: tokens.fontFamilyBase,
    textAlign: 'start',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': {
      outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: `calc(-1 * ${tokens.strokeWidthThick})`,
      borderRadius: tokens.borderRadiusMedium,
    },
  },
  icon: { flexShrink: 0, color: tokens.colorBrandForeground1, fontSize: '20px', lineHeight: 0 },
  chevron: { flexShrink: 0, color: tokens.colorNeutralForeground3, fontSize: '20px', lineHeight: 0 },
  what: { flexGrow: 1, minWidth: 0, display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  big: { minHeight: '44px' },
});

interface Choice {
  readonly roster: RosterRef;
  readonly name: string | null;
  readonly second: string;
}

interface Read {
  readonly choices: readonly Choice[];
  readonly isCut: boolean;
}

export interface RosterStepProps {
  readonly kind: 'lists' | 'wards';
  readonly calls: ManyCalls;
  readonly isPhone: boolean;
  readonly onChoose: (roster: RosterRef) => void;
}

const fewestToFilter = 8;

export function RosterStep({ kind, calls, isPhone, onChoose }: RosterStepProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { read, problem, retry } = useChoices(kind, calls);
  const [filter, setFilter] = useState('');
  if (problem) return <Failure problem={problem} retry={retry} />;
  if (!read) return <Loading />;
  if (read.choices.length === 0) return <NoChoice kind={kind} />;
  const wanted = filter.trim().toLowerCase();
  const shown = read.choices.filter(({ name }) => (name ?? '').toLowerCase().includes(wanted));
  return (
    <>
      {read.choices.length >= fewestToFilter && (
        <Input
          className={mergeClasses(isPhone && styles.big)}
          type="search"
          contentBefore={<FilterRegular />}
          value={filter}
          placeholder={t('many.rosters.filter')}
          aria-label={t('many.rosters.filter')}
          onChange={(_event, data) => setFilter(data.value)}
        />
      )}
      {shown.length === 0 && <Text role="status">{t('many.rosters.noMatch')}</Text>}
      <ul className={styles.list} aria-label={t(`many.tabs.${kind}`)}>
        {shown.map(({ roster, name, second }) => (
          <li key={`${roster.kind}/${roster.id}`}>
            <button type="button" className={styles.choice} onClick={() => onChoose(roster)}>
              <span className={styles.icon}>{kind === 'wards' ? <BedRegular /> : <PeopleListRegular />}</span>
              <span className={styles.what}>
                <Text weight="semibold">{name ?? t('many.rosters.noName')}</Text>
                {second !== '' && (
                  <Text size={200} className={styles.quiet}>
                    {second}
                  </Text>
                )}
              </span>
              <span className={styles.chevron}>
                <ChevronRightRegular />
              </span>
            </button>
          </li>
        ))}
      </ul>
      {read.isCut && (
        <Text size={200} className={styles.quiet}>
          {t('many.rosters.cut')}
        </Text>
      )}
    </>
  );
}

function NoChoice({ kind }: Pick<RosterStepProps, 'kind'>) {
  const { t } = useWords();
  const [title, text] =
    kind === 'lists'
      ? ([t('many.rosters.noneTitle'), t('many.rosters.noneText')] as const)
      : ([t('many.rosters.noWardsTitle'), t('many.rosters.noWardsText')] as const);
  return <Empty picture={<ListPicture />} title={title} text={text} />;
}

function useChoices(kind: RosterStepProps['kind'], calls: ManyCalls) {
  const { t } = useWords();
  const say = useClinicalWords();
  const [attempt, setAttempt] = useState(0);
  const [problem, setProblem] = useState<AnyProblem>();
  const [read, setRead] = useState<Read>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt reads again.
  useEffect(() => {
    const abort = new AbortController();
    setProblem(undefined);
    const toRead = async (): Promise<Read> => {
      if (kind === 'wards') {
        const { wards, isCut } = await calls.wards(abort.signal);
        const choices = wards.map(({ id, name, within }) => ({
          roster: { kind: 'ward' as const, id },
          name,
          second: within ?? '',
        }));
        return { choices, isCut };
      }
      const { rosters, isCut } = await calls.lists(abort.signal);
      const choices = rosters.map(({ kind: of, id, name, count, changed }) => ({
        roster: { kind: of, id },
        name,
        second: [
          of === 'group' && t('many.rosters.group'),
          count !== null && t('many.rosters.count', { count }),
          changed !== null && t('many.rosters.changed', { time: say.when(changed) }),
        ]
          .filter(Boolean)
          .join(' · '),
      }));
      return { choices, isCut };
    };
    toRead().then(
      (done) => !abort.signal.aborted && setRead(done),
      (error: unknown) => !isAbort(error) && !abort.signal.aborted && setProblem(toProblem(error)),
    );
    return () => abort.abort();
  }, [kind, calls, t, say, attempt]);
  return { read, problem, retry: () => setAttempt((before) => before + 1) };
}
