// On a phone each line of a menu is a thumb high.
import { makeStyles } from '@fluentui/react-components';

export const useMenuStyles = makeStyles({
  list: {
    '@media (max-width: 600px)': {
      '& [role^="menuitem"]': { minHeight: '44px', alignItems: 'center' },
    },
  },
});
