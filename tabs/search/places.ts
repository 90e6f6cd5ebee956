// Where the patients that were found lie, from the encounters that the server answers with. Loaded with the first hits.
import type { Bundle, FhirResource } from 'fhir/r4';
import { toReferencedId } from '../../api/clinical/references';
import { toWhere } from '../../api/clinical/where';
import type { WhereValue } from '../../api/contract/values';

/** Answer to `Encounter/_search`: the encounter that tells of each patient, and the locations that it names. */
export function toPlaces(bundle: Bundle<FhirResource>, now: Date): Map<string, WhereValue> {
  const resources = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
  const places = new Map<string, WhereValue>();
  for (const resource of resources) {
    if (resource.resourceType !== 'Encounter') continue;
    const patientId = toReferencedId(resource.subject?.reference, 'Patient');
    if (patientId) places.set(patientId, toWhere([resource], resources, { server: '', now }));
  }
  return places;
}
