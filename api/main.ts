// The production server: read the configuration, compose, listen, drain on SIGTERM. The only file that acts on import.
import { ConfigFaults, processEnvironment } from './config/config';
import { readServerConfig, startServer } from './server';

async function serve(): Promise<void> {
  const server = await startServer(readServerConfig(processEnvironment(), 'serve'));
  process.stdout.write(`Patients listens on ${server.url}\n`);
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

serve().catch((error: unknown) => {
  // What the driver of a database says may hold its address: only our own words are printed whole.
  const words = error instanceof ConfigFaults ? error.message : `Patients did not start: ${toWords(error)}`;
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
});

function toWords(error: unknown): string {
  return error instanceof Error
    ? (error.message.split('\n')[0]?.slice(0, 200) ?? error.name)
    : 'unknown error';
}
