// JSON from strangers (T10, T22): looked over without recursion before it is parsed. Too deep, a key twice or a key that could
// reach a prototype is refused; JSON.parse alone would take all three.
import { limits } from '../contract/limits';

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

export type StrictJson =
  | { readonly isGood: true; readonly value: unknown }
  | { readonly isGood: false; readonly why: string };

export function parseStrictJson(text: string, deepest: number = limits.bodyDepth): StrictJson {
  try {
    const why = findFault(text, deepest);
    return why === undefined ? { isGood: true, value: JSON.parse(text) } : { isGood: false, why };
  } catch {
    return { isGood: false, why: 'This is not JSON.' };
  }
}

/** One pass over the characters; whether it is JSON at all is left to JSON.parse. */
function findFault(text: string, deepest: number): string | undefined {
  // Per open bracket: the keys seen so far of an object, or undefined for a list.
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '{') open.push(new Set());
    else if (character === '[') open.push(undefined);
    else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const end = toStringEnd(text, at);
      const fault = isKey(text, end) ? findKeyFault(text.slice(at, end), open.at(-1)) : undefined;
      if (fault !== undefined) return fault;
      at = end - 1;
    }
    if (open.length > deepest) return `This is nested deeper than ${deepest} levels.`;
  }
  return undefined;
}

/** Position after the closing quote; the text's end if there is none. */
function toStringEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

function isKey(text: string, after: number): boolean {
  let at = after;
  while (at < text.length && ' \t\r\n'.includes(text[at] ?? '')) at++;
  return text[at] === ':';
}

function findKeyFault(quoted: string, seen: Set<string> | undefined): string | undefined {
  // Unescaped, so that "\u005f_proto__" is the same key.
  const key = String(JSON.parse(quoted));
  if (forbiddenKeys.has(key)) return 'A key in here is not allowed.';
  if (seen?.has(key)) return 'A key is in here twice.';
  seen?.add(key);
  return undefined;
}
