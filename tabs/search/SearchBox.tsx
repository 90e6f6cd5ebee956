// Search to add: one box that understands a name, an MRN or a birth date. Adds only what a person chose, and stays open.
import { Input, makeStyles, tokens } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import type { Patient } from 'fhir/r4';
import {
  type FocusEvent,
  type KeyboardEvent,
  lazy,
  Suspense,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { useHost } from '../host/useHost';
import { useWords } from '../i18n/useWords';
import { toProblem } from '../net/problem';
import { useToasts } from '../ui/useToasts';
import { toSearchForm } from './search-form';
import { useSearch } from './useSearch';

/** Loaded with the first search: the box itself is all that the first screen needs. */
const SearchResults = lazy(async () => ({
  default: (await import(/* webpackChunkName: "search-results" */ './SearchResults')).SearchResults,
}));

const useStyles = makeStyles({
  root: { position: 'relative', width: '100%' },
  input: { width: '100%' },
  big: { minHeight: '44px' },
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
  above: { top: 'auto', bottom: 'calc(100% + 4px)', width: '100%', maxHeight: '60vh' },
});

export interface SearchBoxProps {
  readonly onList: ReadonlySet<string>;
  readonly onAdd: (patientId: string) => Promise<void>;
  readonly focusKey: number;
  readonly onLeave: () => void;
  readonly isPhone: boolean;
}

export function SearchBox({ onList, onAdd, focusKey, onLeave, isPhone }: SearchBoxProps) {
  const styles = useStyles();
  const { t } = useWords();
  const { locale } = useHost();
  const toasts = useToasts();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [birthDate, setBirthDate] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [adding, setAdding] = useState<ReadonlySet<string>>(new Set());
  const search = useSearch(toSearchForm(text, birthDate, locale));
  const { state } = search;
  const found = state.kind === 'found' ? state.found : state.kind === 'searching' ? state.before : undefined;
  const patients = found?.patients ?? [];

  useEffect(() => {
    if (focusKey > 0 || isPhone) input.current?.focus();
  }, [focusKey, isPhone]);

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
    setActive(Math.max(-1, Math.min(patients.length - 1, to)));
    document.getElementById(`${id}-${to}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing || !act(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const act = (key: string): boolean => {
    if (key === 'ArrowDown') move(active + 1);
    else if (key === 'ArrowUp') move(active - 1);
    else if (key === 'Enter' && active >= 0) void add(patients[active]);
    else if (key === 'Enter') search.again();
    else if (key === 'Escape') leave();
    else return false;
    return true;
  };
  const leave = () => {
    if (isOpen && text !== '') setOpen(false);
    else onLeave();
  };
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  };
  const isShown = isOpen && text.trim() !== '';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: notices when the focus leaves the box and its results.
    <div className={styles.root} onBlur={onBlur} onFocus={() => setOpen(true)}>
      <Input
        className={isPhone ? `${styles.input} ${styles.big}` : styles.input}
        contentBefore={<SearchRegular />}
        value={text}
        placeholder={t('search.placeholder')}
        input={{
          ref: input,
          role: 'combobox',
          'aria-label': t('search.label'),
          'aria-expanded': isShown,
          'aria-controls': `${id}-hits`,
          'aria-autocomplete': 'list',
          'aria-activedescendant': isShown && active >= 0 ? `${id}-${active}` : undefined,
          autoComplete: 'off',
          spellCheck: false,
        }}
        onKeyDown={onKeyDown}
        onChange={(_event, data) => {
          setText(data.value);
          setActive(-1);
          setOpen(true);
        }}
      />
      {isShown && (
        <div className={isPhone ? `${styles.popup} ${styles.above}` : styles.popup}>
          <Suspense fallback={null}>
            <SearchResults
              id={id}
              search={search}
              patients={patients}
              found={found}
              active={active}
              onList={onList}
              adding={adding}
              birthDate={birthDate}
              onBirthDate={setBirthDate}
              onChoose={(patient) => void add(patient)}
            />
          </Suspense>
        </div>
      )}
    </div>
  );
}
