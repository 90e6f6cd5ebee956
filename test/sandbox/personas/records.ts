// How single systems word a resource that the census has in the plain form.
import { isObject, type JsonObject, type Resource, toObjects, toReferencedId, toText } from '../resource';

const dataAbsent = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';

/** Oracle: the place of a stay is carried inside the stay. */
export function withContainedPlaces(resource: Resource): Resource {
  if (resource.resourceType !== 'Encounter' || resource.contained !== undefined) return resource;
  const contained: JsonObject[] = [];
  const location = toObjects(resource.location).map((entry, at): JsonObject => {
    const place = isObject(entry.location) ? entry.location : {};
    const name = toText(place.display) ?? toReferencedId(place, 'Location') ?? '';
    contained.push({ resourceType: 'Location', id: `place${at}`, status: 'active', name });
    return { ...entry, location: { reference: `#place${at}` } };
  });
  return contained.length === 0 ? resource : { ...resource, contained, location };
}

/** Oracle: a required code that is unknown comes as an extension that says so. */
export function withAbsentClass(resource: Resource): Resource {
  if (resource.resourceType !== 'Encounter' || resource.status === 'in-progress') return resource;
  return { ...resource, class: { extension: [{ url: dataAbsent, valueCode: 'unknown' }] } };
}

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** "09/17/2018 1:00:00 PM", in UTC. */
export function toSpokenDate(text: string): string {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  const hour = at.getUTCHours();
  const day = `${twoDigits(at.getUTCMonth() + 1)}/${twoDigits(at.getUTCDate())}/${at.getUTCFullYear()}`;
  const time = `${hour % 12 === 0 ? 12 : hour % 12}:${twoDigits(at.getUTCMinutes())}:${twoDigits(at.getUTCSeconds())}`;
  return `${day} ${time} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** Cloverleaf: made from HL7 v2 messages, with times that are no FHIR dateTime and coverage that names nobody. */
export function toMessageRecord(resource: Resource): Resource {
  if (resource.resourceType === 'Coverage') {
    const { subscriber: _subscriber, ...rest } = resource;
    return { ...rest, resourceType: resource.resourceType, id: resource.id };
  }
  const { period } = resource;
  if (resource.resourceType !== 'Encounter' || !isObject(period)) return resource;
  const start = toText(period.start);
  return start === undefined ? resource : { ...resource, period: { ...period, start: toSpokenDate(start) } };
}
