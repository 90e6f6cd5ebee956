// What a lying server does to a whole answer: a searchset, one patient, or the batch that holds them.
import type { Random } from '../../sandbox/census/random';
import { isObject, type Json, type JsonObject, toList } from '../../sandbox/resource';
import { twist, type Whose } from './twists';

export type Lie = (answer: JsonObject, whose: Whose, random: Random) => Json;

function toEntries(answer: JsonObject): Json[] {
  return toList(answer.entry);
}

function withNext(url: Json): Lie {
  return (answer) => ({ ...answer, link: [{ relation: 'next', url }] });
}

/** Of a searchset. */
export const lies: Readonly<Record<string, Lie>> = {
  "another one's row beside": (answer, { neighbour }) => ({
    ...answer,
    entry: [{ resource: neighbour, search: { mode: 'match' } }, ...toEntries(answer)],
  }),
  "another one's row as included": (answer, { neighbour }) => ({
    ...answer,
    entry: [...toEntries(answer), { resource: neighbour, search: { mode: 'include' } }],
  }),
  'everything twice': (answer) => ({ ...answer, entry: [...toEntries(answer), ...toEntries(answer)] }),
  'the same id for another row': (answer, { neighbour }) => {
    const [first] = toEntries(answer);
    const id = isObject(first) && isObject(first.resource) ? (first.resource.id ?? 'x') : 'x';
    return { ...answer, entry: [{ resource: { ...neighbour, id } }, ...toEntries(answer)] };
  },
  'a bundle in the bundle': (answer) => ({ ...answer, entry: [{ resource: answer }, ...toEntries(answer)] }),
  'one entry without a list': (answer) => ({ ...answer, entry: toEntries(answer)[0] ?? null }),
  'odd entries': (answer) => ({
    ...answer,
    entry: [null, 7, 'x', {}, [], { resource: null }, ...toEntries(answer)],
  }),
  'no entry': ({ entry: _entry, ...answer }) => answer,
  'the next page is the same': withNext('@same@'),
  'the next page is elsewhere': withNext('https://evil.example/fhir/Observation?page=2'),
  'the next page is odd': (answer, whose, random) =>
    withNext(random.pick<Json>(['javascript:alert(1)', '//evil.example/x', '../../x', '', 7, null, ['x']]))(
      answer,
      whose,
      random,
    ),
  'a lying total': (answer, _, random) => ({
    ...answer,
    total: random.pick<Json>([-1, 0, 1e9, '@huge@', 'many', 0.5]),
  }),
  'another answer': (_, { neighbour }) => neighbour,
  'an outcome instead': (_, __, random) => ({
    resourceType: 'OperationOutcome',
    issue: random.pick<Json>([
      [],
      null,
      7,
      [null],
      [{ severity: 'fatal' }],
      [{ severity: 'warning', code: {} }],
    ]),
  }),
  'no answer': (_, __, random) =>
    random.pick<Json>([null, 7, '', [], {}, { resourceType: 7 }, { resourceType: 'x' }]),
};

/** Of a batch-response: what becomes of its entries. */
export const shuffles: Readonly<Record<string, (entries: Json[], random: Random) => Json>> = {
  'two swapped': (entries, random) => {
    const [a, b] = [random.integer(0, entries.length - 1), random.integer(0, entries.length - 1)];
    return entries.map((one, i) => (i === a ? entries[b] : i === b ? entries[a] : one) ?? null);
  },
  turned: (entries) => [...entries].reverse(),
  shifted: (entries) => [...entries.slice(1), ...entries.slice(0, 1)],
  'one missing': (entries) => entries.slice(1),
  'one too many': (entries) => [...entries, ...entries.slice(0, 1)],
  'the first for all': (entries) => entries.map(() => entries[0] ?? null),
  'odd statuses': (entries, random) =>
    entries.map((one) =>
      isObject(one)
        ? { ...one, response: random.pick<Json>([{ status: 200 }, { status: 'OK' }, {}, 7, null]) }
        : one,
    ),
  'no list': (entries) => entries[0] ?? null,
};

/** One resource of the answer is twisted, or the answer itself; twice at the most. */
export function toLie(answer: JsonObject, whose: Whose, random: Random): Json {
  const rows = toEntries(answer);
  const row = rows.length === 0 ? -1 : random.integer(0, rows.length - 1);
  const entry = rows[row];
  if (!isObject(entry) || !isObject(entry.resource) || random.next() < 0.25) {
    if (answer.resourceType !== 'Bundle') return twist(answer, whose, random);
    return random.pick(Object.values(lies))(answer, whose, random);
  }
  const twisted = twist(entry.resource, whose, random);
  const entries = rows.map((one, i) => (i === row ? { ...entry, resource: twisted } : one));
  return { ...answer, entry: entries };
}
