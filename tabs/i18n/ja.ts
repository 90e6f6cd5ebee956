// The words of this language that the list screen needs, one file per area; loaded as one lazy chunk.
import app from './ja/app.json';
import list from './ja/list.json';
import patient from './ja/patient.json';
import search from './ja/search.json';

export const words = { app, list, patient, search };
