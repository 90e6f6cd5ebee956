// How the list looks, with what opens over and beside it.
import { lookAt, screensOfTheList } from './screens';

lookAt(screensOfTheList);
