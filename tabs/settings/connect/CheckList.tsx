// The checklist that ticks itself. A failed check opens in place: why, and what to do next. No fetching.
import { makeStyles, mergeClasses, Spinner, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled } from '@fluentui/react-icons/svg/checkmark-circle';
import { CircleRegular } from '@fluentui/react-icons/svg/circle';
import { DismissCircleFilled } from '@fluentui/react-icons/svg/dismiss-circle';
import { SubtractCircleRegular } from '@fluentui/react-icons/svg/subtract-circle';
import { WarningFilled } from '@fluentui/react-icons/svg/warning';
import type { ReactNode } from 'react';
import { useWords } from '../../i18n/useWords';
import type { ShownCheck } from './connect-run';
import { SystemLines } from './SystemLines';
import { useCheckWords } from './useCheckWords';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', rowGap: tokens.spacingVerticalS },
  item: {
    display: 'grid',
    gridTemplateColumns: '20px 1fr',
    columnGap: tokens.spacingHorizontalM,
    alignItems: 'start',
  },
  icon: { display: 'flex', height: tokens.lineHeightBase300, alignItems: 'center', fontSize: '20px' },
  ok: { color: tokens.colorPaletteGreenForeground1 },
  warning: { color: tokens.colorPaletteDarkOrangeForeground1 },
  failed: { color: tokens.colorPaletteRedForeground1 },
  quiet: { color: tokens.colorNeutralForeground3 },
  why: {
    marginTop: tokens.spacingVerticalXS,
    paddingLeft: tokens.spacingHorizontalM,
    borderLeft: `${tokens.strokeWidthThick} solid ${tokens.colorPaletteRedBorder2}`,
    color: tokens.colorNeutralForeground2,
  },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
  code: { display: 'block', color: tokens.colorNeutralForeground3, marginTop: tokens.spacingVerticalXXS },
});

const icons: Record<ShownCheck['status'], ReactNode> = {
  ok: <CheckmarkCircleFilled />,
  warning: <WarningFilled />,
  failed: <DismissCircleFilled />,
  skipped: <SubtractCircleRegular />,
  waiting: <CircleRegular />,
  running: <Spinner size="extra-tiny" />,
};

export function CheckList({ checks }: { readonly checks: readonly ShownCheck[] }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <ol className={styles.list} aria-label={t('checks.title')} aria-live="polite" data-testid="checks">
      {checks.map((check) => (
        <CheckLine key={check.id} check={check} />
      ))}
    </ol>
  );
}

function CheckLine({ check }: { readonly check: ShownCheck }) {
  const styles = useStyles();
  const { t } = useWords();
  const { sentence, next, more = [] } = useCheckWords()(check);
  const { status } = check;
  const colour =
    status === 'ok' || status === 'warning' || status === 'failed' ? styles[status] : styles.quiet;
  return (
    <li className={styles.item} data-check={check.id} data-status={status}>
      <span className={mergeClasses(styles.icon, colour)} aria-hidden="true">
        {icons[status]}
      </span>
      <div>
        <Text
          weight={status === 'failed' ? 'semibold' : 'regular'}
          className={status === 'waiting' ? styles.quiet : ''}
        >
          {sentence}
        </Text>
        <span className={styles.hidden}> ({t(`checks.status.${status}`)})</span>
        <SystemLines lines={more} />
        {next !== undefined && (
          <div className={styles.why}>
            <Text>{next}</Text>
            <Text size={100} className={styles.code}>
              {t('app.code', { code: 'code' in check ? (check.code ?? '') : '' })}
            </Text>
          </div>
        )}
      </div>
    </li>
  );
}
