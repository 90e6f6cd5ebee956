// The words of this language for what went wrong and for the screens that are seen now and then; a lazy chunk of its own.
import audit from './zh-TW/audit.json';
import checks from './zh-TW/checks.json';
import config from './zh-TW/config.json';
import download from './zh-TW/download.json';
import errors from './zh-TW/errors.json';
import firstRun from './zh-TW/firstRun.json';
import many from './zh-TW/many.json';
import myLists from './zh-TW/myLists.json';
import settings from './zh-TW/settings.json';

export const words = { audit, checks, config, download, errors, firstRun, many, myLists, settings };
