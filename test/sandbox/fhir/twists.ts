// What the fault knobs change about an answer: rows of others, lies about the total, scripts, references to foreign places.
import { isObject, type Json, type JsonObject } from '../resource';
import type { Stored } from './store';

export interface SearchTwists {
  isTotalHidden: boolean;
  lyingTotal?: number | undefined;
  isPageLooped: boolean;
  nextOrigin?: string | undefined;
  leaks: boolean;
  isUnfiltered: boolean;
  isOldestFirst: boolean;
  repeatsRows: boolean;
  isEntryEmpty: boolean;
  hasScripts: boolean;
  referenceOrigin?: string | undefined;
}

/** What no screen may ever run. */
export const script = '<img src=x onerror="alert(1)"><script>alert(1)</script>';
const spokenFields = new Set(['family', 'given', 'display', 'text', 'name']);

function addScripts(value: Json | undefined, field: string): Json | undefined {
  if (typeof value === 'string') return spokenFields.has(field) ? `${value}${script}` : value;
  if (Array.isArray(value)) return value.map((one) => addScripts(one, field) ?? null);
  if (isObject(value)) return mapFields(value, addScripts);
  return value;
}

function mapFields(value: JsonObject, change: typeof addScripts): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner, key)]));
}

function toForeign(base: string): typeof addScripts {
  const change: typeof addScripts = (value, field) => {
    const isRelative = typeof value === 'string' && field === 'reference' && /^[A-Z]/.test(value);
    if (isRelative) return `${base}/${value}`;
    if (Array.isArray(value)) return value.map((one) => change(one, field) ?? null);
    return isObject(value) ? mapFields(value, change) : value;
  };
  return change;
}

/** The resource as it goes out. */
export function toTwisted({ resource, json }: Stored, twists: SearchTwists): string {
  const { hasScripts, referenceOrigin } = twists;
  if (!hasScripts && referenceOrigin === undefined) return json;
  const div = `<div xmlns="http://www.w3.org/1999/xhtml">${script}<a href="javascript:alert(1)">more</a></div>`;
  const scripted: JsonObject = hasScripts
    ? { ...mapFields(resource, addScripts), text: { status: 'generated', div } }
    : resource;
  const foreign = referenceOrigin === undefined ? scripted : mapFields(scripted, toForeign(referenceOrigin));
  return JSON.stringify(foreign);
}
