// The ways in which a server differs from the standard, as data: the one responder of all personas reads this and nothing else.
import type { Resource } from './resource';

/** A refusal in a server's own words. */
export interface Refusal {
  status: number;
  code: string;
  /** The server's own number for the matter, in issue.details.coding. */
  number?: string;
  severity?: 'fatal' | 'error';
  /** Said as plain text instead of an OperationOutcome. */
  plain?: string;
}

/** Finds the token endpoint: what is served where. Nothing said: at the base, and in the metadata. */
export interface DiscoveryQuirks {
  smart?: 'base' | 'origin' | 'none';
  /** `twice`: a first extension with an address that nobody knows. */
  oauthUris?: 'once' | 'twice' | 'none';
  /** RFC 8414 at the root of the host. */
  isRfc8414?: boolean;
  isMetadataGuarded?: boolean;
  hasRegistration?: boolean;
  /** Says the ways of authenticating under the name that HSPC had for them. */
  isOldMethodsName?: boolean;
  mediaType?: string;
}

export interface SearchQuirks {
  /** One of these sets of parameters per type, or the refusal. */
  requires?: Readonly<Record<string, readonly (readonly string[])[]>>;
  tooLittle?: Refusal;
  /** More hits than this are refused. */
  most?: { hits: number; refusal: Refusal };
  /** Patients are scored: sounds-like, roughly "or", `name` unheard beside its parts. */
  isMatched?: boolean;
  /** Code in front of an MRN, as in `MRN|123`. */
  mrnCode?: string;
  /** "Last,First" in `name`. */
  isLastFirst?: boolean;
  /** Warned of beside an empty answer. */
  nothingNumber?: string;
  unknownNumber?: string;
  /** Put in front of what is said of an unknown parameter. */
  unknownPrefix?: string;
  /** Which part of a posted search is read. */
  post?: 'both' | 'body' | 'query';
  isGetRefused?: boolean;
  /** An unknown modifier: this status and a text that names it. */
  modifierRefusal?: { status: number; prefix: string };
  /** More than this many sort keys are refused or warned of. */
  sortKeys?: number;
  refusesEstimate?: boolean;
  /** A modifier that is unknown is not heard: rows come as if it were not there. */
  isModifierIgnored?: boolean;
  /** A search with more hits than this, over more than one page, tells its total only where that is asked for. */
  totalUpTo?: number;
  /** `_sort:desc=` is understood in every release. */
  takesOldSort?: boolean;
  /** A posted search that is no form is answered as if nothing had been asked: with everybody. */
  isOtherBodyUnheard?: boolean;
  /** `offset`: next links count instead of naming a kept page. `base`: they lead to the base, not to the type. */
  paging?: 'offset' | 'base';
  /** Put behind a next link. */
  pageSuffix?: string;
  /** The name of the page in next links. */
  cursor?: string;
  pageGone?: Refusal;
  /** Pages are in order, the rows of one page are not. */
  isPageShuffled?: boolean;
  /** The last row of a page comes again on the next. */
  repeatsOverPages?: boolean;
}

export interface BatchQuirks {
  refusedWith?: number;
  /** Put in front of the refusal of too many entries. */
  tooMany?: string;
  /** It takes batches, and its metadata speaks of transactions only. */
  saidAs?: 'transaction';
  /** The one code of all issues inside the answer, whatever is the matter. */
  issueCode?: string;
  /** Location names a place where the answer is said to be kept; `{n}` is a number. */
  keptAt?: string;
}

/** How the server names itself in its metadata; the persona's own name where nothing is said. */
export interface AboutQuirks {
  software?: string;
  version?: string;
  publisher?: string;
  description?: string;
}

/** What tells of many patients at once: lists and groups that the EHR keeps, stays by their place. Few servers have it. */
export type RosterQuirk = 'List' | 'Group' | 'stayByPlace';

export interface Quirks {
  about?: AboutQuirks;
  discovery?: DiscoveryQuirks;
  rosters?: readonly RosterQuirk[];
  search?: SearchQuirks;
  /** Types that this server doesn't have, and parameters that a type of it doesn't have. */
  withoutTypes?: readonly string[];
  withoutParams?: Readonly<Record<string, readonly string[]>>;
  /** Changes a resource as this server words it. */
  record?: (resource: Resource) => Resource;
  /** Patient → the number of the refusal: behind glass. */
  guarded?: Readonly<Record<string, string>>;
  /** A merged patient is a redirect to the one that is left, with this number. */
  mergedNumber?: string;
  batch?: BatchQuirks;
  /** Empty body where no JSON is accepted. */
  isAcceptChecked?: boolean;
  /** An address of no hospital of this client. */
  unknownPlace?: Refusal;
  /** The name of a place without open access, and what is said there. */
  closedPlace?: { name: string; refusal: Refusal };
  /** Requests that are no FHIR get the answer of the gateway in front. */
  gateway?: Refusal;
  /** The one code of all issues, whatever is the matter. */
  issueCode?: string;
  /** Errors that the platform makes itself are plain JSON: `{"error":{"code":…}}`. */
  isGenericError?: boolean;
  /** Keys of before OAuth, as JSON: the FHIR server takes no token that they bring. */
  hasLegacyKeys?: boolean;
  /** The token server doesn't say why. */
  isRefusalSilent?: boolean;
  /** On every answer; `{n}` is the number of the request. */
  headers?: Readonly<Record<string, string>>;
  /** On a 429, beside Retry-After. */
  throttle?: 'microsoft' | 'rateLimit';
}
