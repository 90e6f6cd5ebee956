// One sentence over the bottom of every screen: offline, archived.
import { MessageBar, MessageBarBody, makeStyles } from '@fluentui/react-components';

const useStyles = makeStyles({ bar: { position: 'fixed', left: 0, right: 0, bottom: 0, zIndex: 1 } });

export function Notice({ text }: { readonly text: string }) {
  const styles = useStyles();
  return (
    <MessageBar intent="warning" className={styles.bar}>
      <MessageBarBody>{text}</MessageBarBody>
    </MessageBar>
  );
}
