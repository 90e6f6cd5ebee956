// The store's contract on SQLite.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { describeStore } from './store.contract';

const folder = mkdtempSync(join(tmpdir(), 'patients-store-'));
let count = 0;

describeStore('SQLite', async () => ({
  newUrl: async () => {
    count += 1;
    return `sqlite:${join(folder, `${count}.sqlite`)}`;
  },
  crash: (writer) => writer.kill(),
}));

afterAll(() => rmSync(folder, { recursive: true, force: true }));
