// Searches for what stands in the box, and adds only what a person chose. Loaded with the first search; the box goes on without it.
import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { PeopleAddRegular } from '@fluentui/react-icons';
import type { Patient } from 'fhir/r4';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useHost } from '../host/useHost';
import { useWords } from '../i18n/useWords';
import { toProblem } from '../net/problem';
import { pageHeight } from '../ui/useBottom';
import { useToasts } from '../ui/useToasts';
import { MoreFields } from './MoreFields';
import { type MoreField, type MoreValues, withNeeded } from './more-fields';
import { SearchResults } from './SearchResults';
import { toSearchForm } from './search-form';
import { useSearch } from './useSearch';

const useStyles = makeStyles({
  popup: {
    position: 'absolute',
    zIndex: 10,
    top: 'calc(100% + 4px)',
    left: 0,
    width: 'max(100%, min(520px, calc(100vw - 32px)))',
    maxHeight: 'min(480px, 70vh)',
    overflowY: 'auto',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalXS,
    borderRadius: tokens.borderRadiusLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow16,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke1}`,
  },
  /** Where the box is narrow: as wide as the screen, below the toolbar. */
  below: {
    '@media (max-width: 900px)': {
      position: 'fixed',
      top: '48px',
      left: tokens.spacingHorizontalM,
      right: tokens.spacingHorizontalM,
      width: 'auto',
    },
  },
  many: { width: '100%', justifyContent: 'flex-start' },
  bigMany: { width: '100%', justifyContent: 'flex-start', minHeight: '44px' },
  /** Between the toolbar and the box, which stands over the bar at the thumb. */
  above: {
    top: 'auto',
    bottom: 'calc(100% + 4px)',
    width: '100%',
    maxHeight: `min(60vh, calc(${pageHeight} - 176px))`,
  },
});

export interface SearchPopupProps {
  /** Of the box; hits are named after it. */
  readonly id: string;
  readonly text: string;
  readonly isShown: boolean;
  /** Takes the keys that the box hears; false for one that it doesn't know. */
  readonly keys: RefObject<((key: string) => boolean) | undefined>;
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly onList: ReadonlySet<string>;
  readonly onAdd: (patientId: string) => Promise<void>;
  readonly onMany: () => void;
  readonly isPhone: boolean;
  /** Back into the box. */
  readonly onBack: () => void;
}

export function SearchPopup(props: SearchPopupProps) {
  const { id, text, isShown, keys, active, onActive, onList, onAdd, onMany, isPhone, onBack } = props;
  const styles = useStyles();
  const { t } = useWords();
  const { locale } = useHost();
  const toasts = useToasts();
  const [more, setMore] = useState<MoreValues>({});
  const [asked, setAsked] = useState<readonly MoreField[]>([]);
  const [adding, setAdding] = useState<ReadonlySet<string>>(new Set());
  const search = useSearch(toSearchForm(text, more, locale));
  const { state } = search;
  const found = state.kind === 'found' ? state.found : state.kind === 'searching' ? state.before : undefined;
  const patients = found?.patients ?? [];
  const problem = state.kind === 'failed' ? state.problem : undefined;
  useEffect(() => setAsked((before) => withNeeded(before, problem)), [problem]);
  // Other hits may come under the mark while somebody looks: then nobody is marked, and Enter adds nobody.
  const marked = useRef<string>(undefined);
  const isMarked = active >= 0 && patients[active]?.id === marked.current;
  useEffect(() => {
    if (active >= 0 && !isMarked) onActive(-1);
  }, [active, isMarked, onActive]);

  const add = async (patient: Patient | undefined) => {
    const patientId = patient?.id;
    if (!patientId || onList.has(patientId) || adding.has(patientId)) return;
    setAdding((before) => new Set(before).add(patientId));
    try {
      await onAdd(patientId);
    } catch (error) {
      toasts.fail(toProblem(error));
    }
    setAdding((before) => new Set([...before].filter((each) => each !== patientId)));
  };
  const move = (to: number) => {
    const next = Math.max(-1, Math.min(patients.length - 1, to));
    marked.current = patients[next]?.id;
    onActive(next);
    document.getElementById(`${id}-${to}`)?.scrollIntoView({ block: 'nearest' });
  };
  const act = (key: string): boolean => {
    if (key === 'ArrowDown') move(active + 1);
    else if (key === 'ArrowUp') move(active - 1);
    else if (key === 'Enter' && isMarked) void add(patients[active]);
    else if (key === 'Enter') search.again();
    else return false;
    return true;
  };
  useEffect(() => {
    keys.current = act;
    return () => {
      keys.current = undefined;
    };
  });

  if (!isShown) return null;
  return (
    <div className={mergeClasses(styles.popup, isPhone ? styles.above : styles.below)}>
      {asked.length > 0 && (
        <MoreFields
          asked={asked}
          values={more}
          onChange={setMore}
          onDone={() => {
            search.again();
            onBack();
          }}
          isPhone={isPhone}
        />
      )}
      <SearchResults
        id={id}
        search={search}
        patients={patients}
        found={found}
        active={active}
        onList={onList}
        adding={adding}
        onChoose={(patient) => void add(patient)}
      />
      <Button
        appearance="transparent"
        className={isPhone ? styles.bigMany : styles.many}
        icon={<PeopleAddRegular />}
        onClick={onMany}
      >
        {t('list.addMany')}
      </Button>
    </div>
  );
}
