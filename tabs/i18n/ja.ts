// Every word of the tab in this language, one file per area; loaded as one lazy chunk.
import app from './ja/app.json';
import audit from './ja/audit.json';
import checks from './ja/checks.json';
import config from './ja/config.json';
import errors from './ja/errors.json';
import firstRun from './ja/firstRun.json';
import list from './ja/list.json';
import myLists from './ja/myLists.json';
import patient from './ja/patient.json';
import search from './ja/search.json';
import settings from './ja/settings.json';

export const words = {
  app,
  audit,
  checks,
  config,
  errors,
  firstRun,
  list,
  myLists,
  patient,
  search,
  settings,
};
