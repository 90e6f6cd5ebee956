// MADE UP: the lists and groups of patients that an EHR keeps itself, some as untidy as real ones: entries twice, taken off, of
// another server, or of something that is no patient. The same shape in every release.
import type { JsonObject, Resource } from '../resource';
import { toReference } from './elements';
import type { Census, StayFact } from './facts';
import type { Hospital } from './hospital';
import { registerSize } from './register';

/** By id, for tests. */
export const rosters = {
  consults: 'list-cardiology-consults',
  nightRound: 'list-night-round',
  empty: 'list-empty',
  /** More than any list of the product holds. */
  outpatients: 'list-outpatients',
  retired: 'list-retired',
  study: 'group-heart-failure',
  devices: 'group-pumps',
} as const;
const foreignReferences = ['https://elsewhere.example/fhir/Patient/register-1', 'Device/pump-1'];
const largeList = 260;

function toEntry(id: string, more: JsonObject = {}): JsonObject {
  return { item: toReference('Patient', id), ...more };
}

function toList(id: string, title: string, now: Date, entry: readonly JsonObject[]): Resource {
  return {
    resourceType: 'List',
    id,
    status: id === rosters.retired ? 'retired' : 'current',
    mode: 'working',
    title,
    code: { coding: [{ code: 'patients', display: 'Patients' }] },
    date: new Date(now.getTime() - title.length * 3_600_000).toISOString(),
    ...(entry.length === 0 ? {} : { entry: [...entry] }),
  };
}

function toGroup(id: string, name: string, type: string, references: readonly string[]): Resource {
  return {
    resourceType: 'Group',
    id,
    type,
    actual: true,
    name,
    quantity: references.length,
    member: references.map((reference) => ({ entity: { reference } })),
  };
}

const isIn = ({ status, places }: StayFact) => status === 'in-progress' && places.length > 0;

export function toRosters(hospital: Hospital, { stays }: Census, now: Date): Resource[] {
  const lying = [...new Set(stays.filter(isIn).map(({ patient }) => patient))];
  const consults = lying.slice(4, 16).map((id) => toEntry(id));
  const [first = ''] = lying.slice(4);
  const untidy = [
    toEntry(first),
    toEntry('register-9', { deleted: true }),
    ...foreignReferences.map((reference) => ({ item: { reference } })),
  ];
  const outpatients = Array.from(
    { length: Math.min(largeList, registerSize) },
    (_, at) => `register-${at + 1}`,
  );
  return [
    toList(rosters.consults, 'Cardiology consults', now, [...consults, ...untidy]),
    toList(
      rosters.nightRound,
      `Night round, ${hospital.wards[0] ?? ''}`,
      now,
      lying.slice(0, 9).map((id) => toEntry(id)),
    ),
    toList(rosters.empty, 'Palliative care', now, []),
    toList(
      rosters.outpatients,
      'Outpatients of this month',
      now,
      outpatients.map((id) => toEntry(id)),
    ),
    toList(rosters.retired, 'Winter ward 2024', now, [toEntry(first)]),
    toGroup(
      rosters.study,
      'Heart failure study',
      'person',
      lying.slice(10, 17).map((id) => `Patient/${id}`),
    ),
    toGroup(rosters.devices, 'Infusion pumps', 'device', ['Device/pump-1']),
  ];
}
