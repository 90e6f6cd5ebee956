// The list on a phone: cards by bed, nothing to scroll sideways, each card one big target. A card shows the chosen columns: those
// that every list begins with have their places, as long as they have a value; any other is a line with its name.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { type FocusEvent, Fragment, type ReactNode, type RefObject, useEffect, useRef } from 'react';
import type { RowModel } from '../../../api/clinical/row-model';
import { useWords } from '../../i18n/useWords';
import { CellBody } from '../cells/CellBody';
import { AllergiesCell, ProblemCell, StayCell } from '../cells/ClinicalCells';
import { PatientCell } from '../cells/PatientCell';
import { PlaceCell } from '../cells/PlaceCell';
import { useCellStyles } from '../cells/useCellStyles';
import { VitalsCell } from '../cells/VitalCells';
import type { ColumnModel } from '../columns';
import type { GridHandle } from '../grid/Grid';
import { useGroupTitle } from '../grid/GroupRow';
import { useColumnNames } from '../useColumnNames';
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
  /** Names under each other, and values. */
  lines: {
    display: 'grid',
    gridTemplateColumns: 'fit-content(45%) minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalM}`,
    alignItems: 'baseline',
  },
  name: { overflowWrap: 'anywhere' },
  value: { minHeight: tokens.lineHeightBase300 },
});

/** They have their place on the card. */
const placed: ReadonlySet<string> = new Set([
  'bed',
  'patient',
  'mainProblem',
  'allergies',
  'lengthOfStay',
  'vitals',
  'notes',
]);

export interface CardListProps {
  readonly rows: Rows;
  readonly columns: readonly ColumnModel[];
  readonly isFilling: boolean;
  /** Brings the focus back to a card. */
  readonly handle: RefObject<GridHandle | null>;
  readonly onOpen: (rowId: string) => void;
}

export function CardList({ rows, columns, isFilling, handle, onOpen }: CardListProps) {
  const styles = useStyles();
  const scroller = useRef<HTMLDivElement>(null);
  useEffect(() => {
    handle.current = {
      focus: ({ rowId }) =>
        scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(rowId)}"]`)?.focus(),
    };
  }, [handle]);
  const onFocus = useFocusOfGone(scroller, rows.ids);
  const titleOf = useGroupTitle();
  const { t } = useWords();
  const toCard = (id: string, isUnderWard: boolean) => (
    <Card key={id} id={id} rows={rows} columns={columns} isUnderWard={isUnderWard} onOpen={onOpen} />
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: notes which of the cards inside it has the focus.
    <div ref={scroller} className={styles.scroller} aria-busy={isFilling} onFocus={onFocus}>
      {rows.groups ? (
        rows.groups.map((group) => (
          <Fragment key={group.key}>
            <h2 className={styles.head}>
              {titleOf(group)} · {group.rowIds.length}
            </h2>
            <ul className={styles.list}>{group.rowIds.map((id) => toCard(id, group.kind === 'ward'))}</ul>
          </Fragment>
        ))
      ) : (
        <ul className={styles.list} aria-label={t('list.label')}>
          {rows.ids.map((id) => toCard(id, false))}
        </ul>
      )}
    </div>
  );
}

/** When a card that has the focus goes with its patient, the one that comes into its place takes it. */
function useFocusOfGone(
  scroller: RefObject<HTMLDivElement | null>,
  ids: readonly string[],
): (event: FocusEvent<HTMLElement>) => void {
  const last = useRef<{ readonly id: string; readonly at: number }>(undefined);
  useEffect(() => {
    if (last.current === undefined || ids.includes(last.current.id)) return;
    const { at } = last.current;
    last.current = undefined;
    const next = ids[Math.min(at, ids.length - 1)];
    if (next === undefined || document.activeElement !== document.body) return;
    scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(next)}"]`)?.focus();
  }, [scroller, ids]);
  return ({ target }) => {
    const id = target.closest<HTMLElement>('[data-row]')?.dataset.row;
    last.current = id === undefined ? undefined : { id, at: ids.indexOf(id) };
  };
}

interface CardProps {
  readonly id: string;
  readonly rows: Rows;
  readonly columns: readonly ColumnModel[];
  readonly isUnderWard: boolean;
  readonly onOpen: (rowId: string) => void;
}

function Card({ id, rows, columns, isUnderWard, onOpen }: CardProps) {
  const styles = useStyles();
  const model = rows.models.get(id);
  if (!model) return null;
  const more = columns.filter((column) => !placed.has(column.id) || isUnnamed(model, column.id));
  const has = (column: string) => columns.some((each) => each.id === column);
  return (
    <li>
      <button type="button" className={styles.card} data-row={id} onClick={() => onOpen(id)}>
        <span className={styles.side}>
          <Part model={model} column="bed">
            <PlaceCell view={model.cell('bed')} isUnderWard={isUnderWard} isDense={false} />
          </Part>
          {has('lengthOfStay') && (
            <Part model={model} column="lengthOfStay">
              <StayCell view={model.cell('lengthOfStay')} />
            </Part>
          )}
        </span>
        <span className={styles.main}>
          <span>
            <PatientCell model={model} lookalike={rows.lookalikes.get(id)} isDense={false} />
          </span>
          <Main model={model} has={has} />
          {more.length > 0 && (
            <span className={styles.lines}>
              {more.map((column) => (
                <Line key={column.id} model={model} column={column} />
              ))}
            </span>
          )}
        </span>
      </button>
    </li>
  );
}

/** "Not recorded" says nothing without what it is of: beside a problem it could be anything. */
function isUnnamed(model: RowModel, column: string): boolean {
  if (column !== 'mainProblem' && column !== 'allergies' && column !== 'vitals') return false;
  const { status, value } = model.cell(column);
  if (status === 'loading') return false;
  return value === undefined || ('kind' in value && value.kind === 'notRecorded');
}

interface MainProps {
  readonly model: RowModel;
  readonly has: (column: string) => boolean;
}

function Main({ model, has }: MainProps) {
  const cells = useCellStyles();
  const { lastNote } = model.row;
  return (
    <>
      {has('mainProblem') && !isUnnamed(model, 'mainProblem') && (
        <Part model={model} column="mainProblem">
          <ProblemCell view={model.cell('mainProblem')} />
        </Part>
      )}
      {has('allergies') && !isUnnamed(model, 'allergies') && (
        <Part model={model} column="allergies">
          <AllergiesCell view={model.cell('allergies')} />
        </Part>
      )}
      {has('vitals') && !isUnnamed(model, 'vitals') && (
        <Part model={model} column="vitals">
          <VitalsCell view={model.cell('vitals')} isWhole />
        </Part>
      )}
      {has('notes') && lastNote && (
        <span className={mergeClasses(cells.line, cells.second)}>{lastNote.text}</span>
      )}
    </>
  );
}

interface PartProps {
  readonly model: RowModel;
  readonly column: 'mainProblem' | 'allergies' | 'vitals' | 'bed' | 'lengthOfStay';
  readonly children: ReactNode;
}

function Part({ model, column, children }: PartProps) {
  const styles = useStyles();
  const waits = column === 'vitals' ? styles.waitsLong : styles.waits;
  const isLoading = model.cell(column).status === 'loading';
  return <span className={mergeClasses(styles.part, styles.block, isLoading && waits)}>{children}</span>;
}

/** Its name is always in full; the value takes the room that is left. */
function Line({ model, column }: { readonly model: RowModel; readonly column: ColumnModel }) {
  const styles = useStyles();
  const cells = useCellStyles();
  const nameOf = useColumnNames();
  return (
    <>
      <span className={mergeClasses(cells.second, styles.name)}>{nameOf(column)}</span>
      <span className={mergeClasses(styles.part, styles.value)}>
        <CellBody column={column} model={model} isDense isUnderWard={false} lookalike={undefined} />
      </span>
    </>
  );
}
