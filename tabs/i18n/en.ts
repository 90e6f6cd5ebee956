// The words of this language that the list screen needs, one file per area; loaded as one lazy chunk.
// Those of values and columns are shared with the API, which writes them into files.
import column from '../../api/words/en/column.json';
import patient from '../../api/words/en/patient.json';
import app from './en/app.json';
import list from './en/list.json';
import search from './en/search.json';

export const words = { app, column, list, patient, search };
