// `npm start`: builds what is missing, starts everything on this machine, prints one link. Loopback only.
import { join } from 'node:path';
import { startDemo } from './demo';

const from = performance.now();
const say = (line: string) => process.stdout.write(`${line}\n`);
const seconds = () => ((performance.now() - from) / 1000).toFixed(1);

/** Stable, so that a connection made yesterday still points at the sandbox of today. */
function readPorts(): { readonly port: number; readonly sandboxPort: number } {
  const port = Number(process.env.PORT ?? 3978);
  if (!Number.isInteger(port) || port < 1 || port > 65_534)
    throw new Error('PORT must be a number from 1 to 65534.');
  return { port, sandboxPort: port + 1 };
}

function toWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isTaken = 'code' in error && error.code === 'EADDRINUSE';
  return isTaken
    ? `Something else listens here already (${error.message}). Set PORT to another number.`
    : error.message;
}

async function start(): Promise<void> {
  const ports = readPorts();
  // A connection points at this port's sandbox, so another port has data of its own.
  const dataFolder = join(import.meta.dirname, '../../.data', String(ports.port));
  say('starting the API, the sandbox with its FHIR servers, and the page that plays Teams …');
  const demo = await startDemo({ ...ports, dataFolder, say });
  say(
    `ready after ${seconds()} s\n\n  ${demo.url}/teams\n\nEverything is made up and stays on this machine. Ctrl-C stops it.`,
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
