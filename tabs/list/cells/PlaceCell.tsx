// Where the patient is: bed first, then room and ward. "No bed", "Left on" and "No encounter" are said in words; the last only
// where all encounters were read.
import { mergeClasses } from '@fluentui/react-components';
import type { CellView } from '../../../api/clinical/cell-view';
import { isPlaceUnread } from '../../../api/clinical/where-order';
import type { WhereValue } from '../../../api/contract/values';
import { useWords } from '../../i18n/useWords';
import { useClinicalWords } from '../../ui/clinical/useClinicalWords';
import { CellFrame } from './CellFrame';
import { useCellStyles } from './useCellStyles';

export interface PlaceCellProps {
  readonly view: CellView<WhereValue>;
  /** The ward stands in the heading above. */
  readonly isUnderWard: boolean;
  readonly isDense: boolean;
}

export function PlaceCell({ view, isUnderWard, isDense }: PlaceCellProps) {
  return (
    <CellFrame view={view}>
      {(where) => <Place where={where} isUnderWard={isUnderWard} isDense={isDense} />}
    </CellFrame>
  );
}

function Place({
  where,
  isUnderWard,
  isDense,
}: Omit<PlaceCellProps, 'view'> & { readonly where: WhereValue }) {
  const styles = useCellStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  if (where.kind !== 'in') {
    return (
      <span
        className={mergeClasses(
          isDense ? styles.line : mergeClasses(styles.pair, styles.unparted),
          styles.small,
          styles.quiet,
        )}
      >
        {where.kind === 'left'
          ? say.place(where, say.shortDay)
          : t(isPlaceUnread(where) ? 'patient.mayBeIncomplete' : `list.cell.${where.kind}`)}
      </span>
    );
  }
  const hidden = where.absent && say.absent(where.absent);
  const first = where.bed ?? where.room ?? where.text ?? hidden ?? where.ward ?? t('patient.where.in');
  const rest = [where.bed && where.room, !isUnderWard && first !== where.ward && where.ward]
    .filter(Boolean)
    .join(' · ');
  if (!isDense && !rest && !where.bed) {
    return <span className={mergeClasses(styles.pair, styles.strong)}>{first}</span>;
  }
  if (isDense || !rest) {
    return (
      <span className={mergeClasses(styles.line, styles.strong, styles.number)}>
        {first}
        {rest && !isUnderWard && <span className={styles.second}> {rest}</span>}
      </span>
    );
  }
  return (
    <>
      <span className={mergeClasses(styles.line, styles.strong, styles.number)}>{first}</span>
      <span className={mergeClasses(styles.line, styles.second)}>{rest}</span>
    </>
  );
}
