// `npm run sandbox`: every persona on one loopback port until it is told to stop.
import { furtherIds, personaIds, personas } from './persona';
import { startSandbox } from './sandbox';

const sandbox = await startSandbox({ port: Number(process.env.PORT ?? 3979), personas: furtherIds });

async function stop(): Promise<void> {
  await sandbox.close();
  process.exit(0);
}
process.once('SIGTERM', () => void stop());
process.once('SIGINT', () => void stop());

console.log(`Sandbox with made-up people only: ${sandbox.baseUrl}\n`);
for (const id of [...personaIds, ...furtherIds]) {
  const { name, about } = personas[id];
  console.log(`${name.padEnd(28)} ${sandbox.links[id]}\n${' '.repeat(29)}${about}`);
}
console.log(`\nBad servers: ${Object.values(sandbox.badLinks).join(' ')}`);
console.log(`Knobs: POST ${sandbox.baseUrl}/control/<persona>   Journal: GET …/control/<persona>/journal`);
