// The port to an EHR: everything behind it speaks FHIR R4, whatever release the server has. Types only.
import type { FhirResource, Patient } from 'fhir/r4';
import type { ChartType } from '../contract/columns';
import type { ErrorCode } from '../contract/error-codes';
import type { Instant } from '../contract/values';
import type { PartnerRules } from '../partners/partner.schema';
import type { Abilities } from './abilities.policy';
import type { Capability } from './capability.map';

export type FhirRelease = 'DSTU2' | 'STU3' | 'R4';

export interface PatientQuery {
  readonly name?: string;
  readonly family?: string;
  readonly given?: string;
  /** "YYYY-MM-DD" */
  readonly birthdate?: string;
  readonly gender?: string;
  /** MRN, or `system|value`. */
  readonly identifier?: string;
  readonly id?: string;
  /** 1 to 50. */
  readonly count?: number;
}

export interface PatientPage {
  readonly patients: readonly Patient[];
  readonly total:
    | { readonly kind: 'exact' | 'estimate'; readonly value: number }
    | { readonly kind: 'unknown' };
  /** The server's own next link, checked to be inside its origin and path. Never shown to the tab as it is. */
  readonly next?: string;
  /** The server matches by score: a single hit need not be the one who is meant. */
  readonly isScored?: boolean;
}

/** One resource type of one patient. */
export type Section =
  | {
      readonly status: 'ok';
      /** R4, of the patient asked for and of the type asked for (MedicationStatement where the server has only that). */
      readonly resources: readonly FhirResource[];
      /** Locations that the encounters name, and their partOf, as far as they can be read. */
      readonly included: readonly FhirResource[];
      readonly droppedForeign: number;
      /** How many of this patient's couldn't be read and are left out; then `mayBeIncomplete` as well. */
      readonly unreadable?: number;
      readonly mayBeIncomplete: boolean;
      /** The newest page was read and older ones are there: what isn't among the newest may be further back. */
      readonly hasOlder?: boolean;
      readonly fetched: Instant;
    }
  | { readonly status: 'notOffered'; readonly fetched: Instant }
  | {
      readonly status: 'failed';
      readonly reason: ErrorCode;
      readonly fetched: Instant;
      /** The server said how long it doesn't want to be asked. */
      readonly retryAfterSeconds?: number | undefined;
    };

/** By type; a type that was not asked for is not there. Patient: `ok` with one resource, or failed with patient_not_found. */
export type ChartSections = Partial<Record<ChartType, Section>>;

/** A stored connection, as far as reading needs it. */
export interface EhrConnection {
  readonly id: string;
  readonly name: string;
  /** Without a slash at its end. */
  readonly link: string;
  /** null: an open server. */
  readonly partnerId: string | null;
  readonly release: FhirRelease;
}

/** What the partner's registration says about reading its data; the clinical rules take it as it is. */
export interface ReadingRules {
  /** IANA name of the hospital's time zone. */
  readonly zone?: string | undefined;
  readonly mrnSystem?: string | undefined;
  /** A regular expression with the named groups hospital, ward, room and bed. */
  readonly locationSplit?: string | undefined;
}

/** Everything by which another thread can open the same Ehr; plain data without a secret. */
export interface EhrSource {
  readonly connection: EhrConnection;
  readonly tid: string;
  readonly capability: Capability;
  readonly rules: PartnerRules;
  readonly reading: ReadingRules;
  /** Tell the partner which hospital is meant, where it goes by header. */
  readonly routingHeaders: Readonly<Record<string, string>>;
}

/** The access token for one tenant at one partner, whoever keeps it. */
export interface Bearer {
  /** Undefined if it must be asked for first. */
  peek(): string | undefined;
  /** Throws token_*, tenant_unknown_to_partner, server_*. */
  get(signal?: AbortSignal): Promise<string>;
  /** After a 401: forgets this token, unless a newer one is there already. */
  refuse(token: string): void;
}

/** The way to the same server from somewhere else. */
export interface EhrAway {
  readonly source: EhrSource;
  /** Undefined: an open server, which never gets a token. */
  readonly bearer: Bearer | undefined;
}

export type MatchAnswer = { readonly patients: readonly Patient[] } | { readonly reason: ErrorCode };

/** A list or group of patients that the EHR keeps itself. */
export interface EhrRoster {
  readonly kind: 'list' | 'group';
  readonly id: string;
  readonly name: string | undefined;
  /** undefined: the server doesn't say. */
  readonly count: number | undefined;
  readonly changed: string | undefined;
}

export interface EhrWard {
  readonly id: string;
  readonly name: string | undefined;
  /** Name of the place that it is a part of. */
  readonly within: string | undefined;
}

export interface Members {
  /** In the server's order, each once. */
  readonly patientIds: readonly string[];
  /** Entries that are no patients of this server: left out. */
  readonly foreign: number;
  /** There are more than were read. */
  readonly isCut: boolean;
}

/** Many patients at once. What is found has to be verified and read by itself: these answers say who, not what is known. */
export interface ManyPatients {
  /**
   * Asks for each by any of its spellings; calls back once for each. Whoever the server names is handed over, also who is
   * only similar: the caller compares.
   */
  findByIdentifier(
    asked: readonly (readonly string[])[],
    onAnswer: (index: number, answer: MatchAnswer) => void,
    signal?: AbortSignal,
  ): Promise<void>;
  /** What a harmless question proved that the server answers. Remembered for as long as its metadata. */
  findSources(signal?: AbortSignal): Promise<{ readonly lists: boolean; readonly wards: boolean }>;
  readRosters(signal?: AbortSignal): Promise<{ rosters: readonly EhrRoster[]; isCut: boolean }>;
  readWards(signal?: AbortSignal): Promise<{ wards: readonly EhrWard[]; isCut: boolean }>;
  /** Throws patient_not_found if there is no such list, group or ward. */
  readMembers(
    of: { readonly kind: EhrRoster['kind'] | 'ward'; readonly id: string },
    signal?: AbortSignal,
  ): Promise<Members>;
}

export interface Ehr {
  readonly server: string;
  readonly reading: ReadingRules;
  /** Undefined where there is no server: an EHR in memory. */
  readonly away?: EhrAway | undefined;
  readonly release: FhirRelease;
  /** What the server can and can't do, for a person to read. */
  readonly can: Abilities;
  readonly offered: ReadonlySet<string>;
  readonly many: ManyPatients;
  /** Throws the KnownErrors of the contract: search_needs_more, search_too_many, server_*, … */
  searchPatients(query: PatientQuery, signal?: AbortSignal): Promise<PatientPage>;
  nextPatients(next: string, signal?: AbortSignal): Promise<PatientPage>;
  /** Asks for all types of all patients in as few round trips as the server allows; calls back per patient as soon as its last type is there. Never throws for one patient's failure. */
  readCharts(
    patientIds: readonly string[],
    types: readonly ChartType[],
    onChart: (patientId: string, sections: ChartSections) => void,
    signal?: AbortSignal,
  ): Promise<void>;
}
