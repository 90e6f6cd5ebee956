// Inputs made from the API's own description: what fits its schemas, and the same with something wrong in it at any depth.
import fc from 'fast-check';
import { isObject } from '../../sandbox/resource';

/** JSON Schema as the description has it. */
export type Schema = Readonly<Record<string, unknown>>;

const nasty: readonly unknown[] = [
  ...[
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\u202e\u2066',
    'ﬀ'.repeat(50),
    'x'.repeat(5_000),
    '😀'.repeat(300),
    '../..',
    '%00',
  ],
  ...[
    '__proto__',
    'null',
    'NaN',
    '-0',
    '1e999',
    '{}',
    '[]',
    "canary' OR 1=1 --",
    '<script>canary</script>',
    '{{canary}}',
  ],
  ...[
    -1,
    0,
    1e308,
    Number.MAX_SAFE_INTEGER + 2,
    0.1,
    true,
    false,
    null,
    [],
    {},
    [[]],
    [null],
    { a: { b: {} } },
  ],
];
const anything = fc.constantFrom(...nasty);
const badKeys = [
  '__proto__',
  'constructor',
  'prototype',
  'teamId',
  'tid',
  'ownerOid',
  'isOwner',
  '',
  'toString',
  'a',
];
/** What fits where only a pattern is said. */
const shaped = ['bed', 'patient', 'made-infant', 'p1', '*/*', 'heartRate'];

/** Values that fit a schema; words have the mark that no log may have. */
export function toFitting(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const any = [schema.anyOf, schema.oneOf].find(Array.isArray);
  if (any) return fc.oneof(...any.filter(isObject).map((one) => toFitting(one, ids)));
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum);
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.type === 'object') return toObject(schema, ids);
  if (schema.type === 'array' && isObject(schema.items))
    return fc.array(toFitting(schema.items, ids), { minLength: Number(schema.minItems ?? 0), maxLength: 4 });
  if (schema.type === 'string') return toText(schema, ids);
  if (schema.type === 'integer' || schema.type === 'number') return fc.oneof(fc.nat(1_000), fc.integer());
  if (schema.type === 'boolean') return fc.boolean();
  return schema.type === 'null' ? fc.constant(null) : anything;
}

function toText({ format, pattern, maxLength }: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  if (format === 'uuid') return fc.oneof(fc.constantFrom(...ids), fc.uuid());
  if (format === 'date') return fc.constantFrom('1957-06-05', '2024-02-29', '2023-02-29', '0000-01-01');
  if (format === 'date-time') return fc.constantFrom('2026-11-26T08:00:00Z', '2026-11-26T08:00:00+14:00');
  if (pattern !== undefined) return fc.constantFrom(...shaped);
  const most = Math.min(Number(maxLength ?? 50), 50);
  return fc.oneof(
    fc.constant('canary'.slice(0, most)),
    fc.string({ minLength: 1, maxLength: most, unit: 'grapheme' }),
  );
}

function toObject(schema: Schema, ids: readonly string[]): fc.Arbitrary<unknown> {
  const properties = isObject(schema.properties) ? Object.entries(schema.properties) : [];
  const fitting = properties.flatMap(([key, one]) =>
    isObject(one) ? [[key, toFitting(one, ids)] as const] : [],
  );
  const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
  const own = fc.record(Object.fromEntries(fitting), { requiredKeys: required });
  const more = schema.additionalProperties;
  if (!isObject(more)) return own;
  const keys = fc.constantFrom('family', 'given', 'birthDate', 'mainProblem', 'bed', 'gender', 'canary');
  return fc.dictionary(keys, toFitting(more, ids), { maxKeys: 5 });
}

/** As JSON text, with one thing wrong: a value, a key more, a key less, a key twice, or the text itself. */
export function toTwisted(fitting: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const twist = fc.record({
    at: fc.nat(),
    how: fc.nat(5),
    value: anything,
    key: fc.constantFrom(...badKeys),
  });
  return fc.tuple(fitting, twist).map(([value, { at, how, value: other, key }]) => {
    const text = JSON.stringify(value) ?? 'null';
    const opening = [...text.matchAll(/[[{]/g)].map(({ index }) => index + 1);
    const place = opening[at % Math.max(1, opening.length)] ?? 0;
    const isInObject = text[place - 1] === '{';
    const comma = /^[\]}]/.test(text.slice(place)) ? '' : ',';
    const added = `${isInObject ? `${JSON.stringify(key)}:` : ''}${JSON.stringify(other)}${comma}`;
    if (how === 0) return JSON.stringify(other);
    if (how === 1) return text.slice(0, at % text.length) + text.slice((at % text.length) + 1);
    if (how === 2) return `${'['.repeat(at % 200)}${text}${']'.repeat(at % 200)}`;
    if (how === 3) return text.replace(/:("[^"]*"|\d+|true|false|null)/, () => `:${JSON.stringify(other)}`);
    return text.slice(0, place) + added + text.slice(place);
  });
}

/** As JSON text, with a key more in one of its objects, at whatever depth; no schema knows it. */
export function toForeign(fitting: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const foreign = fc.record({ at: fc.nat(), key: fc.constantFrom(...badKeys.filter((key) => key !== '')) });
  return fc.tuple(fitting, foreign).map(([value, { at, key }]) => {
    const text = JSON.stringify(value);
    const places = [...text.matchAll(/\{/g)].map(({ index }) => index + 1);
    const place = places[at % places.length] ?? 1;
    const comma = text[place] === '}' ? '' : ',';
    return `${text.slice(0, place)}${JSON.stringify(key)}:{"isOwner":true}${comma}${text.slice(place)}`;
  });
}
