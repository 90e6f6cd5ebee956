// Vital signs: the latest of each with its age, its trend as a line, and the same numbers as a table.
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { VitalTrend } from '../../api/contract/values';
import { useWords } from '../i18n/useWords';
import { Age } from '../ui/clinical/Age';
import { Moment } from '../ui/clinical/Moment';
import { useIsOld } from '../ui/clinical/useAge';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { toFlag } from '../ui/clinical/vital-age';
import type { ChartValues } from './chart-values';
import { Section } from './Section';
import { Trend } from './Trend';
import { usePanelStyles } from './usePanelStyles';

const useStyles = makeStyles({
  vital: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto',
    alignItems: 'center',
    gap: `0 ${tokens.spacingHorizontalM}`,
  },
  value: { fontSize: tokens.fontSizeBase400, fontVariantNumeric: 'tabular-nums' },
  unit: { fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
  name: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
  table: {
    gridColumn: '1 / -1',
    borderCollapse: 'collapse',
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
  },
  cell: {
    padding: `2px ${tokens.spacingHorizontalL} 2px 0`,
    textAlign: 'start',
    fontWeight: tokens.fontWeightRegular,
  },
  details: { gridColumn: '1 / -1', fontSize: tokens.fontSizeBase200, color: tokens.colorNeutralForeground2 },
});

export interface VitalsSectionProps {
  readonly values: ChartValues | undefined;
  readonly onRetry: () => void;
}

export function VitalsSection({ values, onRetry }: VitalsSectionProps) {
  const panel = usePanelStyles();
  const { t } = useWords();
  return (
    <Section title={t('patient.section.vitals')} section={values?.vitals} onRetry={onRetry}>
      {(trends) => (
        <ul className={panel.list}>
          {trends.map((trend) => (
            <li key={`${trend.kind}/${trend.display}`}>
              <Vital trend={trend} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Vital({ trend }: { readonly trend: VitalTrend }) {
  const styles = useStyles();
  const panel = usePanelStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  const { latest } = trend;
  const isOld = useIsOld(latest);
  const flag = toFlag(latest);
  const name = say.vitalName(latest);
  const original = say.vitalOriginal(latest);
  const missing = say.absentPart(latest);
  const exact = latest.effective && say.exact(latest.effective);
  const behind = [exact, latest.source?.reference].filter(Boolean).join(' · ');
  return (
    <div className={styles.vital}>
      <div>
        <div className={styles.name}>{name}</div>
        <div className={mergeClasses(isOld && panel.quiet, flag?.isCritical && panel.danger)}>
          <span title={original}>
            <span className={mergeClasses(styles.value, flag && panel.strong)}>{say.vitalValue(latest)}</span>{' '}
            <span className={styles.unit}>{say.vitalUnit(latest)}</span>
          </span>{' '}
          {flag && (
            <span className={panel.mark}>
              {flag.sign} {say.interpretation(latest)}
            </span>
          )}
        </div>
        {missing && <div className={panel.second}>{missing}</div>}
        <span className={panel.second} title={behind}>
          <Age time={latest.effective} />
          {latest.effective && ` · ${say.when(latest.effective)}`}
          {latest.qualifier && ` · ${say.qualifier(latest.qualifier)}`}
        </span>
      </div>
      <Trend trend={trend} label={t('patient.trendOf', { name, count: trend.points.length })} />
      {trend.points.length > 1 && <TrendTable trend={trend} name={name} />}
    </div>
  );
}

function TrendTable({ trend, name }: { readonly trend: VitalTrend; readonly name: string }) {
  const styles = useStyles();
  const { t } = useWords();
  const say = useClinicalWords();
  return (
    <details className={styles.details}>
      <summary>{t('patient.earlier', { count: trend.points.length })}</summary>
      <table className={styles.table} aria-label={name}>
        <thead>
          <tr>
            <th scope="col" className={styles.cell}>
              {t('patient.time')}
            </th>
            <th scope="col" className={styles.cell}>
              {t('patient.value')}
            </th>
          </tr>
        </thead>
        <tbody>
          {[...trend.points].reverse().map((point) => (
            <tr key={point.source?.reference ?? point.effective}>
              <th scope="row" className={styles.cell}>
                <Moment time={point.effective}>{point.effective && say.when(point.effective)}</Moment>
              </th>
              <td className={styles.cell} title={say.vitalOriginal(point)}>
                {say.vitalValue(point)} {say.vitalUnit(point)} {toFlag(point)?.sign}{' '}
                {point.qualifier && say.qualifier(point.qualifier)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
