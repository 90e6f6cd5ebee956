// How the screens around a list look: before there is one, beside it, and to those who may not see it.
import { lookAt, screensAround } from './screens';

lookAt(screensAround);
