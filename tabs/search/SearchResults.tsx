// What the search found, or why not, each in its own words: too short, searching, none, too many, the server wants more, failed.
import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import type { Patient } from 'fhir/r4';
import { useMemo } from 'react';
import { toPatientValue } from '../../api/clinical/patient';
import { limits } from '../../api/contract/limits';
import { useWords } from '../i18n/useWords';
import type { AnyProblem } from '../net/problem';
import { useSession } from '../net/useSession';
import { toReadingContext } from '../ui/clinical/reading-context';
import { Failure } from '../ui/Failure';
import { Hit } from './Hit';
import type { Found } from './search-state';
import type { Search } from './useSearch';

const useStyles = makeStyles({
  note: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    padding: tokens.spacingHorizontalM,
    color: tokens.colorNeutralForeground2,
  },
  foot: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  scored: {
    display: 'block',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    fontWeight: tokens.fontWeightSemibold,
  },
});

export interface SearchResultsProps {
  readonly id: string;
  readonly search: Search;
  readonly patients: readonly Patient[];
  readonly found: Found | undefined;
  readonly active: number;
  readonly onList: ReadonlySet<string>;
  readonly adding: ReadonlySet<string>;
  readonly onChoose: (patient: Patient) => void;
}

export function SearchResults(props: SearchResultsProps) {
  const { id, search, patients, found, active, onList, adding } = props;
  const styles = useStyles();
  const { t } = useWords();
  const { session } = useSession();
  const values = useMemo(() => {
    const context = toReadingContext(session.connection, new Date());
    return patients.map((patient) => toPatientValue(patient, context));
  }, [patients, session.connection]);
  const standingOf = (patientId: string) => {
    if (onList.has(patientId)) return 'onList';
    return adding.has(patientId) ? 'adding' : 'free';
  };
  return (
    <>
      {found?.isScored && patients.length > 0 && (
        <Text className={styles.scored} role="status">
          {t('search.scored')}
        </Text>
      )}
      <div id={`${id}-hits`} role="listbox" aria-label={t('search.hits')}>
        {patients.map((patient, index) => {
          const value = values[index];
          return value ? (
            <Hit
              key={patient.id}
              id={`${id}-${index}`}
              patient={value}
              where={found?.places.get(value.id)}
              standing={standingOf(value.id)}
              isActive={index === active}
              onChoose={() => props.onChoose(patient)}
            />
          ) : null;
        })}
      </div>
      <Standing {...props} search={search} found={found} />
    </>
  );
}

function Standing(props: SearchResultsProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { state } = props.search;
  switch (state.kind) {
    case 'tooShort':
      return (
        <Text className={styles.note} role="status">
          {t('search.tooShort', { count: limits.searchMinCharacters })}
        </Text>
      );
    case 'searching':
      return (
        <div className={styles.note} role="status">
          <Spinner size="tiny" aria-hidden="true" /> {t('search.searching')}
        </div>
      );
    case 'failed':
      return <Trouble {...props} problem={state.problem} />;
    case 'found':
      if (state.found.patients.length === 0) {
        return (
          <Text className={styles.note} role="status">
            {t('search.none')}
          </Text>
        );
      }
      return (
        <Foot
          search={props.search}
          found={state.found}
          isLoading={state.isLoadingMore}
          problem={state.moreFailed}
        />
      );
    default:
      return null;
  }
}

interface FootProps {
  readonly search: Search;
  readonly found: Found;
  readonly isLoading: boolean;
  readonly problem: AnyProblem | undefined;
}

function Foot({ search, found, isLoading, problem }: FootProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { patients, total, isEstimate, cursor } = found;
  const shown = patients.length;
  const key = isEstimate ? 'search.aboutTotal' : 'search.total';
  const words = total === undefined ? t('search.shown', { shown }) : t(key, { shown, total });
  return (
    <>
      <div className={styles.foot}>
        <span role="status">{words}</span>
        {cursor && (
          <Button size="small" disabledFocusable={isLoading} onClick={search.more}>
            {t(isLoading ? 'search.searching' : 'search.more')}
          </Button>
        )}
      </div>
      {problem && <Failure problem={problem} retry={search.more} />}
    </>
  );
}

/** A server that wants more, or finds too many, is answered in the fields above; anything else is a failure in words. */
function Trouble({ problem, search }: SearchResultsProps & { readonly problem: AnyProblem }) {
  const styles = useStyles();
  const { t } = useWords();
  const { code, max } = problem;
  if (code !== 'search_too_many' && code !== 'search_needs_more') {
    return <Failure problem={problem} retry={search.again} />;
  }
  const tooMany = max === undefined ? t('search.tooMany') : t('search.tooManyOver', { max });
  return (
    <Text className={styles.note} role="status">
      {code === 'search_too_many' ? tooMany : t('search.needsMore')}
    </Text>
  );
}
