// The small identity snapshot of a row, from the patient cell that was shown. Pure.
import type { EhrCells } from '../contract/columns';
import type { Snapshot } from '../contract/lists.schema';

/** Undefined if the patient could not be read. */
export function findSnapshot(patient: EhrCells['patient']): Snapshot | undefined {
  if (patient?.status !== 'ok' || !patient.value) return undefined;
  const { name, birthDate, gender, mrn } = patient.value;
  return {
    name: name?.display ?? null,
    birthDate: birthDate ?? null,
    gender: gender ?? null,
    mrn: mrn?.value ?? null,
    at: patient.fetched,
  };
}

const staleMs = 3_600_000;

/** Worth writing: somebody's data changed, or the time that it tells is an hour behind. */
export function isNews(before: Snapshot | null, now: Snapshot): boolean {
  if (!before) return true;
  const isSame = (['name', 'birthDate', 'gender', 'mrn'] as const).every((key) => before[key] === now[key]);
  return !isSame || Date.parse(now.at) - Date.parse(before.at) > staleMs;
}
