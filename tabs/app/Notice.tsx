// One sentence over the bottom of every screen: offline, archived. In the first load, without Fluent's message bar: when the
// network is gone, nothing more can be fetched.
import { makeStyles, tokens } from '@fluentui/react-components';

const useStyles = makeStyles({
  bar: {
    position: 'fixed',
    left: 0,
    right: 0,
    bottom: 0,
    zIndex: 1,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorStatusWarningBackground1,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorStatusWarningBorder1}`,
  },
});

export function Notice({ text }: { readonly text: string }) {
  const styles = useStyles();
  return (
    <div role="status" className={styles.bar}>
      <span aria-hidden="true">⚠ </span>
      {text}
    </div>
  );
}
