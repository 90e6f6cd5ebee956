// The words of this language that the list screen needs, one file per area; loaded as one lazy chunk.
import app from './zh-TW/app.json';
import list from './zh-TW/list.json';
import patient from './zh-TW/patient.json';
import search from './zh-TW/search.json';

export const words = { app, list, patient, search };
