// The words of this language that the list screen needs, one file per area; loaded as one lazy chunk.
// Those of values and columns are shared with the API, which writes them into files.
import column from '../../api/words/ja/column.json';
import patient from '../../api/words/ja/patient.json';
import app from './ja/app.json';
import list from './ja/list.json';
import search from './ja/search.json';

export const words = { app, column, list, patient, search };
