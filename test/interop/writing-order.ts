// In which order resources are written to a server that refuses a reference to what it doesn't have: everything once with
// the references that lead back, then once more what also leads ahead, as a stay and its diagnosis do to each other. Pure.
import { isObject, type Json, type JsonObject, type Resource } from '../sandbox/resource';

/** What others refer to comes first. */
const order = ['Organization', 'Practitioner', 'Location', 'Medication', 'Patient', 'Encounter', 'Condition'];

export interface WritingOrder {
  /** Everything, each without what leads ahead. */
  readonly first: readonly Resource[];
  /** What was left out of, whole. */
  readonly second: readonly Resource[];
  /** References to what isn't written at all: they are gone from both. */
  readonly dangling: number;
}

const toRank = ({ resourceType }: Resource) =>
  order.includes(resourceType) ? order.indexOf(resourceType) : order.length;

/** Many servers keep ids of digits alone for themselves. */
const toIdWithLetters = (id: string) => (/^\d+$/.test(id) ? `n${id}` : id);

const toKey = ({ resourceType, id }: Resource) => `${resourceType}/${toIdWithLetters(id)}`;

const toRelative = (reference: Json | undefined) =>
  typeof reference === 'string' && /^[A-Z][A-Za-z]+\/[^/]+$/.test(reference) ? reference : undefined;

const withLetters = (reference: string) =>
  reference.replace(/\/(.+)$/, (_whole, id: string) => `/${toIdWithLetters(id)}`);

type IsKept = (reference: string) => boolean;

/** The value without references that lead nowhere; an element that held nothing else is gone with them. */
function keep(value: Json, isKept: IsKept): Json | undefined {
  if (Array.isArray(value)) {
    const kept = value.map((one) => keep(one, isKept)).filter((one) => one !== undefined);
    return kept.length === 0 && value.length > 0 ? undefined : kept;
  }
  return isObject(value) ? keepInside(value, isKept) : value;
}

function keepInside(value: JsonObject, isKept: IsKept): JsonObject | undefined {
  const reference = toRelative(value.reference);
  const named = reference === undefined ? undefined : withLetters(reference);
  const kept = Object.entries(value).flatMap(([name, inner]): [string, Json][] => {
    if (name === 'reference' && named !== undefined) return isKept(named) ? [[name, named]] : [];
    const rest = inner === undefined ? undefined : keep(inner, isKept);
    return rest === undefined ? [] : [[name, rest]];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function toWritten(resource: Resource, isKept: IsKept): Resource {
  const { resourceType, id } = resource;
  return { ...keepInside(resource, isKept), resourceType, id: toIdWithLetters(id) };
}

export function toWritingOrder(resources: readonly Resource[]): WritingOrder {
  const all = new Set(resources.map(toKey));
  const before = new Set<string>();
  let dangling = 0;
  const first: Resource[] = [];
  const second: Resource[] = [];
  for (const resource of resources.toSorted((a, b) => toRank(a) - toRank(b))) {
    let ahead = 0;
    const isBefore = (reference: string) => {
      if (before.has(reference)) return true;
      if (all.has(reference)) ahead++;
      else dangling++;
      return false;
    };
    first.push(toWritten(resource, isBefore));
    if (ahead > 0) second.push(toWritten(resource, (reference) => all.has(reference)));
    before.add(toKey(resource));
  }
  return { first, second, dangling };
}
