// Every limit of the product, in one place. Plain values: the tab may import them.

/** Lengths in characters, sizes in bytes, times in the unit that the name says. */
export const limits = {
  listName: 100,
  connectionName: 100,
  link: 2048,
  fieldName: 60,
  choice: 60,
  noteText: 4000,
  typedText: 500,
  typedLongText: 4000,

  listsPerTeam: 100,
  patientsPerList: 200,
  fieldsPerTeam: 30,
  choicesPerField: 30,
  columnsPerList: 40,
  notesPerPatient: 500,

  searchMinCharacters: 2,
  searchPageSize: 20,

  /** What may be put on a list at once: by pasted MRNs, or from a list or ward of the EHR. */
  pasteCharacters: 100_000,
  mrnsPerPaste: 200,
  mrnLength: 32,
  patientsPerImport: 200,

  undoSeconds: 10,
  removedKeptDays: 7,
  /** So long an open stream may say nothing before the tab takes the network for broken: four times what an EHR has for an answer. */
  streamSilentSeconds: 40,
  /** Where the partner's registration says nothing else. */
  vitalsOldAfterHours: 24,
  auditPageSize: 50,
  /** Whom the log can be narrowed to by name. */
  auditPatients: 1_000,

  bodyBytes: 256 * 1024,
  bodyDepth: 32,
  requestsPerMinutePerPerson: 600,
  requestsPerMinutePerTeam: 3_000,
  requestsPerMinutePerTenant: 30_000,
  /** Of patients: a name typed is two or three, a page more is one, a look-up of many is ten. */
  searchesPerHourPerPerson: 600,
  searchesPerHourPerTeam: 3_000,
  searchesPerHourPerTenant: 60_000,
  /** Tries that asked a server and did not connect; an operator may allow more. */
  connectsPerHourPerTeam: 5,

  /** Files that may be asked for, and how long a link to one works. */
  exportsPerHourPerPerson: 5,
  exportsPerDayPerTeam: 20,
  exportRows: 50_000,
  downloadLinkSeconds: 60,
} as const;

/** What one call to another server may cost at the most (shared/security.md T20–T27). */
export const outboundLimits = {
  connectMs: 3_000,
  headersMs: 5_000,
  idleMs: 5_000,
  totalMs: 10_000,
  answerBytes: 8 * 1024 * 1024,
  /** In a row, and only to origins that a partner's profile lists. */
  redirects: 2,
  jsonDepth: 64,
  /** Objects, lists and commas of one answer: real ones of the largest size have some 400,000. */
  jsonParts: 550_000,
  /** However deeply nested, so much is parsed within some 25 ms: a batch answer below it isn't scanned for depth first. */
  unscannedBytes: 256 * 1024,
  pages: 5,
  /** Of pages that come newest first, by a server that gives fewer at once than it was asked for. */
  pagesOfPanel: 3,
  entries: 250,
  inFlightPerServer: 16,
  /** Waiting is bounded by totalMs: many lists are opened at the same minute of the morning. */
  queuedPerServer: 512,
  tokenLifetimeSeconds: 3_600,
  tokenSkewSeconds: 60,
} as const;
