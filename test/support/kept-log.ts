// Where an app that a test starts writes its log: into memory for the test itself, and for the search at the end of the run into
// the folder of PATIENTS_TEST_LOGS.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DestinationStream } from 'pino';

export interface KeptLog {
  readonly stream: DestinationStream;
  /** Everything that was written so far. */
  readonly text: () => string;
}

/** Also for what a program that a test starts prints. */
export function keepForSearch(text: string): void {
  const folder = process.env.PATIENTS_TEST_LOGS;
  if (folder) appendFileSync(join(folder, `${process.pid}.log`), text);
}

export function createKeptLog(): KeptLog {
  let text = '';
  const write = (line: string) => {
    text += line;
    keepForSearch(line);
  };
  return { stream: { write }, text: () => text };
}

/** For programs that log to their own output unless a run of the tests searches it. */
export function findSearchedLog(): DestinationStream | undefined {
  return process.env.PATIENTS_TEST_LOGS ? { write: keepForSearch } : undefined;
}
