// The terminal that a command was started in. The only file that reads what is typed.
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Terminal } from './tool';

export function createTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  return {
    write: (line) => void stdout.write(`${line}\n`),
    say: (line) => void stderr.write(`${line}\n`),
    readInput: () => text(stdin),
    async readSecret(question) {
      if (!stdin.isTTY) return undefined;
      stderr.write(`${question}: `);
      const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
      const lines = createInterface({ input: stdin, output: nowhere, terminal: true });
      try {
        return await lines.question('');
      } finally {
        lines.close();
        stderr.write('\n');
      }
    },
  };
}
