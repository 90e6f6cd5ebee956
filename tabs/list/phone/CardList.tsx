// The list on a phone: cards by bed, nothing to scroll sideways, each card one big target.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { Fragment } from 'react';
import { useWords } from '../../i18n/useWords';
import { AllergiesCell, ProblemCell, StayCell } from '../cells/ClinicalCells';
import { PatientCell } from '../cells/PatientCell';
import { PlaceCell } from '../cells/PlaceCell';
import { useCellStyles } from '../cells/useCellStyles';
import { VitalsCell } from '../cells/VitalCells';
import { useGroupTitle } from '../grid/GroupRow';
import type { Rows } from '../useRowModels';

const useStyles = makeStyles({
  scroller: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    overflowX: 'hidden',
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM} ${tokens.spacingVerticalL}`,
  },
  list: { margin: 0, padding: 0, listStyleType: 'none', display: 'grid', gap: tokens.spacingVerticalS },
  head: {
    margin: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalXS} ${tokens.spacingVerticalXS}`,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightSemibold,
    color: tokens.colorNeutralForeground2,
  },
  card: {
    display: 'grid',
    gridTemplateColumns: '84px minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    width: '100%',
    minHeight: '44px',
    boxSizing: 'border-box',
    padding: tokens.spacingHorizontalM,
    textAlign: 'start',
    font: 'inherit',
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    contentVisibility: 'auto',
    containIntrinsicSize: 'auto 128px',
    ':focus-visible': { outline: `${tokens.strokeWidthThick} solid ${tokens.colorStrokeFocus2}` },
  },
  side: { minWidth: 0 },
  block: { display: 'block' },
  part: { position: 'relative', minWidth: 0, marginLeft: '-10px', paddingLeft: '10px' },
  /** As high as what is being read will be. */
  waits: { minHeight: tokens.lineHeightBase300 },
  waitsLong: { minHeight: `calc(3 * ${tokens.lineHeightBase300})` },
  main: {
    minWidth: 0,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: tokens.spacingVerticalXS,
  },
});

export interface CardListProps {
  readonly rows: Rows;
  readonly isFilling: boolean;
  readonly onOpen: (rowId: string) => void;
}

export function CardList({ rows, isFilling, onOpen }: CardListProps) {
  const styles = useStyles();
  const titleOf = useGroupTitle();
  const { t } = useWords();
  return (
    <div className={styles.scroller} aria-busy={isFilling}>
      {rows.groups ? (
        rows.groups.map((group) => (
          <Fragment key={group.key}>
            <h2 className={styles.head}>
              {titleOf(group)} · {group.rowIds.length}
            </h2>
            <ul className={styles.list}>
              {group.rowIds.map((id) => (
                <Card key={id} id={id} rows={rows} isUnderWard={group.kind === 'ward'} onOpen={onOpen} />
              ))}
            </ul>
          </Fragment>
        ))
      ) : (
        <ul className={styles.list} aria-label={t('list.label')}>
          {rows.ids.map((id) => (
            <Card key={id} id={id} rows={rows} isUnderWard={false} onOpen={onOpen} />
          ))}
        </ul>
      )}
    </div>
  );
}

interface CardProps {
  readonly id: string;
  readonly rows: Rows;
  readonly isUnderWard: boolean;
  readonly onOpen: (rowId: string) => void;
}

function Card({ id, rows, isUnderWard, onOpen }: CardProps) {
  const styles = useStyles();
  const cells = useCellStyles();
  const model = rows.models.get(id);
  if (!model) return null;
  const isLoading = (column: 'mainProblem' | 'allergies' | 'vitals' | 'bed' | 'lengthOfStay') =>
    model.cell(column).status === 'loading';
  const toPart = (column: Parameters<typeof isLoading>[0]) =>
    mergeClasses(
      styles.part,
      styles.block,
      isLoading(column) && (column === 'vitals' ? styles.waitsLong : styles.waits),
    );
  return (
    <li>
      <button type="button" className={styles.card} data-row={id} onClick={() => onOpen(id)}>
        <span className={styles.side}>
          <span className={toPart('bed')}>
            <PlaceCell view={model.cell('bed')} isUnderWard={isUnderWard} isDense={false} />
          </span>
          <span className={toPart('lengthOfStay')}>
            <StayCell view={model.cell('lengthOfStay')} />
          </span>
        </span>
        <span className={styles.main}>
          <span>
            <PatientCell model={model} lookalike={rows.lookalikes.get(id)} isDense={false} />
          </span>
          <span className={toPart('mainProblem')}>
            <ProblemCell view={model.cell('mainProblem')} />
          </span>
          <span className={toPart('allergies')}>
            <AllergiesCell view={model.cell('allergies')} />
          </span>
          <span className={toPart('vitals')}>
            <VitalsCell view={model.cell('vitals')} isWhole />
          </span>
          {model.row.lastNote && (
            <span className={mergeClasses(cells.line, cells.second)}>{model.row.lastNote.text}</span>
          )}
        </span>
      </button>
    </li>
  );
}
