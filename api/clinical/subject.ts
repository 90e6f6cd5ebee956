// Whether a resource is about the person asked for. Fails closed: what can't be proved to belong doesn't.
import type { FhirResource, Reference } from 'fhir/r4';

/** The reference that names the person, by type; undefined where there is none. */
function findPerson(resource: FhirResource): Reference | undefined {
  switch (resource.resourceType) {
    case 'AllergyIntolerance':
      return resource.patient;
    case 'Coverage':
      return resource.beneficiary ?? resource.subscriber;
    case 'Encounter':
    case 'Condition':
    case 'Observation':
    case 'MedicationRequest':
    case 'MedicationStatement':
      return resource.subject;
    default:
      return undefined;
  }
}

/**
 * True where `subject`, `patient`, `beneficiary` or `subscriber` is that Patient: relative, absolute on `base`, or
 * versioned. An absolute reference without a `base` to compare it with, or on another one, is somebody else.
 */
export function belongsTo(resource: FhirResource, patientId: string, base?: string): boolean {
  if (resource.resourceType === 'Patient') return resource.id === patientId;
  const person = findPerson(resource);
  return person?.reference !== undefined && isReferenceTo(person.reference, patientId, base);
}

export function isReferenceTo(reference: string, patientId: string, base?: string): boolean {
  let path = reference;
  if (base !== undefined) {
    const prefix = base.endsWith('/') ? base : `${base}/`;
    if (path.startsWith(prefix)) path = path.slice(prefix.length);
  }
  if (!path.startsWith('Patient/')) return false;
  const rest = path.slice('Patient/'.length);
  return rest === patientId || rest.startsWith(`${patientId}/_history/`);
}

/** The id at the end of "Location/12", of an absolute reference, or of a versioned one. */
export function toReferencedId(reference: string | undefined, type: string): string | undefined {
  if (!reference) return undefined;
  const marker = `${type}/`;
  const at = reference.lastIndexOf(marker);
  if (at < 0 || (at > 0 && reference[at - 1] !== '/')) return undefined;
  const rest = reference.slice(at + marker.length);
  const end = rest.indexOf('/');
  const id = end < 0 ? rest : rest.slice(0, end);
  return id === '' ? undefined : id;
}
