// Every word of the tab in this language, one file per area; loaded as one lazy chunk.
import app from './en/app.json';
import audit from './en/audit.json';
import checks from './en/checks.json';
import config from './en/config.json';
import errors from './en/errors.json';
import firstRun from './en/firstRun.json';
import list from './en/list.json';
import myLists from './en/myLists.json';
import patient from './en/patient.json';
import search from './en/search.json';
import settings from './en/settings.json';

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
