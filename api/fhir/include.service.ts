// What goes with a patient's resources: the places of the encounters that may be chosen, upwards to the hospital, and the
// names of medicines that are only pointed to.
import type { Encounter, FhirResource } from 'fhir/r4';
import { isCandidate, isInProgress } from '../clinical/encounters';
import { type Clock, isAhead } from '../clinical/periods';
import { toReferencedId } from '../clinical/references';
import { toId } from './any-release/element';
import type { References } from './references.service';

export interface Includes {
  /** At once if everything is known already. */
  findIncluded(
    resources: readonly FhirResource[],
    signal?: AbortSignal,
  ): readonly FhirResource[] | Promise<readonly FhirResource[]>;
}

export interface IncludesDeps {
  readonly references: References;
  readonly canRead: (type: string) => boolean;
  readonly toClock: () => Clock;
}

/** Bed, room, ward, wing, building, site. */
const mostLevels = 6;
const mostMedicines = 30;

export function createIncludes({ references, canRead, toClock }: IncludesDeps): Includes {
  function toFirstKeys(resources: readonly FhirResource[]): string[] {
    const keys = new Set<string>();
    if (canRead('Location')) {
      for (const encounter of findCandidates(resources, toClock())) {
        for (const place of encounter.location ?? []) add(keys, toKey(place.location.reference, 'Location'));
      }
    }
    if (canRead('Medication')) {
      for (const resource of resources) {
        if (keys.size >= mostMedicines) break;
        const isListed =
          resource.resourceType === 'MedicationRequest' || resource.resourceType === 'MedicationStatement';
        if (!isListed || resource.medicationReference?.display !== undefined) continue;
        add(keys, toKey(resource.medicationReference?.reference, 'Medication'));
      }
    }
    return [...keys];
  }

  /** Level by level, so that a circle of partOf ends. */
  function climb(
    keys: readonly string[],
    found: Map<string, FhirResource>,
    level: number,
    signal: AbortSignal | undefined,
  ): readonly FhirResource[] | Promise<readonly FhirResource[]> {
    const missing = keys.filter((key) => references.peek(key) === undefined);
    const goOn = () => {
      const above = new Set<string>();
      for (const key of keys) {
        const resource = references.peek(key);
        if (!resource || found.has(key)) continue;
        found.set(key, resource);
        if (resource.resourceType === 'Location') add(above, toKey(resource.partOf?.reference, 'Location'));
      }
      const next = [...above].filter((key) => !found.has(key));
      return next.length === 0 || level >= mostLevels
        ? [...found.values()]
        : climb(next, found, level + 1, signal);
    };
    return missing.length === 0 ? goOn() : references.load(missing, signal).then(goOn);
  }

  return {
    findIncluded(resources, signal) {
      const keys = toFirstKeys(resources);
      return keys.length === 0 ? [] : climb(keys, new Map(), 1, signal);
    },
  };
}

function toKey(reference: string | undefined, type: string): string | undefined {
  const id = toId(toReferencedId(reference, type));
  return id === undefined ? undefined : `${type}/${id}`;
}

function add(keys: Set<string>, key: string | undefined): void {
  if (key !== undefined) keys.add(key);
}

/** Those in progress and the newest of the others that isn't still to come: one of them tells where the patient is. */
function findCandidates(resources: readonly FhirResource[], clock: Clock): Encounter[] {
  const going: Encounter[] = [];
  const others: Encounter[] = [];
  for (const resource of resources) {
    if (isCandidate(resource)) (isInProgress(resource) ? going : others).push(resource);
  }
  let newest = findNewest(others);
  // One look at the time for each patient, not for each encounter.
  if (isAhead(newest?.period, clock))
    newest = findNewest(others.filter((one) => !isAhead(one.period, clock)));
  return newest === undefined ? going : [...going, newest];
}

function findNewest(encounters: readonly Encounter[]): Encounter | undefined {
  let newest: Encounter | undefined;
  for (const one of encounters) if (newest === undefined || toStart(one) > toStart(newest)) newest = one;
  return newest;
}

function toStart(encounter: Encounter): string {
  return encounter.period?.start ?? encounter.period?.end ?? '';
}
