// A part of the bench in a process of its own, so that one part's work doesn't slow another's clock. Ends with its parent.
import { fork } from 'node:child_process';
import { join } from 'node:path';

export interface Child<Ready> {
  /** What the process said when it was ready. */
  readonly ready: Ready;
  readonly stop: () => Promise<void>;
}

/** `entry` is a file of this folder that calls `tellParent` once it is ready. */
export function startChild<Ready>(entry: string, environment: NodeJS.ProcessEnv): Promise<Child<Ready>> {
  const child = fork(join(import.meta.dirname, entry), {
    // As `npm run serve` starts it, and as this process is started itself: room for a list's answers, so that they are
    // collected together and not one by one.
    execArgv: [
      '--max-semi-space-size=128',
      '--min-semi-space-size=64',
      '--initial-old-space-size=256',
      '--import',
      'tsx',
    ],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${entry} ended early (${code})`)));
    child.once('message', (ready) => {
      const ended = new Promise<void>((done) => child.once('exit', () => done()));
      // Checked by nobody: both ends are in this folder.
      resolve({
        ready: ready as Ready,
        stop: () => {
          child.disconnect();
          return ended;
        },
      });
    });
  });
}

/** In the child: says that it is ready, and ends as soon as the parent is gone or says stop. */
export function tellParent(ready: object): void {
  process.once('disconnect', () => process.exit(0));
  process.send?.(ready);
}
