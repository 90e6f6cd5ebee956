// Whose record a resource is, and who is left where two records of a person were merged.
import { type Resource, toObjects, toReferencedId } from '../resource';

export function findPatient(resource: Resource): string | undefined {
  return ['patient', 'subject', 'beneficiary']
    .map((field) => toReferencedId(resource[field], 'Patient'))
    .find((id) => id !== undefined);
}

export function findReplacement({ resourceType, link }: Resource): string | undefined {
  if (resourceType !== 'Patient') return undefined;
  const replaced = toObjects(link).find(({ type }) => type === 'replaced-by' || type === 'replace');
  return toReferencedId(replaced?.other, 'Patient');
}
