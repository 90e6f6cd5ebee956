import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, describe, expect, it } from 'vitest';
import { listen } from '../../api/server';
import { keepForSearch } from '../support/kept-log';

const folder = mkdtempSync(join(tmpdir(), 'patients-serve-'));
const root = join(import.meta.dirname, '../..');
const good = {
  PORT: '0',
  PATIENTS_PUBLIC_URL: 'https://patients.example.org',
  PATIENTS_STORE: `sqlite:${join(folder, 'data/store.sqlite')}`,
  PATIENTS_MASTER_KEY: randomBytes(32).toString('base64'),
  PATIENTS_CLIENT_ID: 'c11e4700-0000-4000-8000-00000000c11e',
  PATIENTS_CLIENT_SECRET: 'canary-client-secret',
  PATIENTS_TENANTS: '11111111-aaaa-4aaa-8aaa-111111111111',
};

function serve(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'api/main.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      keepForSearch(chunk.toString());
    });
  return { child, printed: () => printed };
}

async function untilListening(child: ChildProcess, printed: () => string): Promise<string> {
  for (;;) {
    const url = /listens on (http:\S+)/.exec(printed())?.[1];
    if (url) return url;
    if (child.exitCode !== null || !child.stdout) throw new Error(printed());
    await once(child.stdout, 'data');
  }
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm run serve', () => {
  it('listens, is healthy, and ends by itself on SIGTERM', { timeout: 60_000 }, async () => {
    const { child, printed } = serve(good);
    const url = await untilListening(child, printed);
    expect(await (await fetch(`${url}/api/health`)).json()).toEqual({ status: 'ok' });
    expect((await fetch(`${url}/api/me/lists`)).status).toBe(401);
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(printed()).not.toContain('canary');
    expect(statSync(join(folder, 'data')).mode & 0o077).toBe(0);
  });

  it('refuses a demo and names every fault at once', { timeout: 60_000 }, async () => {
    const { child, printed } = serve({
      ...good,
      PATIENTS_IDENTITY: 'demo',
      PATIENTS_OUTBOUND_HTTP: 'allow',
      PATIENTS_MASTER_KEY: 'canary',
    });
    const [code] = await once(child, 'exit');
    expect(code).toBe(1);
    expect(printed()).toMatch(/PATIENTS_MASTER_KEY must be 32 bytes/);
    expect(printed()).toMatch(/PATIENTS_IDENTITY=demo is for npm start/);
    expect(printed()).toMatch(/PATIENTS_OUTBOUND_HTTP=allow is for npm start/);
    expect(printed()).not.toMatch(/canary|at .*\.ts/);
  });
});

describe('T42: a server that stops', () => {
  it('finishes what is under way and takes nothing new', async () => {
    const app = express();
    let finish = () => {};
    const begun = new Promise<void>((resolve) => {
      app.get('/slow', (_request, response) => {
        finish = () => response.send('done');
        resolve();
      });
    });
    const server = await listen(app, { host: '127.0.0.1', port: 0 });
    const slow = fetch(`${server.url}/slow`);
    await begun;
    const stopped = server.stop(60_000);
    await expect(fetch(`${server.url}/slow`)).rejects.toThrow();
    finish();
    expect(await (await slow).text()).toBe('done');
    await stopped;
  });

  it('cuts who does not finish in time', async () => {
    const app = express();
    const server = await listen(app, { host: '127.0.0.1', port: 0 });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('GET / HTTP/1.1\r\n');
    const closed = once(socket, 'close');
    socket.on('error', () => undefined);
    await server.stop(50);
    await closed;
    expect(socket.destroyed).toBe(true);
  });
});
