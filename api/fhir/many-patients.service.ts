// Lists, groups and wards of the EHR: whether the server can tell of them, which there are, and who is on them. Nothing is
// believed of what the metadata promises before a harmless question has been answered sensibly.
import type { Encounter, FhirResource, Location } from 'fhir/r4';
import type { Clock } from '../clinical/periods';
import type { ErrorCode } from '../contract/error-codes';
import { limits } from '../contract/limits';
import { isKnownError } from '../errors/known-error';
import type { PartnerRules } from '../partners/partner.schema';
import type { Raw } from './any-release/element';
import type { Capability } from './capability.map';
import type { Convert } from './convert.map';
import type { ManyPatients, Members } from './ehr';
import { fhirFault } from './fhir-faults';
import type { Pages, Search } from './pages.service';
import {
  findRoster,
  hasCode,
  patientsCode,
  type RosterKind,
  rosterTypes,
  toMembers,
  toOwn,
} from './roster.map';
import {
  isLyingIn,
  type Places,
  toAskedStatuses,
  toBegunFirst,
  toPlaces,
  toWards,
  toWithin,
} from './ward.map';

export interface ManyPatientsDeps {
  readonly pages: Pages;
  readonly capability: Capability;
  readonly rules: Pick<PartnerRules, 'pageSize' | 'zone'>;
  readonly convert: Convert;
  /** Without a slash at its end. */
  readonly baseText: string;
  readonly now: () => number;
}

type Rosters = Omit<ManyPatients, 'findByIdentifier'>;

const keptMs = 600_000;
const rowsPerPage = 200;
const rostersPerPage = 50;
/** Enough to give a server away that leaves the filter out. */
const rowsOfProof = 10;
/** Places in one search, so that its address stays short. */
const placesPerSearch = 40;
/** No server has a place of this id: who leaves the filter out answers with rows, and gives itself away. */
const nowhere = 'patients-app-asks-whether-this-filter-works';
const ofKind: Readonly<Record<RosterKind, { readonly param: string; readonly value: string }>> = {
  list: { param: 'code', value: patientsCode },
  group: { param: 'type', value: 'person' },
};

export function createManyPatients(deps: ManyPatientsDeps): Rosters {
  const { pages, capability, rules, convert, baseText, now } = deps;
  const statuses = toAskedStatuses(capability.release);
  const toClock = (): Clock => ({ now: new Date(now()), zone: rules.zone });
  const toCount = (count: number) => ({ _count: String(Math.min(count, rules.pageSize ?? count)) });
  let known: { readonly places: Places; readonly isCut: boolean; readonly until: number } | undefined;

  const has = (type: string, ...params: readonly string[]) => {
    const declared = capability.types.get(type)?.params;
    return declared !== undefined && params.every((param) => declared.has(param));
  };

  /** A refusal is an answer; a server that is away proves nothing, and is asked again. */
  async function isProved(type: string, search: Search, signal?: AbortSignal): Promise<boolean> {
    try {
      const rows = await pages.readFirst(type, { ...search, _count: String(rowsOfProof) }, signal);
      return rows.every((row) => isFiltered(type, row));
    } catch (error) {
      signal?.throwIfAborted();
      if (isKnownError(error) && refusals.has(error.code)) return false;
      throw error;
    }
  }

  /** T26: who leaves the filter out shows it by a row that doesn't fit. No stay is in a place that isn't there. */
  function isFiltered(type: string, row: Raw): boolean {
    if (type === 'Encounter') return false;
    return type === 'List' ? hasCode(row) : row.type === ofKind.group.value;
  }

  async function findKinds(signal?: AbortSignal): Promise<readonly RosterKind[]> {
    const kinds = Object.keys(rosterTypes)
      .filter(isKind)
      .filter((kind) => has(rosterTypes[kind], ofKind[kind].param));
    const proofs = await Promise.all(
      kinds.map((kind) => isProved(rosterTypes[kind], { [ofKind[kind].param]: ofKind[kind].value }, signal)),
    );
    return kinds.filter((_kind, at) => proofs[at]);
  }

  /** Values of the status by which stays in a place are asked for, each in a search of its own; empty: it can't tell of them. */
  async function findStayStatuses(signal?: AbortSignal): Promise<readonly string[]> {
    if (!capability.types.has('Location') || !has('Encounter', 'location', 'status')) return [];
    const isAnswered = (status: string) =>
      isProved('Encounter', { location: `Location/${nowhere}`, status }, signal);
    const together = statuses.join(',');
    if (await isAnswered(together)) return [together];
    // Some servers take one status at a time. Without one of them somebody would be missing.
    for (const status of statuses) if (!(await isAnswered(status))) return [];
    return statuses;
  }

  const kindsOnce = toRemembered(findKinds);
  const statusesOnce = toRemembered(findStayStatuses);

  async function readPlaces(signal?: AbortSignal) {
    if (known !== undefined && known.until > now()) return known;
    const { rows, isCut } = await pages.readAll('Location', [toCount(rowsPerPage)], signal);
    const places = toPlaces(rows.map(convert).filter(isLocation));
    known = { places, isCut, until: now() + keptMs };
    return known;
  }

  async function readWardMembers(
    wardId: string,
    asked: readonly string[],
    signal?: AbortSignal,
  ): Promise<Members> {
    const { places, isCut: isPlacesCut } = await readPlaces(signal);
    if (!places.has(wardId)) throw fhirFault('patient_not_found');
    const within = toWithin(places, wardId, baseText);
    const searches = toChunks(within, placesPerSearch).flatMap((ids) => {
      const location = ids.map((id) => `Location/${id}`).join(',');
      return asked.map((status) => ({ location, status, ...toCount(rowsPerPage) }));
    });
    const { rows, isCut } = await pages.readAll('Encounter', searches, signal);
    const inside = new Set(within);
    const clock = toClock();
    const stays = toBegunFirst(rows.map(convert).filter(isEncounter), baseText, clock).filter((stay) =>
      isLyingIn(stay, inside, baseText, clock),
    );
    const found = toOwn(
      stays.map(({ subject }) => subject?.reference),
      baseText,
      limits.patientsPerImport,
    );
    return { ...found, isCut: found.isCut || isCut || isPlacesCut };
  }

  return {
    async findSources(signal) {
      const [kinds, asked] = await Promise.all([kindsOnce(signal), statusesOnce(signal)]);
      return { lists: kinds.length > 0, wards: asked.length > 0 };
    },
    async readRosters(signal) {
      const kinds = await kindsOnce(signal);
      const read = await Promise.all(
        kinds.map((kind) => {
          const { param, value } = ofKind[kind];
          return pages.readAll(rosterTypes[kind], [{ [param]: value, ...toCount(rostersPerPage) }], signal);
        }),
      );
      const rosters = read.flatMap(({ rows }) =>
        rows.flatMap((row) => findRoster(row, baseText, toClock()) ?? []),
      );
      return { rosters, isCut: read.some(({ isCut }) => isCut) };
    },
    async readWards(signal) {
      if ((await statusesOnce(signal)).length === 0) return { wards: [], isCut: false };
      const { places, isCut } = await readPlaces(signal);
      return { wards: toWards(places, baseText), isCut };
    },
    async readMembers({ kind, id }, signal) {
      if (kind === 'ward') {
        const asked = await statusesOnce(signal);
        if (asked.length === 0) throw fhirFault('patient_not_found');
        return readWardMembers(id, asked, signal);
      }
      if (!(await kindsOnce(signal)).includes(kind)) throw fhirFault('patient_not_found');
      const raw = await pages.readOne(rosterTypes[kind], id, signal);
      if (findRoster(raw, baseText, toClock()) === undefined) throw fhirFault('patient_not_found');
      return toMembers(raw, baseText, limits.patientsPerImport, toClock());
    },
  };
}

/** What a server says to a question that it doesn't know, or doesn't let this app ask. */
const refusals: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'search_refused',
  'search_needs_more',
  'search_too_many',
  'access_denied_by_server',
  'record_protected',
  'patient_not_found',
  'server_not_fhir',
  'server_answer_broken',
]);

/** One question for all who ask at a time; kept once it is answered. Whoever has gone takes nobody along. */
function toRemembered<T>(find: (signal?: AbortSignal) => Promise<T>): (signal?: AbortSignal) => Promise<T> {
  let flight: Promise<T> | undefined;
  return async (signal) => {
    flight ??= find().catch((error: unknown) => {
      flight = undefined;
      throw error;
    });
    const found = await flight;
    signal?.throwIfAborted();
    return found;
  };
}

function toChunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) =>
    items.slice(at * size, (at + 1) * size),
  );
}

const isKind = (text: string): text is RosterKind => text in rosterTypes;
const isLocation = (resource: FhirResource | undefined): resource is Location =>
  resource?.resourceType === 'Location';
const isEncounter = (resource: FhirResource | undefined): resource is Encounter =>
  resource?.resourceType === 'Encounter';
