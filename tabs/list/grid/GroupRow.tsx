// The heading of a ward, with how many patients lie there.
// biome-ignore-all lint/a11y/useSemanticElements: the list is an ARIA grid of divs, laid out by CSS grid as Fluent's own table without native elements is.
// biome-ignore-all lint/a11y/useFocusableInteractive: the cells of a grid take the focus, one at a time; its rows don't.
import { useWords } from '../../i18n/useWords';
import type { Group } from '../model/group-rows';
import { useGridStyles } from './useGridStyles';

export function GroupRow({ group, columnCount }: { readonly group: Group; readonly columnCount: number }) {
  const styles = useGridStyles();
  const title = useGroupTitle()(group);
  return (
    <div role="row" className={styles.groupRow}>
      <div role="gridcell" aria-colspan={columnCount} className={styles.group}>
        {title}
        <span className={styles.groupCount}>{group.rowIds.length}</span>
      </div>
    </div>
  );
}

export function useGroupTitle(): (group: Group) => string {
  const { t } = useWords();
  return (group) => group.name ?? t(`list.group.${group.kind}`);
}
