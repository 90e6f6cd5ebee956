// What the search box knows: words, hits, pages, and why there are none. A pure reducer: no fetch, no words.
import type { Bundle, FhirResource, Patient } from 'fhir/r4';
import type { WhereValue } from '../../api/contract/values';
import type { AnyProblem } from '../net/problem';

export interface Found {
  readonly patients: readonly Patient[];
  /** Last known location by patient id, as far as it has been read: it comes after the hits. */
  readonly places: ReadonlyMap<string, WhereValue>;
  /** undefined: the server doesn't say. */
  readonly total: number | undefined;
  readonly isEstimate: boolean;
  /** The server matches by likeness: a single hit need not be the one. */
  readonly isScored: boolean;
  /** The sealed cursor of the next page. */
  readonly cursor: string | undefined;
}

export type SearchState =
  | { readonly kind: 'idle' | 'tooShort' }
  | { readonly kind: 'searching'; readonly before: Found | undefined }
  | {
      readonly kind: 'found';
      readonly found: Found;
      readonly isLoadingMore: boolean;
      readonly moreFailed?: AnyProblem;
    }
  | { readonly kind: 'failed'; readonly problem: AnyProblem };

export type SearchAction =
  | { readonly type: 'clear' | 'tooShort' | 'searching' | 'loadingMore' }
  | { readonly type: 'page'; readonly bundle: Bundle<FhirResource>; readonly isNext: boolean }
  | { readonly type: 'places'; readonly places: ReadonlyMap<string, WhereValue> }
  | { readonly type: 'failed'; readonly problem: AnyProblem; readonly isNext: boolean };

export const emptySearch: SearchState = { kind: 'idle' };

export function reduceSearch(state: SearchState, action: SearchAction): SearchState {
  switch (action.type) {
    case 'clear':
      return emptySearch;
    case 'tooShort':
      return { kind: 'tooShort' };
    case 'searching':
      return { kind: 'searching', before: foundOf(state) };
    case 'loadingMore':
      return state.kind === 'found' ? { kind: 'found', found: state.found, isLoadingMore: true } : state;
    case 'page': {
      const page = toFound(action.bundle);
      const before = action.isNext ? foundOf(state) : undefined;
      return { kind: 'found', found: before ? append(before, page) : page, isLoadingMore: false };
    }
    case 'places': {
      if (state.kind !== 'found') return state;
      const places = new Map([...state.found.places, ...action.places]);
      return { ...state, found: { ...state.found, places } };
    }
    case 'failed':
      // The hits that are there stay when the next page can't be read.
      return action.isNext && state.kind === 'found'
        ? { ...state, isLoadingMore: false, moreFailed: action.problem }
        : { kind: 'failed', problem: action.problem };
  }
}

function foundOf(state: SearchState): Found | undefined {
  if (state.kind === 'found') return state.found;
  return state.kind === 'searching' ? state.before : undefined;
}

function append(before: Found, page: Found): Found {
  const known = new Set(before.patients.map((patient) => patient.id));
  const fresh = page.patients.filter((patient) => !known.has(patient.id));
  return {
    ...page,
    patients: [...before.patients, ...fresh],
    places: before.places,
    total: page.total ?? before.total,
  };
}

export function toPatients(bundle: Bundle<FhirResource>): Patient[] {
  return (bundle.entry ?? []).flatMap(({ resource }) =>
    resource?.resourceType === 'Patient' ? resource : [],
  );
}

function toFound(bundle: Bundle<FhirResource>): Found {
  const next = bundle.link?.find((link) => link.relation === 'next')?.url;
  return {
    patients: toPatients(bundle),
    places: new Map(),
    total: bundle.total,
    isEstimate: bundle.meta?.tag?.some((tag) => tag.system === 'urn:patients:total') ?? false,
    isScored: bundle.meta?.tag?.some((tag) => tag.system === 'urn:patients:match') ?? false,
    cursor:
      next === undefined
        ? undefined
        : (new URL(next, 'https://local').searchParams.get('cursor') ?? undefined),
  };
}
