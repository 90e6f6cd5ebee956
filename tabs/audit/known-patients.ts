// The patients that the audit view can be narrowed to: whom the log names, as its first page tells, and whom the entries read so
// far name. Asks nothing more of the API: each reading of the log is itself an entry in it. Pure.
import type { AuditEntry } from '../../api/contract/audit.schema';
import type { AuditFilter } from './audit-filter';

export type KnownPatient = NonNullable<AuditFilter['patient']>;

/** Names by reference. */
export type KnownPatients = ReadonlyMap<string, string>;

/** The same map if the entries name nobody new. What a patient was called last counts: the newest entry is the first. */
export function learnPatients(
  known: KnownPatients,
  entries: readonly Pick<AuditEntry, 'patients'>[],
): KnownPatients {
  const learned = new Map(known);
  for (const { ref, label } of entries.flatMap((entry) => entry.patients)) {
    if (label !== null && !learned.has(ref)) learned.set(ref, label);
  }
  return learned.size === known.size ? known : learned;
}

/** By name. Two of the same name are told apart by the end of their reference, the EHR's own id. */
export function toPatientChoices(
  known: KnownPatients,
  chosen: KnownPatient | undefined,
  language: string,
): readonly KnownPatient[] {
  const all = new Map(known);
  if (chosen && !all.has(chosen.ref)) all.set(chosen.ref, chosen.label);
  const count = new Map<string, number>();
  for (const name of all.values()) count.set(name, (count.get(name) ?? 0) + 1);
  const { compare } = new Intl.Collator(language, { numeric: true });
  return [...all]
    .map(([ref, name]) => ({
      ref,
      label: (count.get(name) ?? 0) > 1 ? `${name} (${ref.slice(ref.lastIndexOf('/') + 1)})` : name,
    }))
    .sort((a, b) => compare(a.label, b.label));
}
