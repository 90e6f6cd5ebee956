import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { startSandbox } from './sandbox';

it('starts within two seconds', async () => {
  const start = performance.now();
  const sandbox = await startSandbox();
  expect(performance.now() - start).toBeLessThan(2_000);
  await sandbox.close();
});

it('offers the registry, the open servers and links to copy', async () => {
  const sandbox = await startSandbox();
  expect(sandbox.partnerRegistry.map((entry) => [entry.id, entry.auth.kind, entry.scope])).toEqual([
    ['meridian', 'client_secret_post', '{tid}'],
    ['harbor', 'client_secret_basic', '{tid}'],
    ['cedar', 'client_secret_post', '{tid}'],
  ]);
  expect(sandbox.openServers).toEqual([`${sandbox.baseUrl}/open/fhir`]);
  expect(sandbox.offeredLinks.map((offer) => offer.link)).toEqual(Object.values(sandbox.links));
  await sandbox.close();
});

it('answers on both loopback addresses', async () => {
  const sandbox = await startSandbox();
  const { port } = new URL(sandbox.baseUrl);
  expect((await fetch(`http://127.0.0.1:${port}/open/fhir/metadata`)).status).toBe(200);
  expect((await fetch(`${sandbox.links.open}/metadata`)).status).toBe(200);
  await sandbox.close();
});

it('closes though somebody still waits for an answer', async () => {
  const sandbox = await startSandbox();
  const waiting = fetch(`${sandbox.badLinks.hang}/metadata`).catch(() => 'gone');
  while (sandbox.journal('bad').length === 0) await new Promise((go) => setImmediate(go));
  await sandbox.close();
  expect(await waiting).toBe('gone');
});

it('runs alone, prints its links, and ends cleanly at SIGTERM', async () => {
  const main = new URL('main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', main], { env: { ...process.env, PORT: '0' } });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.includes('Journal')) break;
  }
  expect(printed).toMatch(/http:\/\/localhost:\d+\/meridian\/fhir/);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
});
