// `npm start`: builds what is missing, starts everything on this machine, says each step, prints one link. Loopback only.
import { join } from 'node:path';
import { toStartPlace } from './start-place';

const say = (line: string) => process.stdout.write(`${line}\n`);
/** Since the process began, the loading of the program with it. */
const seconds = () => `${process.uptime().toFixed(1)} s`;
const sayStep = (line: string) => say(`${seconds().padStart(7)}  ${line}`);

function toWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isTaken = 'code' in error && error.code === 'EADDRINUSE';
  return isTaken
    ? `Something else listens here already (${error.message}). Set PORT to another number.`
    : error.message;
}

async function start(): Promise<void> {
  const place = toStartPlace(join(import.meta.dirname, '../..'), process.env.PORT);
  sayStep('loading the program …');
  const { startDemo } = await import('./demo');
  const demo = await startDemo({ ...place, say: sayStep });
  say(
    `ready after ${seconds()}\n\n  ${demo.url}/teams\n\nEverything is made up and stays on this machine. Ctrl-C stops it.`,
  );
  let isStopping = false;
  const stop = () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    demo.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

start().catch((error: unknown) => {
  process.stderr.write(`Not started. ${toWords(error)}\n`);
  process.exit(1);
});
