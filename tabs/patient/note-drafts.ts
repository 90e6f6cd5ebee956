// Notes that were begun and not saved yet, by row: who closes a patient, or goes to the next one, finds the words again. In memory
// only, as long as the tab is.

const drafts = new Map<string, string>();

export function findNoteDraft(rowId: string): string {
  return drafts.get(rowId) ?? '';
}

/** An empty one is none. */
export function keepNoteDraft(rowId: string, text: string): void {
  if (text === '') drafts.delete(rowId);
  else drafts.set(rowId, text);
}
