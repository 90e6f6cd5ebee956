// Type-ahead: waits for a pause, asks the facade, forgets answers that come too late. No markup.
import type { Bundle, FhirResource } from 'fhir/r4';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { isAbort, toProblem } from '../net/problem';
import { useFhir } from '../net/useFhir';
import { useSession } from '../net/useSession';
import { toReadingContext } from '../ui/clinical/reading-context';
import { emptySearch, reduceSearch, type SearchState, toPatients } from './search-state';

const pauseMs = 300;

export type SearchForm = Readonly<Record<string, string>>;

export interface Search {
  readonly state: SearchState;
  readonly more: () => void;
  readonly again: () => void;
}

/** `form` undefined: nothing to search for; 'tooShort': not yet. */
export function useSearch(form: SearchForm | 'tooShort' | undefined): Search {
  const fhir = useFhir();
  const { connection } = useSession().session;
  /** A session that is read again is no reason to search again. */
  const rules = useRef(connection);
  useEffect(() => {
    rules.current = connection;
  });
  const [state, dispatch] = useReducer(reduceSearch, emptySearch);
  const running = useRef<AbortController>(undefined);
  const key = typeof form === 'object' ? new URLSearchParams(form).toString() : form;

  /** The hits are shown at once; where they are follows, and nothing waits for it. */
  const readPlaces = useCallback(
    async (page: Bundle<FhirResource>, signal: AbortSignal) => {
      const patient = toPatients(page)
        .flatMap(({ id }) => id ?? [])
        .join(',');
      if (patient === '') return;
      try {
        const bundle = await fhir<Bundle<FhirResource>>({
          path: 'Encounter/_search',
          form: { patient },
          signal,
        });
        const { toPlaces } = await import(/* webpackChunkName: "search-places" */ './places');
        const places = toPlaces(bundle, toReadingContext(rules.current, new Date()));
        if (!signal.aborted) dispatch({ type: 'places', places });
      } catch {
        // A hit without its place is a hit all the same.
      }
    },
    [fhir],
  );

  const read = useCallback(
    async (path: string, terms: SearchForm | undefined) => {
      running.current?.abort();
      const abort = new AbortController();
      running.current = abort;
      const isNext = terms === undefined;
      dispatch({ type: isNext ? 'loadingMore' : 'searching' });
      try {
        const bundle = await fhir<Bundle<FhirResource>>({
          path,
          signal: abort.signal,
          ...(terms ? { form: terms } : {}),
        });
        if (abort.signal.aborted) return;
        dispatch({ type: 'page', bundle, isNext });
        void readPlaces(bundle, abort.signal);
      } catch (error) {
        if (isAbort(error) || abort.signal.aborted) return;
        dispatch({ type: 'failed', problem: toProblem(error), isNext });
      }
    },
    [fhir, readPlaces],
  );
  const search = useCallback(() => {
    if (key && key !== 'tooShort') void read('Patient/_search', Object.fromEntries(new URLSearchParams(key)));
  }, [key, read]);

  useEffect(() => {
    running.current?.abort();
    if (key === undefined || key === 'tooShort') {
      dispatch({ type: key === undefined ? 'clear' : 'tooShort' });
      return;
    }
    const timer = setTimeout(search, pauseMs);
    return () => clearTimeout(timer);
  }, [key, search]);
  useEffect(() => () => running.current?.abort(), []);

  const cursor = state.kind === 'found' ? state.found.cursor : undefined;
  const more = useCallback(() => {
    if (cursor) void read(`Patient/_search?cursor=${encodeURIComponent(cursor)}`, undefined);
  }, [cursor, read]);
  return { state, more, again: search };
}
