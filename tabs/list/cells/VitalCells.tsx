// Vital signs: the value with its unit, and always how old it is. Older than a day is greyed.
import { mergeClasses } from '@fluentui/react-components';
import type { VitalItem, VitalsValue } from '../../../api/contract/values';
import { useWords } from '../../i18n/useWords';
import { useClinicalWords } from '../../ui/clinical/useClinicalWords';
import { isOldVital, toFlag } from '../../ui/clinical/vital-age';
import type { CellView } from '../model/cell-view';
import { CellFrame } from './CellFrame';
import { useCellStyles } from './useCellStyles';

export function VitalCell({
  view,
  isDense,
}: {
  readonly view: CellView<VitalItem>;
  readonly isDense: boolean;
}) {
  const styles = useCellStyles();
  return (
    <CellFrame view={view}>
      {(item) => (
        <>
          <span className={styles.line}>
            <Value item={item} hasUnit />
            {isDense && (
              <span className={styles.second}>
                {' '}
                <Age item={item} />
              </span>
            )}
          </span>
          {!isDense && (
            <span className={mergeClasses(styles.line, styles.second)}>
              <Age item={item} />
            </span>
          )}
        </>
      )}
    </CellFrame>
  );
}

const inRow: ReadonlySet<string> = new Set([
  'bloodPressure',
  'heartRate',
  'respiration',
  'temperature',
  'oxygenSaturation',
]);

export interface VitalsCellProps {
  readonly view: CellView<VitalsValue>;
  readonly isDense?: boolean;
  /** As many lines as it takes: on a phone's card. */
  readonly isWhole?: boolean;
}

export function VitalsCell({ view, isDense = false, isWhole = false }: VitalsCellProps) {
  const styles = useCellStyles();
  const say = useClinicalWords();
  return (
    <CellFrame view={view}>
      {({ latest }) => {
        const first = latest.filter((item) => inRow.has(item.kind));
        const inOrder = first.length > 0 ? first : latest.slice(0, 4);
        const flagged = inOrder.filter((item) => toFlag(item) !== undefined);
        // Where there's but one line, what the server calls abnormal is never the part that doesn't fit.
        const shown = isDense ? [...flagged, ...inOrder.filter((item) => !flagged.includes(item))] : inOrder;
        const hasTwoLines = !isDense && !isWhole && flagged.length > 0;
        return (
          <>
            <span
              className={mergeClasses(styles.values, hasTwoLines && styles.twoLines, isWhole && styles.whole)}
            >
              {isDense && <Ages items={shown} />}
              {shown.map((item) => (
                <span key={`${item.kind}/${item.display}`} className={styles.value}>
                  <span className={styles.second}>{say.vitalShort(item)} </span>
                  <Value item={item} />
                </span>
              ))}
              {hasTwoLines && <Ages items={shown} />}
            </span>
            {!isDense && !hasTwoLines && <Ages items={shown} />}
          </>
        );
      }}
    </CellFrame>
  );
}

/** One age for all that were taken together; else that of the oldest, said to be so. */
function Ages({ items }: { readonly items: readonly VitalItem[] }) {
  const styles = useCellStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const times = items.map((item) => item.effective).filter((time) => time !== undefined);
  if (items.length === 0 || items.every((item) => item.text && !item.quantity)) return null;
  const sorted = [...times].sort();
  const [oldest, newest] = [sorted[0], sorted.at(-1)];
  const oldAge = oldest && say.ago(oldest);
  const newAge = newest && say.ago(newest);
  let words = t('patient.timeUnknown');
  if (newAge && newest)
    words = newAge === oldAge ? newAge : t('list.cell.agesTo', { from: newAge, to: oldAge ?? '' });
  else if (newest) words = say.day(newest);
  return <span className={mergeClasses(styles.line, styles.second, styles.quiet)}>{words}</span>;
}

function Value({ item, hasUnit = false }: { readonly item: VitalItem; readonly hasUnit?: boolean }) {
  const styles = useCellStyles();
  const say = useClinicalWords();
  const flag = toFlag(item);
  const isOld = isOldVital(item);
  return (
    <span className={mergeClasses(styles.number, isOld && styles.quiet, flag?.isCritical && styles.failed)}>
      <span className={flag ? styles.strong : undefined}>{say.vitalValue(item)}</span>
      {flag && (
        <span className={flag.isCritical ? styles.failed : styles.stale} title={say.interpretation(item)}>
          {' '}
          {flag.sign}
        </span>
      )}
      {hasUnit && <span className={styles.unit}>{say.vitalUnit(item)}</span>}
    </span>
  );
}

function Age({ item }: { readonly item: VitalItem }) {
  const { t } = useWords();
  const say = useClinicalWords();
  if (!item.effective) return <>{t('patient.timeUnknown')}</>;
  return <>{say.ago(item.effective) ?? say.day(item.effective)}</>;
}
