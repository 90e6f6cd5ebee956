// The list without rows: still loading, couldn't be read, nothing matches the filter, or empty and ready to be filled.
import { makeStyles, tokens } from '@fluentui/react-components';
import { useWords } from '../i18n/useWords';
import { toTabProblem } from '../net/problem';
import { Failure } from '../ui/Failure';
import { useCellStyles } from './cells/useCellStyles';
import { NoRows } from './later';
import type { ListState } from './model/list-state';

const useStyles = makeStyles({
  failure: { padding: tokens.spacingHorizontalL },
  body: { flexGrow: 1, backgroundColor: tokens.colorNeutralBackground1, overflow: 'auto' },
  line: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXXL,
    height: '48px',
    padding: `0 ${tokens.spacingHorizontalL}`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
  },
});

export interface ListStatesProps {
  readonly state: ListState;
  readonly hasFilter: boolean;
  readonly onClearFilter: () => void;
  readonly reload: () => void;
  readonly onAdd: () => void;
  readonly onMany: (() => void) | undefined;
}

export function ListStates({ state, hasFilter, onClearFilter, reload, onAdd, onMany }: ListStatesProps) {
  const styles = useStyles();
  if (!state.view && state.lost) {
    const problem = {
      ...toTabProblem('unreachable').problem,
      code: state.lost as 'unreachable',
      ...state.retry,
    };
    return (
      <div className={styles.failure}>
        <Failure problem={problem} retry={reload} />
      </div>
    );
  }
  if (!state.view) return <Ghosts />;
  return (
    <div className={styles.body}>
      <NoRows
        isFiltered={hasFilter && state.view.rows.length > 0}
        onClearFilter={onClearFilter}
        onAdd={onAdd}
        onMany={onMany}
      />
    </div>
  );
}

/** Where rows will stand. */
export function Ghosts() {
  const styles = useStyles();
  const cells = useCellStyles();
  const { t } = useWords();
  return (
    <div className={styles.body} role="status" aria-label={t('app.loading')} aria-busy="true">
      {[0, 1, 2, 3, 4, 5].map((line) => (
        <div key={line} className={styles.line}>
          {[64, 160, 140, 120].map((width) => (
            <span key={width} className={cells.shimmer} style={{ width }} />
          ))}
        </div>
      ))}
    </div>
  );
}
