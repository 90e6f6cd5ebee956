// Reads application/x-ndjson as it arrives: one JSON object a line. Knows nothing of what the lines mean.
import { toTabProblem } from './problem';

/** Ends early without an error only if the caller leaves the loop; a broken line or a cut stream throws. */
export async function* readLines<T>(response: Response): AsyncGenerator<T> {
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const parts = (rest + (value ?? '')).split('\n');
      rest = done ? '' : (parts.pop() ?? '');
      for (const part of parts) if (part.trim() !== '') yield toObject(part) as T;
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function toObject(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw toTabProblem('unreadable');
  }
}
