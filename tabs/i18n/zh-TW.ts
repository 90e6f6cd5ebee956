// Every word of the tab in this language, one file per area; loaded as one lazy chunk.
import app from './zh-TW/app.json';
import audit from './zh-TW/audit.json';
import checks from './zh-TW/checks.json';
import config from './zh-TW/config.json';
import errors from './zh-TW/errors.json';
import firstRun from './zh-TW/firstRun.json';
import list from './zh-TW/list.json';
import myLists from './zh-TW/myLists.json';
import patient from './zh-TW/patient.json';
import search from './zh-TW/search.json';
import settings from './zh-TW/settings.json';

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
