// The fault knobs of one persona: bad weather that tests switch on, in-process or over the control endpoint.

export type Stage = 'metadata' | 'fhir' | 'token';

export interface Knobs {
  /** Before each answer. */
  latencyMs: number;
  /** For each entry of a batch (one for anything else), one after another. */
  perEntryMs: number;
  /** Where status, html, brokenJson, hugeBytes, notFhir, timeout and redirectTo strike. */
  at: Stage[];
  /** Answer with this status instead; `retryAfter` in seconds goes with it. */
  status: number | null;
  retryAfter: number | null;
  html: boolean;
  brokenJson: boolean;
  hugeBytes: number;
  notFhir: boolean;
  /** Never answer. */
  timeout: boolean;
  /** Answer only after this is false again; a stage: there alone. */
  hold: boolean | Stage;
  redirectTo: string | null;
  /** Metadata: another fhirVersion, another token endpoint. */
  wrongRelease: string | null;
  tokenEndpointAdvertised: string | null;
  /** Metadata: the server calls itself something else. */
  softwareSaid: string | null;
  /** Token endpoint. */
  noExpiresIn: boolean;
  /** How long new tokens live, and say so, instead of the persona's own time. */
  tokenSeconds: number | null;
  /** The FHIR server's clock is ahead: a token that has no more than this left has expired there. */
  clockAheadSeconds: number;
  rejectSecret: boolean;
  /** The persona's own secret is dead; `extraSecrets` are alive. */
  ownSecretDead: boolean;
  unknownTenant: boolean;
  /** Secrets that are accepted beside the persona's own: two are alive while one is being changed. */
  extraSecrets: string[];
  /** Types that the server doesn't have. */
  dropTypes: string[];
  /** Patients that answer 410. */
  gonePatients: string[];
  /** Status for single types, also inside a batch: {"Observation": 500}. */
  typeStatus: Record<string, number>;
  noBatch: boolean;
  noSort: boolean;
  oldestFirst: boolean;
  noTotal: boolean;
  pageLoop: boolean;
  /** `next` links lead to this base instead of the server's own. */
  nextOrigin: string | null;
  /** Adds another person's resource of the type to the answers: true means Observation. */
  leakOtherPatient: boolean | string[];
  /** Types of which every row is answered, whatever was asked for: parameters are left out without a word. */
  unfilteredTypes: string[];
  /** Everything well, with another media type. */
  contentType: string | null;
  /** 200 with a fatal OperationOutcome in the place of the answer. */
  outcomeWith200: boolean;
  /** What a searchset calls its total, whatever it is. */
  lyingTotal: number | null;
  /** The last row of a page comes again on the next. */
  repeatRows: boolean;
  /** No page has more rows, whatever is asked for. */
  mostCount: number | null;
  /** Every page that was kept is gone, as after a while. */
  pagesExpired: boolean;
  /** An empty answer has an empty `entry` instead of none. */
  emptyEntry: boolean;
  /** Entries of a batch from this one on are throttled. */
  batchThrottledFrom: number | null;
  /** 400 unauthorized_client: the grant was not enabled for this client. */
  grantDisabled: boolean;
  /** A header without which a FHIR request is refused. */
  demandHeader: string | null;
  /** So many FHIR requests, then 429. */
  requestBudget: number | null;
  /** As tokenEndpointAdvertised, from the second time on that it is looked up. */
  tokenEndpointLater: string | null;
  /** References of the answers lead to this base. */
  referenceOrigin: string | null;
  /** Names, texts and narratives carry scripts. */
  scripts: boolean;
  /** A compressed answer that unpacks to so many bytes. */
  gzipBombBytes: number;
  /** One byte each so many milliseconds. */
  dripMs: number;
}

const calm: Knobs = {
  latencyMs: 0,
  perEntryMs: 0,
  at: ['metadata', 'fhir'],
  status: null,
  retryAfter: null,
  html: false,
  brokenJson: false,
  hugeBytes: 0,
  notFhir: false,
  timeout: false,
  hold: false,
  redirectTo: null,
  wrongRelease: null,
  tokenEndpointAdvertised: null,
  softwareSaid: null,
  noExpiresIn: false,
  tokenSeconds: null,
  clockAheadSeconds: 0,
  rejectSecret: false,
  ownSecretDead: false,
  unknownTenant: false,
  extraSecrets: [],
  dropTypes: [],
  gonePatients: [],
  typeStatus: {},
  noBatch: false,
  noSort: false,
  oldestFirst: false,
  noTotal: false,
  pageLoop: false,
  nextOrigin: null,
  leakOtherPatient: false,
  unfilteredTypes: [],
  contentType: null,
  outcomeWith200: false,
  lyingTotal: null,
  repeatRows: false,
  mostCount: null,
  pagesExpired: false,
  emptyEntry: false,
  batchThrottledFrom: null,
  grantDisabled: false,
  demandHeader: null,
  requestBudget: null,
  tokenEndpointLater: null,
  referenceOrigin: null,
  scripts: false,
  gzipBombBytes: 0,
  dripMs: 0,
};

export interface KnobBox {
  readonly now: Readonly<Knobs>;
  /** Throws on a name that is no knob. */
  set(change: Partial<Knobs>): void;
  /** Calm weather again. */
  reset(): void;
  /** Every token handed out so far is refused from now on; new ones are fine. */
  revokeTokens(): void;
  onRevoke(listener: () => void): void;
  onChange(listener: () => void): void;
  /** Resolves at once unless `hold` is on for this stage. */
  waitWhileHeld(stage: Stage): Promise<void>;
}

export function createKnobBox(): KnobBox {
  let now: Knobs = { ...calm };
  let waiting: (() => void)[] = [];
  const onRevoke: (() => void)[] = [];
  const onChange: (() => void)[] = [];
  function replace(next: Knobs): void {
    now = next;
    if (!now.hold) {
      for (const go of waiting) go();
      waiting = [];
    }
    for (const listener of onChange) listener();
  }
  return {
    get now() {
      return now;
    },
    set(change) {
      const unknown = Object.keys(change).filter((name) => !(name in calm));
      if (unknown.length > 0) throw new Error(`No such knob: ${unknown.join(', ')}`);
      replace({ ...now, ...change });
    },
    reset: () => replace({ ...calm }),
    revokeTokens() {
      for (const listener of onRevoke) listener();
    },
    onRevoke: (listener) => void onRevoke.push(listener),
    onChange: (listener) => void onChange.push(listener),
    waitWhileHeld: (stage) =>
      now.hold === true || now.hold === stage ? new Promise((go) => waiting.push(go)) : Promise.resolve(),
  };
}
