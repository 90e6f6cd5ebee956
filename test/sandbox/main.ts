// `npm run sandbox`: every persona on one loopback port until it is told to stop.
import { startSandbox } from './sandbox';

const sandbox = await startSandbox({ port: Number(process.env.PORT ?? 3979) });

async function stop(): Promise<void> {
  await sandbox.close();
  process.exit(0);
}
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());

console.log(`Sandbox with made-up people only: ${sandbox.baseUrl}\n`);
for (const { name, link, about } of sandbox.offeredLinks)
  console.log(`${name.padEnd(18)} ${link}\n${' '.repeat(19)}${about}`);
console.log(`\nBad servers: ${Object.values(sandbox.badLinks).join(' ')}`);
console.log(`Knobs: POST ${sandbox.baseUrl}/control/<persona>   Journal: GET …/control/<persona>/journal`);
