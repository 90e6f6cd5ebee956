// Teams' light look.
import { teamsLightTheme } from '@fluentui/react-components';

export const theme = teamsLightTheme;
