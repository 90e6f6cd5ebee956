// A defence taken out of a source file in memory, and the test that must then fail. Files on the disk stay as they are.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Mutation {
  /** The row of the threat model; tests that name it in their title are the ones that run. */
  readonly threat: string;
  /** What no longer holds. */
  readonly name: string;
  readonly file: string;
  /** Occurs once in the file. */
  readonly find: string;
  readonly put: string;
  /** The test file whose tests of this threat must fail. */
  readonly test: string;
}

/** `of`: the part of a table that one test file proves. */
export function mutationsOf(
  test: string,
  of: Readonly<Record<string, readonly (readonly [name: string, file: string, find: string, put: string])[]>>,
): Mutation[] {
  return Object.entries(of).flatMap(([threat, rows]) =>
    rows.map(([name, file, find, put]) => ({ threat, name, file, find, put, test })),
  );
}

const root = join(import.meta.dirname, '../../..');

/** undefined if it can be made; else what is wrong with it. */
export function findMutationFault({ threat, name, file, find, test }: Mutation): string | undefined {
  const where = `${threat} (${name})`;
  if (!existsSync(join(root, test))) return `${where}: there is no ${test}`;
  if (!existsSync(join(root, file))) return `${where}: there is no ${file}`;
  const times = readFileSync(join(root, file), 'utf8').split(find).length - 1;
  return times === 1
    ? undefined
    : `${where}: what it takes out of ${file} is there ${times} times, not once. Has the defence moved? Then move the mutation.`;
}
