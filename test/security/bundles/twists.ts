// What a lying server does to one resource. A twist that makes it somebody else's, or nobody's, changes its mark as well.
import type { Random } from '../../sandbox/census/random';
import { isObject, type Json, type JsonObject } from '../../sandbox/resource';
import { type Mark, mark } from './marks';

export interface Whose {
  readonly base: string;
  readonly own: { readonly id: string; readonly mark: Mark };
  readonly other: { readonly id: string; readonly mark: Mark };
  /** Another resource of the same answer, of whomever. */
  readonly neighbour: JsonObject;
}
type Twist = (resource: JsonObject, whose: Whose, random: Random) => Json;

const personElements = ['subject', 'patient', 'beneficiary', 'subscriber'] as const;
const types = [
  ...['Observation', 'Condition', 'Encounter', 'AllergyIntolerance', 'MedicationRequest', 'MedicationOrder'],
  ...['Coverage', 'Location', 'Patient', 'OperationOutcome', 'Bundle', 'Group', 'observation', '__proto__'],
];

function withoutPerson(resource: JsonObject): JsonObject {
  const copy = { ...resource };
  for (const element of [...personElements, '@subject@', '@patient@', '@proto@']) delete copy[element];
  return copy;
}

function findElement(resource: JsonObject): string {
  return personElements.find((one) => resource[one] !== undefined) ?? 'subject';
}

/** References that look like the person's and aren't, or that nobody can be sure of. */
function toLookAlikes({ base, own, other }: Whose): Json[] {
  const id = own.id;
  const wrong = [`${id}1`, id.slice(0, -1), id.toUpperCase(), ` ${id}`, `${id} `, `${id}\u200b`, `./${id}`];
  const around = [`patient/${id}`, `Group/${id}`, `/Patient/${id}`, `#${id}`, id, `urn:uuid:${id}`, ''];
  const far = [
    `https://evil.example/fhir/Patient/${id}`,
    `${base}2/Patient/${id}`,
    `${base}/x/Patient/${id}`,
  ];
  const walk = [`Patient/${id}/../${other.id}`, `Patient/${id}?x`, `Patient/${id}#`, `Patient/${id}/`];
  const texts = [
    ...wrong.map((one) => `Patient/${one}`),
    ...around,
    ...far,
    ...walk,
    `Patient/${id},Patient/x`,
  ];
  const shapes: Json[] = [id, `Patient/${id}`, 7, true, null, [], {}, [{ reference: `Patient/${id}` }]];
  const inner: Json[] = [
    { display: id },
    { identifier: { value: id } },
    { reference: { reference: `Patient/${id}` } },
  ];
  return [...texts.map((reference) => ({ reference })), ...shapes, ...inner];
}

function toKeys(resource: JsonObject): string[] {
  return Object.keys(resource).filter((key) => key !== 'resourceType');
}

/** A value somewhere in the resource is replaced, never a reference to a person: that is another twist's. */
function replaceSomewhere(value: JsonObject, random: Random, to: (old: Json) => Json): JsonObject {
  const keys = toKeys(value).filter((key) => !personElements.some((one) => one === key));
  if (keys.length === 0) return value;
  const key = random.pick(keys);
  const old = value[key] ?? null;
  if (isObject(old) && random.next() < 0.6) return { ...value, [key]: replaceSomewhere(old, random, to) };
  const [first] = Array.isArray(old) ? old : [];
  if (isObject(first) && random.next() < 0.6)
    return { ...value, [key]: [replaceSomewhere(first, random, to)] };
  return { ...value, [key]: to(old) };
}

/** Texts that a placeholder stands for until the answer is written, because JSON.stringify would never write them. */
const oddities: ReadonlyMap<string, string> = new Map([
  ['"@huge@"', '1e999'],
  ['"@negative@"', '-1e999'],
  ['"@long@"', `1${'0'.repeat(400)}`],
  ['"@minusZero@"', '-0'],
  ['"@proto@"', '"__proto__"'],
  ['"@subject@"', '"subject"'],
  ['"@patient@"', '"patient"'],
]);
const deep = /"@deep-(\d+)-([a-zA-Z]+)@"/g;

export function toWritten(answer: Json): string {
  let text = JSON.stringify(answer);
  if (!text.includes('"@')) return text;
  for (const [placeholder, odd] of oddities) text = text.replaceAll(placeholder, odd);
  return text.replaceAll(deep, (_, levels, key) => {
    const times = Number(levels);
    return `${`[{"${key}":`.repeat(times)}1${'}]'.repeat(times)}`;
  });
}

const oddNumbers = ['@huge@', '@negative@', '@long@', '@minusZero@', -1, 2 ** 53 + 2, 1e-320];
const oddTypes: Json[] = [
  0,
  -1,
  '',
  ' ',
  true,
  false,
  null,
  [],
  {},
  [[]],
  [null],
  [{}],
  '\u0000',
  'x'.repeat(9000),
];
const scripts = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  'javascript:alert(1)',
  '{{constructor.constructor("alert(1)")()}}',
  '\u202egnp.exe',
  '=HYPERLINK("https://evil.example")',
];
const oddIds: Json[] = [
  'a b',
  '../x',
  'a/b',
  'x'.repeat(65),
  '',
  7,
  null,
  {},
  'ä',
  'a\u0000',
  '#a',
  'A%20B',
  '.',
];

/** A patient is told by the id alone: one that only looks like it is nobody's. */
function toStranger(patient: JsonObject, { own }: Whose, random: Random): JsonObject {
  const ids = [`${own.id}1`, own.id.slice(1), own.id.toUpperCase(), ` ${own.id}`, `Patient/${own.id}`];
  return mark({ ...patient, id: random.pick(ids) }, 'nobody');
}

const ofPersons: Readonly<Record<string, Twist>> = {
  'another person': (resource, { other }) =>
    mark(
      { ...withoutPerson(resource), [findElement(resource)]: { reference: `Patient/${other.id}` } },
      other.mark,
    ),
  'a look-alike of the person': (resource, whose, random) =>
    mark({ ...withoutPerson(resource), [findElement(resource)]: random.pick(toLookAlikes(whose)) }, 'nobody'),
  'no person': (resource) => mark(withoutPerson(resource), 'nobody'),
  'two persons that differ': (resource, { own, other }, random) => {
    const [a, b] = random.next() < 0.5 ? [own, other] : [other, own];
    const persons = { subject: { reference: `Patient/${a.id}` }, patient: { reference: `Patient/${b.id}` } };
    return mark({ ...withoutPerson(resource), ...persons }, 'nobody');
  },
  'the same key twice': (resource, { own, other }) => {
    const element = findElement(resource);
    const first = element === 'patient' ? '@patient@' : '@subject@';
    const last = first === '@patient@' ? 'patient' : 'subject';
    const bare = withoutPerson(resource);
    return mark(
      { [first]: { reference: `Patient/${own.id}` }, ...bare, [last]: { reference: `Patient/${other.id}` } },
      other.mark,
    );
  },
  'the person inherited': (resource, { own }) =>
    mark(
      { ...withoutPerson(resource), '@proto@': { subject: { reference: `Patient/${own.id}` } } },
      'nobody',
    ),
  'the person contained': (resource, { own }) =>
    mark(
      {
        ...withoutPerson(resource),
        [findElement(resource)]: { reference: '#p' },
        contained: [{ resourceType: 'Patient', id: 'p', identifier: [{ value: own.id }] }],
      },
      'nobody',
    ),
};

/** References that lead back to where they come from. */
export const circles: Readonly<Record<string, Twist>> = {
  'contained in a circle': (resource) => ({
    ...resource,
    contained: [
      { resourceType: 'Location', id: 'l', name: 'L', partOf: { reference: '#l' }, contained: [resource] },
      { resourceType: 'Medication', id: 'm', contained: [{ resourceType: 'Medication', id: 'm' }] },
      resource,
    ],
    location: [{ location: { reference: '#l' } }],
    medicationReference: { reference: '#m' },
  }),
  'pointing at itself': (resource) => {
    const self = { reference: `${resource.resourceType}/${resource.id}` };
    return {
      ...resource,
      ...{
        partOf: self,
        hasMember: [self],
        related: [{ target: self }],
        basedOn: [self],
        evidence: [{ detail: [self] }],
      },
      ...{ diagnosis: [{ condition: self }], encounter: self, context: self, derivedFrom: [self] },
    };
  },
};

const ofAnything: Readonly<Record<string, Twist>> = {
  "another one's id": (resource, { neighbour }) => ({ ...resource, id: neighbour.id ?? 'x' }),
  'an odd id': (resource, _, random) => ({ ...resource, id: random.pick(oddIds) }),
  'another type': (resource, _, random) => ({ ...resource, resourceType: random.pick(types) }),
  ...circles,
  'a resource inside': (resource, { neighbour }) => ({
    ...resource,
    resource: neighbour,
    entry: [{ resource: neighbour }],
  }),
  'something missing': (resource, _, random) => {
    const { [random.pick(toKeys(resource))]: _gone, ...rest } = resource;
    const isProved =
      resource.resourceType === 'Patient' || personElements.some((one) => rest[one] !== undefined);
    return isProved ? rest : mark(rest, 'nobody');
  },
  'a wrong type': (resource, _, random) => replaceSomewhere(resource, random, () => random.pick(oddTypes)),
  'a huge number': (resource, _, random) => replaceSomewhere(resource, random, () => random.pick(oddNumbers)),
  'a list for one': (resource, _, random) => replaceSomewhere(resource, random, (old) => [old, old, null]),
  'one for a list': (resource, _, random) =>
    replaceSomewhere(resource, random, (old) => (Array.isArray(old) ? (old[0] ?? null) : old)),
  'a script': (resource, _, random) => replaceSomewhere(resource, random, () => random.pick(scripts)),
  'too many': (resource, _, random) =>
    replaceSomewhere(resource, random, (old) => Array.from({ length: 40 }, () => old)),
  'deep nesting': (resource, _, random) => {
    const key = random.pick(['extension', 'coding', 'a', 'component', 'contained', 'valueCodeableConcept']);
    const nested = `@deep-${random.pick([2, 5, 8, 9, 25, 35, 35, 35, 35, 6_000])}-${key}@`;
    const where = random.pick([
      'extension',
      'code',
      'name',
      'valueQuantity',
      'note',
      '_birthDate',
      'contained',
    ]);
    const inner = [{ url: 'x', extension: nested, coding: nested, text: 'x' }];
    return {
      ...resource,
      [where]: random.pick<Json>([nested, inner, { extension: inner, coding: nested, text: 'x' }]),
    };
  },
  'no resource at all': (_, __, random) => random.pick(oddTypes),
};

/** One resource, made worse. */
export function twist(resource: JsonObject, whose: Whose, random: Random): Json {
  if (random.next() < 0.5) return random.pick(Object.values(ofAnything))(resource, whose, random);
  if (resource.resourceType === 'Patient') return toStranger(resource, whose, random);
  return random.pick(Object.values(ofPersons))(resource, whose, random);
}
