// The words of this language that the list screen needs, one file per area; loaded as one lazy chunk.
// Those of values and columns are shared with the API, which writes them into files.
import column from '../../api/words/zh-TW/column.json';
import patient from '../../api/words/zh-TW/patient.json';
import app from './zh-TW/app.json';
import list from './zh-TW/list.json';
import search from './zh-TW/search.json';

export const words = { app, column, list, patient, search };
