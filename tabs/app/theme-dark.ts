// Teams' dark look.
import { teamsDarkTheme } from '@fluentui/react-components';

export const theme = teamsDarkTheme;
