// Reads application/x-ndjson as it arrives: one JSON object a line. Knows nothing of what the lines mean.
import { limits } from '../../api/contract/limits';
import { type AnyProblem, ApiProblem, toTabProblem } from './problem';
import { parseVisible } from './visible-text';

/**
 * Ends early without an error if the caller leaves the loop, or where a stream is cut between two lines; any other cut throws, and
 * so does a silence of `silentMs`: a network that stalls closes nothing.
 */
export async function* readLines<T>(
  response: Response,
  silentMs = limits.streamSilentSeconds * 1_000,
): AsyncGenerator<T> {
  if (response.body === null) return;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await unlessSilent(reader.read(), silentMs);
      const parts = (rest + (value ?? '')).split('\n');
      rest = done ? '' : (parts.pop() ?? '');
      for (const part of parts) if (part.trim() !== '') yield toLine(part, done) as T;
      if (done) return;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function unlessSilent<T>(answer: Promise<T>, silentMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(toTabProblem('unreachable')), silentMs);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** The API ends a stream with words when its reader no longer belongs there. */
function toLine(text: string, isLast: boolean): unknown {
  const line = toObject(text, isLast);
  if (isEnded(line)) throw new ApiProblem(line.problem);
  return line;
}

function isEnded(line: unknown): line is { readonly problem: AnyProblem } {
  return (
    typeof line === 'object' && line !== null && 'type' in line && line.type === 'ended' && 'problem' in line
  );
}

function toObject(line: string, isLast: boolean): unknown {
  try {
    return parseVisible(line);
  } catch {
    // Ours, as far as it came: what stands between us hung up. Else it's somebody's page.
    throw toTabProblem(isLast && line.startsWith('{') ? 'unreachable' : 'unreadable');
  }
}
