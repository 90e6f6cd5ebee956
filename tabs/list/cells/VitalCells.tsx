// Vital signs: the value with its unit, and always how old it is. Older than a day is greyed.
import { mergeClasses } from '@fluentui/react-components';
import type { CellView } from '../../../api/clinical/cell-view';
import { hasUsualUnit } from '../../../api/clinical/vital-units';
import { type VitalItem, type VitalsValue, vitalsOfRow } from '../../../api/contract/values';
import { useWords } from '../../i18n/useWords';
import { Age } from '../../ui/clinical/Age';
import { useAge, useIsOld } from '../../ui/clinical/useAge';
import { useClinicalWords } from '../../ui/clinical/useClinicalWords';
import { toAges, toFlag } from '../../ui/clinical/vital-age';
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
                <Age time={item.effective} />
              </span>
            )}
          </span>
          {!isDense && (
            <span className={mergeClasses(styles.line, styles.second)}>
              <Age time={item.effective} />
            </span>
          )}
        </>
      )}
    </CellFrame>
  );
}

const inRow: ReadonlySet<string> = new Set(vitalsOfRow);

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
        const hasTwoLines = !isDense && !isWhole && shown.some(isLong);
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

/** Longer than the bare number that one line has room for five of. */
function isLong(item: VitalItem): boolean {
  const number = item.quantity ?? item.systolic ?? item.diastolic;
  const words = item.qualifier ?? toFlag(item);
  return number === undefined || words !== undefined || !hasUsualUnit(item);
}

/** One age for all that were taken together; else from the newest to the oldest, and whether one has no time at all. */
function Ages({ items }: { readonly items: readonly VitalItem[] }) {
  const styles = useCellStyles();
  const { t } = useWords();
  const ageOf = useAge();
  // What the team typed is as old as it says itself.
  if (items.every((item) => item.text && !item.source)) return null;
  const { newest, oldest, hasUnknown } = toAges(items);
  const from = newest && ageOf(newest);
  const to = oldest && ageOf(oldest);
  const ages = from && to && from !== to ? t('list.cell.agesTo', { from, to }) : from;
  const some = ages && hasUnknown ? t('list.cell.agesUnknown', { ages }) : ages;
  return (
    <span className={mergeClasses(styles.line, styles.second, styles.quiet)}>
      {some ?? t('patient.timeUnknown')}
    </span>
  );
}

function Value({ item, hasUnit = false }: { readonly item: VitalItem; readonly hasUnit?: boolean }) {
  const styles = useCellStyles();
  const say = useClinicalWords();
  const flag = toFlag(item);
  const isOld = useIsOld(item);
  const unit = hasUnit || !hasUsualUnit(item) ? say.vitalUnit(item) : '';
  return (
    <span className={mergeClasses(styles.number, isOld && styles.quiet, flag?.isCritical && styles.failed)}>
      <span className={flag ? styles.strong : undefined}>{say.vitalValue(item)}</span>
      {flag && (
        <span className={flag.isCritical ? styles.failed : styles.stale} title={say.interpretation(item)}>
          {' '}
          {flag.sign}
        </span>
      )}
      {unit && !item.absent && <span className={styles.unit}>{unit}</span>}
      {item.qualifier && <span className={styles.second}> {say.qualifier(item.qualifier)}</span>}
    </span>
  );
}
