// The words of this language for the screens that are seen now and then; a lazy chunk of its own.
import audit from './zh-TW/audit.json';
import checks from './zh-TW/checks.json';
import config from './zh-TW/config.json';
import firstRun from './zh-TW/firstRun.json';
import myLists from './zh-TW/myLists.json';
import settings from './zh-TW/settings.json';

export const words = { audit, checks, config, firstRun, myLists, settings };
