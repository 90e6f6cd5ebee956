// Main problem, allergies, length of stay, medications and coverage: one line each.
import { mergeClasses } from '@fluentui/react-components';
import type { CellView } from '../../../api/clinical/cell-view';
import type {
  AllergiesValue,
  CoverageValue,
  LengthOfStayValue,
  MainProblemValue,
  MedicationsValue,
} from '../../../api/contract/values';
import { useWords } from '../../i18n/useWords';
import { AllergyLine } from '../../ui/clinical/AllergyLine';
import { useClinicalWords } from '../../ui/clinical/useClinicalWords';
import { CellFrame } from './CellFrame';
import { useCellStyles } from './useCellStyles';

export interface ProblemCellProps {
  readonly view: CellView<MainProblemValue>;
  readonly isDense?: boolean;
}

export function ProblemCell({ view, isDense = false }: ProblemCellProps) {
  const styles = useCellStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  return (
    <CellFrame view={view}>
      {({ main, more }) => (
        <span className={isDense ? styles.line : styles.pair}>
          {view.ehr && (
            <span className={styles.quiet} role="img" aria-label={t('list.typedOver')}>
              ✎{' '}
            </span>
          )}
          {say.named(main)}
          {main.qualifier && <span className={styles.quiet}> · {say.qualifier(main.qualifier)}</span>}
          {more > 0 && <span className={styles.second}> {t('patient.more', { count: more })}</span>}
        </span>
      )}
    </CellFrame>
  );
}

export function AllergiesCell({ view }: { readonly view: CellView<AllergiesValue> }) {
  const styles = useCellStyles();
  const { t } = useWords();
  return (
    <CellFrame view={view} empty={t('patient.allergy.notRecorded')} untyped={t('patient.untyped')}>
      {(value) =>
        // What couldn't be read in full doesn't say that nothing is there.
        value.kind === 'notRecorded' && view.mayBeIncomplete ? (
          <span className={mergeClasses(styles.line, styles.small)}>{t('patient.mayBeIncomplete')}</span>
        ) : (
          <AllergyLine value={value} />
        )
      }
    </CellFrame>
  );
}

export function StayCell({ view }: { readonly view: CellView<LengthOfStayValue> }) {
  const styles = useCellStyles();
  const { t } = useWords();
  return (
    <CellFrame view={view} empty="–">
      {({ days }) => (
        <span className={mergeClasses(styles.line, styles.number)}>
          {t('patient.stayDay', { day: days })}
        </span>
      )}
    </CellFrame>
  );
}

export function MedicationsCell({ view }: { readonly view: CellView<MedicationsValue> }) {
  const styles = useCellStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  return (
    <CellFrame view={view}>
      {({ items }) => {
        // What is on hold, planned or stopped is listed with that word, and isn't counted as taken.
        const active = items.filter((item) => item.isActive).length;
        return (
          <span className={styles.line}>
            {active > 1 && <span className={styles.second}>{t('list.cell.count', { count: active })} </span>}
            {items.map(say.medication).join(' · ')}
          </span>
        );
      }}
    </CellFrame>
  );
}

export function CoverageCell({ view }: { readonly view: CellView<CoverageValue> }) {
  const styles = useCellStyles();
  const { t } = useWords();
  return (
    <CellFrame view={view}>
      {({ items }) => (
        <span className={styles.line}>
          {items[0]?.payor ?? items[0]?.plan ?? t('patient.noName')}
          {items.length > 1 && (
            <span className={styles.second}> {t('patient.more', { count: items.length - 1 })}</span>
          )}
        </span>
      )}
    </CellFrame>
  );
}

export function StatusCell({ view }: { readonly view: CellView<string> }) {
  const styles = useCellStyles();
  const say = useClinicalWords();
  return (
    <CellFrame view={view}>
      {(status) => <span className={styles.line}>{say.encounterStatus(status)}</span>}
    </CellFrame>
  );
}

export function TextCell({ view }: { readonly view: CellView<string> }) {
  const styles = useCellStyles();
  return <CellFrame view={view}>{(text) => <span className={styles.line}>{text}</span>}</CellFrame>;
}
