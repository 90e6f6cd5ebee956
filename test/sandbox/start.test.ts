// `npm start` on two ports at once: nothing that one is told reaches the other, and each finds its own again.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { paths } from '../../api/contract/paths';
import { createClient } from '../support/http-client';
import { places } from '../support/people';
import { startDemoApp } from './demo';
import { startSandbox } from './sandbox';
import { type StartPlace, toStartPlace } from './start-place';

const root = mkdtempSync(join(tmpdir(), 'patients-ports-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** A port that is free and has a free one after it, from `from` on. */
async function findPort(from: number): Promise<number> {
  for (let port = from; port < 32_000; port += 2) {
    if ((await isFree(port)) && (await isFree(port + 1))) return port;
  }
  throw new Error('no two free ports');
}

/** As start.ts does, without the built tab and the threads, which this is not about. */
async function start(place: StartPlace) {
  const sandbox = await startSandbox({ port: place.sandboxPort });
  const app = await startDemoApp(sandbox, place, { PATIENTS_READERS: '0' });
  const olivia = createClient(app.url, async () => `Bearer ${await sandbox.tokenFor('olivia')}`);
  const session = async () => (await olivia.get(paths.session(places.ward5))).json;
  return {
    sandbox,
    addList: (name: string) => olivia.post(paths.lists(places.ward5), { body: { name } }),
    listNames: async () => (await session()).lists.map((list: { name: string }) => list.name),
    offeredLinks: async () => (await session()).offeredLinks.map((offer: { link: string }) => offer.link),
    stop: async () => {
      await app.stop();
      await sandbox.close();
    },
  };
}

describe('where a start is', () => {
  it('is told by PORT: the sandbox after it, the data in a folder of its name', () => {
    expect(toStartPlace('/here')).toEqual({
      port: 3978,
      sandboxPort: 3979,
      dataFolder: join('/here/.data/3978'),
    });
    expect(toStartPlace('/here', '4100')).toMatchObject({
      sandboxPort: 4101,
      dataFolder: join('/here/.data/4100'),
    });
  });

  it.each(['0', '65535', '-1', '80.5', 'x', ' '])('is not guessed when PORT is %j', (port) => {
    expect(() => toStartPlace('/here', port)).toThrow('PORT must be');
  });
});

it('two side by side keep their data and their sandboxes apart, also after both came back', async () => {
  const port = await findPort(21_000 + 2 * (process.pid % 5_000));
  const here = toStartPlace(root, String(port));
  const there = toStartPlace(root, String(await findPort(port + 2)));
  let [one, other] = [await start(here), await start(there)];
  expect((await one.addList('Only here')).status).toBe(201);
  expect((await other.addList('Only there')).status).toBe(201);
  for (const place of [here, there]) {
    expect(existsSync(join(place.dataFolder, 'patients.sqlite'))).toBe(true);
    expect(readFileSync(join(place.dataFolder, 'partners.json'), 'utf8')).toContain(`:${place.sandboxPort}/`);
  }
  await one.stop();
  expect(await other.listNames()).toEqual(['Only there']);
  await other.stop();

  [one, other] = [await start(here), await start(there)];
  expect(await one.listNames()).toEqual(['Only here']);
  expect(await other.listNames()).toEqual(['Only there']);
  expect(await one.offeredLinks()).toEqual(Object.values(one.sandbox.links));
  expect(await other.offeredLinks()).toEqual(Object.values(other.sandbox.links));
  await one.stop();
  await other.stop();
}, 60_000);
