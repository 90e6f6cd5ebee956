// Which hospital's FHIR server an address means, where the path tells hospitals apart.
import type { HospitalId } from '../census/hospital';
import type { Persona } from '../persona';
import type { Refusal } from '../quirks';

export interface Placed {
  /** Missing: the token decides, or there is only one. */
  hospital?: HospitalId;
  /** What follows the base. */
  path: readonly string[];
}

/** `path` is what follows the persona. Undefined: that is no place of it; a Refusal: it says so in its own words. */
export function findPlace(persona: Persona, path: readonly string[]): Placed | Refusal | undefined {
  const { place = 'fhir', quirks = {} } = persona;
  const parts = place.split('/');
  const rest = path.slice(parts.length);
  const isHere = parts.every((part, at) => part === '{hospital}' || part === path[at]);
  const slug = path[parts.indexOf('{hospital}')];
  if (!isHere || path.length < parts.length) return undefined;
  if (!place.includes('{hospital}')) return { path: rest };
  const { closedPlace, unknownPlace } = quirks;
  if (closedPlace !== undefined && slug === closedPlace.name) return closedPlace.refusal;
  const hospital = persona.hospitals.find((one) => one === slug);
  return hospital === undefined ? unknownPlace : { hospital, path: rest };
}
