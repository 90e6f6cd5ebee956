// Turns the sample patients into the other hospital's patients: the same resource ids, other people behind them.
import { isObject, type Resource, toObjects, toText } from '../resource';
import { createRandom } from './random';

const families = [
  ...'Alvarez Bianchi Carlsen Dubois Eklund Fontana Gruber Hansen Ibsen Jansen Keller'.split(' '),
  ...'Larsen Marchetti Nyberg Olsen Petrov Rossi Schmidt Toivonen Urban Virtanen Wagner'.split(' '),
];
const given = {
  female: 'Agnes Birgit Chiara Dorothea Elin Freya Greta Helena Ingrid Jana Karin Livia'.split(' '),
  male: 'Aldo Bjorn Carlo Dieter Emil Fabio Gustav Hugo Ivan Jonas Klaus Lars'.split(' '),
};
/** How far along the list the records move: nobody keeps their own. */
const shift = 11;

function toOtherPerson(patient: Resource, id: string, seed: number): Resource {
  const random = createRandom(seed);
  const gender = patient.gender === 'male' ? 'male' : 'female';
  const family = random.pick(families);
  const isFamilyList = toObjects(patient.name).some((name) => Array.isArray(name.family));
  const born = toText(patient.birthDate);
  const { text: _narrative, address: _address, telecom: _telecom, extension: _extension, ...rest } = patient;
  return {
    ...rest,
    resourceType: 'Patient',
    id,
    name: [
      { use: 'official', family: isFamilyList ? [family] : family, given: [random.pick(given[gender])] },
    ],
    identifier: toObjects(patient.identifier).map((identifier) => ({
      ...identifier,
      value: `HC-${toText(identifier.value)}`,
    })),
    ...(born === undefined
      ? {}
      : { birthDate: `${Number(born.slice(0, 4)) - 3}${born.slice(4).replace('02-29', '02-28')}` }),
  };
}

export function toOtherPeople(resources: readonly Resource[], seed: number): Resource[] {
  const ids = resources
    .filter((resource) => resource.resourceType === 'Patient')
    .map((patient) => patient.id);
  const moved = new Map(ids.map((id, at) => [id, ids[(at + shift) % ids.length] ?? id]));
  return resources.map((resource, at) => {
    if (resource.resourceType === 'Patient')
      return toOtherPerson(resource, moved.get(resource.id) ?? resource.id, seed + at);
    const text = JSON.stringify({ ...resource, text: undefined }).replace(
      /"Patient\/([^"/]+)"/g,
      (whole, id: string) => `"Patient/${moved.get(id) ?? whole.slice(9, -1)}"`,
    );
    const read: unknown = JSON.parse(text);
    return isObject(read) ? { ...read, resourceType: resource.resourceType, id: resource.id } : resource;
  });
}
