// The words of this language for what went wrong and for the screens that are seen now and then; a lazy chunk of its own.
import audit from './ja/audit.json';
import checks from './ja/checks.json';
import config from './ja/config.json';
import download from './ja/download.json';
import errors from './ja/errors.json';
import firstRun from './ja/firstRun.json';
import many from './ja/many.json';
import myLists from './ja/myLists.json';
import settings from './ja/settings.json';

export const words = { audit, checks, config, download, errors, firstRun, many, myLists, settings };
