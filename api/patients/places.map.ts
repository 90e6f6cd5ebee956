// Where each of several patients was last known to be, as one searchset: the encounter that tells, and its locations. Pure.
import type { Bundle, Coding, FhirResource } from 'fhir/r4';
import { findChosenEncounter } from '../clinical/encounters';
import type { Clock } from '../clinical/periods';
import type { ChartSections } from '../fhir/ehr';
import { incompleteTag, isIncomplete } from './chart.map';
import { toDisclosed } from './search.map';

/** A patient whose encounters couldn't be read, or who has none, is simply not in it: a place is never made up. */
export function toPlacesBundle(sections: Iterable<ChartSections>, base: string, clock: Clock): Bundle {
  const matches: FhirResource[] = [];
  const tag: Coding[] = [];
  const included = new Map<string, FhirResource>();
  for (const { Encounter: section } of sections) {
    if (section?.status !== 'ok') continue;
    const chosen = findChosenEncounter(section.resources, clock);
    if (chosen === undefined) continue;
    matches.push(chosen);
    // As in the row. On the bundle, since what is read on demand can't be copied.
    if (isIncomplete('Encounter', section))
      tag.push({ ...incompleteTag, display: `Encounter/${chosen.id ?? ''}` });
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
    ...(tag.length > 0 && { meta: { tag } }),
    total: matches.length,
    entry: [...matches.map(toEntry('match')), ...[...included.values()].map(toEntry('include'))],
  };
}
