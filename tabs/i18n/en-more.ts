// The words of this language for what went wrong and for the screens that are seen now and then; a lazy chunk of its own.
import audit from './en/audit.json';
import checks from './en/checks.json';
import config from './en/config.json';
import download from './en/download.json';
import errors from './en/errors.json';
import firstRun from './en/firstRun.json';
import many from './en/many.json';
import myLists from './en/myLists.json';
import settings from './en/settings.json';

export const words = { audit, checks, config, download, errors, firstRun, many, myLists, settings };
