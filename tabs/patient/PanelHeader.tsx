// Who this is, and above it, where there's room, what can be done.
import { makeStyles, tokens } from '@fluentui/react-components';
import { PanelBar, type PanelBarProps } from './PanelBar';
import { Who, type WhoProps } from './Who';

const useStyles = makeStyles({
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalS}`,
    backgroundColor: tokens.colorNeutralBackground1,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    // The longest of names leaves room for what stands below; where there is little room at all, it goes up with the rest.
    maxHeight: '50%',
    display: 'flex',
    flexDirection: 'column',
    boxSizing: 'border-box',
    flexShrink: 0,
    '@media (max-height: 480px)': { position: 'static', maxHeight: 'none' },
  },
  who: { minHeight: 0, overflowY: 'auto' },
});

export interface PanelHeaderProps extends WhoProps, PanelBarProps {}

export function PanelHeader(props: PanelHeaderProps) {
  const styles = useStyles();
  return (
    <header className={styles.head}>
      {!props.isPhone && <PanelBar {...props} />}
      <div className={styles.who}>
        <Who {...props} />
      </div>
    </header>
  );
}
