// Where the patients that were found lie, from the encounters that the server answers with. Loaded with the first hits.
import type { Bundle, FhirResource } from 'fhir/r4';
import type { WhereContext } from '../../api/clinical/context';
import { toReferencedId } from '../../api/clinical/references';
import { toWhere } from '../../api/clinical/where';
import type { WhereValue } from '../../api/contract/values';

/** Answer to `Encounter/_search`: the encounter that tells of each patient, and the locations that it names. Read as in the row. */
export function toPlaces(bundle: Bundle<FhirResource>, context: WhereContext): Map<string, WhereValue> {
  const resources = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
  const places = new Map<string, WhereValue>();
  const incomplete = toIncomplete(bundle);
  for (const resource of resources) {
    if (resource.resourceType !== 'Encounter') continue;
    const patientId = toReferencedId(resource.subject?.reference, 'Patient');
    if (patientId === undefined) continue;
    const where = toWhere([resource], resources, context);
    const isIncomplete = incomplete.has(`Encounter/${resource.id ?? ''}`);
    places.set(patientId, isIncomplete ? { ...where, mayBeIncomplete: true } : where);
  }
  return places;
}

/** Encounters of patients of whom not all were read: somebody may lie elsewhere by now. */
function toIncomplete({ meta }: Bundle<FhirResource>): ReadonlySet<string | undefined> {
  const tags = meta?.tag ?? [];
  return new Set(tags.filter(({ code }) => code === 'may-be-incomplete').map(({ display }) => display));
}
