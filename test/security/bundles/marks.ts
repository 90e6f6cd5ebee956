// Whose data a resource is, written into everything in it that could be shown: so a test sees where it came out.
import { isObject, type Json, type JsonObject } from '../../sandbox/resource';

/** `nobody`: what can't be proved to be anybody's. Letters, so that a mark may stand inside an id. */
export const marks = { ours: 'markofours', theirs: 'markoftheirs', nobody: 'markofnobody' } as const;
export type Mark = keyof typeof marks;

/** No measurement of the sample data is like these. */
const numbers: Readonly<Record<Mark, number>> = { ours: 61.0625, theirs: 62.0625, nobody: 63.0625 };

const spoken: ReadonlySet<string> = new Set([
  ...['text', 'display', 'family', 'given', 'line', 'city', 'description', 'title', 'valueString', 'comment'],
  ...['comments', 'name', 'suffix', 'prefix', 'patientInstruction', 'clinicalStatusText'],
]);

function toMarked(value: Json | undefined, key: string, mark: Mark): Json | undefined {
  if (typeof value === 'string') return spoken.has(key) ? `${value} ${marks[mark]}` : value;
  if (typeof value === 'number') return key === 'value' ? numbers[mark] : value;
  if (Array.isArray(value)) return value.map((one) => toMarked(one, key, mark) ?? null);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, toMarked(one, name, mark)]));
}

/** A hospital's places and medicines are nobody's secret, and the same for every patient. */
const common: ReadonlySet<Json | undefined> = new Set(['Location', 'Medication']);

/** A copy that carries the mark and nobody's before it. */
export function mark(resource: JsonObject, whose: Mark): JsonObject {
  if (common.has(resource.resourceType)) return resource;
  const bare: JsonObject = JSON.parse(JSON.stringify(resource).replaceAll(/ ?markof[a-z]+/g, ''));
  const marked = toMarked(bare, '', whose);
  return isObject(marked) ? marked : bare;
}

/** What of somebody else's stands in a text, with the text around it. */
export function findForeign(text: string, own: Mark): string | undefined {
  const all: readonly Mark[] = ['ours', 'theirs', 'nobody'];
  for (const one of all) {
    if (one === own) continue;
    const at = Math.max(text.indexOf(marks[one]), text.indexOf(`${numbers[one]}`));
    if (at >= 0) return `${one}: ${text.slice(Math.max(0, at - 150), at + 60)}`;
  }
  return undefined;
}
