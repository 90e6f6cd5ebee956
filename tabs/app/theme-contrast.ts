// Teams' high contrast look.
import { teamsHighContrastTheme } from '@fluentui/react-components';

export const theme = teamsHighContrastTheme;
