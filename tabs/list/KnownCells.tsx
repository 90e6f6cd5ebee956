// What the list has of a patient whose record can't be read now, and when it was read. Shown in the panel beside the failure.
import { makeStyles, tokens } from '@fluentui/react-components';
import { Fragment, useId } from 'react';
import type { CellStatus } from '../../api/clinical/cell-view';
import type { RowModel } from '../../api/clinical/row-model';
import { isEhrColumn } from '../../api/contract/columns';
import { useWords } from '../i18n/useWords';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { CellBody } from './cells/CellBody';
import { useCellStyles } from './cells/useCellStyles';
import { VitalsCell } from './cells/VitalCells';
import type { ColumnModel } from './columns';
import { useColumnNames } from './useColumnNames';

const useStyles = makeStyles({
  section: { paddingBottom: tokens.spacingVerticalM },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    columnGap: tokens.spacingHorizontalM,
    marginBottom: tokens.spacingVerticalS,
  },
  title: {
    margin: 0,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  lines: {
    display: 'grid',
    gridTemplateColumns: 'fit-content(40%) minmax(0, 1fr)',
    gap: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    alignItems: 'baseline',
    margin: 0,
  },
  value: { position: 'relative', margin: 0, minWidth: 0 },
});

const known: ReadonlySet<CellStatus> = new Set<CellStatus>(['ok', 'empty', 'stale']);

export interface KnownCellsProps {
  readonly model: RowModel;
  readonly columns: readonly ColumnModel[];
}

export function KnownCells({ model, columns }: KnownCellsProps) {
  const styles = useStyles();
  const cells = useCellStyles();
  const id = useId();
  const { t } = useWords();
  const say = useClinicalWords();
  const nameOf = useColumnNames();
  // Who this is stands above already.
  const shown = columns.flatMap((column) =>
    column.id !== 'patient' && isEhrColumn(column.id) && known.has(model.cell(column.id).status)
      ? [{ column, fetched: model.cell(column.id).fetched }]
      : [],
  );
  if (shown.length === 0) return null;
  const [earliest] = shown.flatMap(({ fetched }) => fetched ?? []).toSorted();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h3 id={id} className={styles.title}>
          {t('list.known')}
        </h3>
        {earliest && (
          <span className={cells.second}>◷ {t('list.tip.lastRead', { time: say.clock(earliest) })}</span>
        )}
      </div>
      <dl className={styles.lines}>
        {shown.map(({ column }) => (
          <Fragment key={column.id}>
            <dt className={cells.second}>{nameOf(column)}</dt>
            <dd className={styles.value}>
              {column.id === 'vitals' ? (
                // The lines of a row have no room for all of them where the panel is narrow.
                <VitalsCell view={model.cell('vitals')} isWhole />
              ) : (
                <CellBody
                  column={column}
                  model={model}
                  isDense={false}
                  isUnderWard={false}
                  lookalike={undefined}
                />
              )}
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
