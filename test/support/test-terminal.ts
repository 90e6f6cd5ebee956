// A terminal for tests of the operator's commands: keeps what was written, answers what was prepared.
import type { Terminal } from '../../api/operator/tool';

export interface TestTerminal extends Terminal {
  readonly written: string[];
  readonly said: string[];
}

/** `typed` is what stands in standard input or is typed at the prompt; nothing: nobody sits there. */
export function createTestTerminal(typed?: string): TestTerminal {
  const written: string[] = [];
  const said: string[] = [];
  return {
    written,
    said,
    write: (line) => void written.push(line),
    say: (line) => void said.push(line),
    readInput: async () => typed ?? '',
    readSecret: async () => typed,
  };
}
