// Said when what is shown is the last known: since when, why, and a way on; and when records of other people were left out.
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
  tokens,
} from '@fluentui/react-components';
import { useWords } from '../i18n/useWords';
import type { AnyCode } from '../net/problem';
import { useSession } from '../net/useSession';
import { useClinicalWords } from '../ui/clinical/useClinicalWords';
import { useProblemWords } from '../ui/useProblemWords';
import { useView } from '../ui/useView';
import type { ListState } from './model/list-state';
import { useBarStyles } from './useBarStyles';
import type { Failing } from './useLinkHealth';

const useStyles = makeStyles({
  note: {
    margin: 0,
    padding: `${tokens.spacingVerticalXS} ${tokens.spacingHorizontalL}`,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    color: tokens.colorNeutralForeground2,
    backgroundColor: tokens.colorNeutralBackground2,
  },
});

export function ForeignNote({ count }: { readonly count: number }) {
  const styles = useStyles();
  const { t } = useWords();
  return (
    <p className={styles.note} role="status">
      {t('patient.foreign', { count })}
    </p>
  );
}

export interface StaleBannerProps {
  readonly state: ListState;
  /** As the watcher knows it, also where nobody has read anything since. */
  readonly failing: Failing | undefined;
  /** A patient is open beside the list. */
  readonly hasPanel: boolean;
  readonly onRetry: () => void;
}

export function StaleBanner({ state, failing, hasPanel, onRetry }: StaleBannerProps) {
  const bar = useBarStyles(hasPanel);
  const { t } = useWords();
  const say = useClinicalWords();
  const toWords = useProblemWords();
  const { isOwner } = useSession();
  const { open } = useView();
  const isEhr = state.lost === undefined || state.lostAt === 'ehr';
  const code = state.lost ?? failing?.code;
  if (!code || !state.view) return null;
  const { what, next } = toWords({ code: code as AnyCode, ...state.retry });
  const never = t(isEhr ? 'list.stale.never' : 'list.stale.cut');
  const known = state.asOf ? t('list.stale.since', { time: say.clock(state.asOf) }) : never;
  const title =
    isEhr && failing ? `${t('list.stale.failing', { time: say.clock(failing.since) })} ${known}` : known;
  return (
    <MessageBar intent="warning" role="alert" className={bar}>
      <MessageBarBody>
        <MessageBarTitle>{title}</MessageBarTitle> {what} {next}
      </MessageBarBody>
      <MessageBarActions>
        {isOwner && isEhr && (
          <Button size="small" onClick={() => open('settings')}>
            {t('list.settings')}
          </Button>
        )}
        <Button size="small" onClick={onRetry}>
          {t('app.retry')}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
