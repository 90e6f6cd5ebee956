// Makes characters visible that would hide or turn the text around them: whoever writes a name or a note can't disguise it.
// Knows nothing of what the text means.

/**
 * Control characters but tab and line breaks, zero-width space and joiners of nothing, and everything that changes the
 * direction of writing (Unicode Bidirectional Algorithm, explicit formatting characters).
 */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/;
const everyHidden = new RegExp(hidden.source, 'g');
/** The same as JSON may write them. */
const escaped = /\\[bf]|\\u(?:00[01]|007f|00[89]|00ad|061c|180e|20[026]|feff|fff)/i;

/** "U+202E" in brackets, for each of them. */
export function toVisible(text: string): string {
  return hidden.test(text) ? text.replace(everyHidden, toName) : text;
}

function toName(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/** Of every text in a value that came as JSON. */
export function withVisibleTexts(value: unknown): unknown {
  if (typeof value === 'string') return toVisible(value);
  if (Array.isArray(value)) return value.map(withVisibleTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withVisibleTexts(each)]));
}

/** JSON.parse for what came from elsewhere. Throws SyntaxError. */
export function parseVisible(json: string): unknown {
  const value: unknown = JSON.parse(json);
  // Hardly an answer has one, and then nothing is walked through.
  return hidden.test(json) || escaped.test(json) ? withVisibleTexts(value) : value;
}
