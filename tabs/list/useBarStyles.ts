// How a bar over the list stands: the list beneath gives way, not the words, and a patient's panel hides none of them.
import { makeStyles, mergeClasses } from '@fluentui/react-components';

const useStyles = makeStyles({
  bar: { flexShrink: 0, '@media (max-width: 640px)': { '& button': { minHeight: '44px' } } },
  besidePanel: { '@media (min-width: 900px)': { marginRight: '480px' } },
});

export function useBarStyles(hasPanel: boolean): string {
  const { bar, besidePanel } = useStyles();
  return mergeClasses(bar, hasPanel && besidePanel);
}
