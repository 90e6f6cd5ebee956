// Where each of several patients was last known to be, as one searchset: the encounter that tells, and its locations. Pure.
import type { Bundle, FhirResource } from 'fhir/r4';
import { findChosenEncounter } from '../clinical/encounters';
import type { ChartSections } from '../fhir/ehr';
import { toDisclosed } from './search.map';

/** A patient whose encounters couldn't be read, or who has none, is simply not in it: a place is never made up. */
export function toPlacesBundle(sections: Iterable<ChartSections>, base: string, now: Date): Bundle {
  const matches: FhirResource[] = [];
  const included = new Map<string, FhirResource>();
  for (const { Encounter: section } of sections) {
    if (section?.status !== 'ok') continue;
    const chosen = findChosenEncounter(section.resources, { now });
    if (chosen === undefined) continue;
    matches.push(chosen);
    for (const location of section.included) included.set(location.id ?? '', location);
  }
  const toEntry = (mode: 'match' | 'include') => (resource: FhirResource) => ({
    fullUrl: `${base}/${resource.resourceType}/${resource.id ?? ''}`,
    resource: toDisclosed(resource),
    search: { mode },
  });
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    total: matches.length,
    entry: [...matches.map(toEntry('match')), ...[...included.values()].map(toEntry('include'))],
  };
}
