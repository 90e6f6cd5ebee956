// The words of this language that the list screen needs, one file per area; loaded as one lazy chunk.
import app from './en/app.json';
import list from './en/list.json';
import patient from './en/patient.json';
import search from './en/search.json';

export const words = { app, list, patient, search };
