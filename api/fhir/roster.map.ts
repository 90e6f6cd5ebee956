// Lists and groups of patients as a server of any release keeps them: the elements that are read have one shape in all. Pure.
import { type Clock, hasEnded } from '../clinical/periods';
import { toPeriod } from './any-release/datatypes.map';
import { isRaw, type Raw, toId, toList, toRelative, toText } from './any-release/element';
import type { EhrRoster, Members } from './ehr';

export type RosterKind = EhrRoster['kind'];

/** The code by which lists of patients are told from lists of problems or allergies. */
export const patientsCode = 'patients';
export const rosterTypes = { list: 'List', group: 'Group' } as const satisfies Record<RosterKind, string>;

/** Undefined: retired, a change to another list, of things, or of something else than patients. */
export function findRoster(raw: Raw, base: string, clock: Clock): EhrRoster | undefined {
  const id = toId(raw.id);
  const kind = raw.resourceType === 'List' ? 'list' : 'group';
  if (id === undefined || !isRosterOf(raw, kind)) return undefined;
  const { patientIds, foreign } = toMembers(raw, base, Number.MAX_SAFE_INTEGER, clock);
  const told = typeof raw.quantity === 'number' && raw.quantity >= 0 ? Math.floor(raw.quantity) : undefined;
  const hasEntries = patientIds.length + foreign > 0;
  const meta: Raw = isRaw(raw.meta) ? raw.meta : {};
  return {
    kind,
    id,
    name: toText(raw.title) ?? toText(raw.name),
    // A search may leave the entries out: then nobody knows, unless the server says that the list is empty.
    count: hasEntries ? patientIds.length : (told ?? (isRaw(raw.emptyReason) ? 0 : undefined)),
    // When the list was changed is no clinical fact: here, what the server wrote of the record itself will do.
    changed: toText(raw.date) ?? toText(meta.lastUpdated),
  };
}

function isRosterOf(raw: Raw, kind: RosterKind): boolean {
  if (kind === 'group') return raw.type === 'person' && raw.actual !== false && raw.active !== false;
  return raw.status === 'current' && raw.mode !== 'changes' && hasCode(raw);
}

export function hasCode(raw: Raw): boolean {
  const code: Raw = isRaw(raw.code) ? raw.code : {};
  const codes = toList(code.coding, (coding) => (isRaw(coding) ? toText(coding.code) : undefined));
  return codes?.includes(patientsCode) === true;
}

/** Those of now. `base`: without a slash at its end; `most`: so many are taken. */
export function toMembers(raw: Raw, base: string, most: number, clock: Clock): Members {
  const isList = raw.resourceType === 'List';
  const references = toList(isList ? raw.entry : raw.member, (one) => {
    if (!isRaw(one) || one.deleted === true || one.inactive === true) return undefined;
    if (hasEnded(toPeriod(one.period), clock)) return undefined;
    const item = isList ? one.item : one.entity;
    return { reference: isRaw(item) ? toText(item.reference) : undefined };
  });
  return toOwn(
    (references ?? []).map(({ reference }) => reference),
    base,
    most,
  );
}

/** T7: an id means a person on its own server only, so that a reference to another place is left out and counted. */
export function toOwn(references: readonly (string | undefined)[], base: string, most: number): Members {
  const ids = new Set<string>();
  let foreign = 0;
  for (const reference of references) {
    const id = reference === undefined ? undefined : findIdOn(base, 'Patient', reference);
    if (id === undefined) foreign++;
    else ids.add(id);
  }
  const patientIds = [...ids].slice(0, most);
  return { patientIds, foreign, isCut: patientIds.length < ids.size };
}

/** Relative, absolute on the same base, or versioned; undefined: of another type, or elsewhere. */
export function findIdOn(base: string, type: string, reference: string): string | undefined {
  const [found, id, ...version] = toRelative(reference, base).split('/');
  const isVersion = version.length === 0 || (version.length === 2 && version[0] === '_history');
  return found === type && isVersion ? toId(id) : undefined;
}
