// Writers killed in the middle of a write, and PostgreSQL with them: what was acknowledged is there, and nothing by halves.
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { createStore } from '../../api/store/store';
import { startWriter } from '../contract/store-writer';
import { makePostgresSubject, makeSqliteSubject } from '../contract/stores-under-test';
import { recordFigure, toSize } from './figures';

const masterKey = randomBytes(32);
const rounds = toSize('PATIENTS_TEST_CRASH_ROUNDS', 3);

it.each([
  ['SQLite', makeSqliteSubject],
  ['PostgreSQL', makePostgresSubject],
] as const)(
  'T41: what was acknowledged survives a crash while writing on %s, and nothing is half-written',
  {
    timeout: 3_600_000,
  },
  async (name, makeSubject) => {
    const subject = await makeSubject();
    const url = await subject.newUrl();
    let tried = 0;
    const lost: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const writer = await startWriter(url, masterKey);
      await writer.acknowledgedMoreThan(20 + (round % 50) * 7);
      await subject.crash(writer);
      const store = await createStore({ url, masterKey });
      const found = await store.db.selectFrom('connections').select('id').execute();
      const head = await store.db.selectFrom('audit_heads').select('seq').executeTakeFirstOrThrow();
      await store.close();
      const ids = new Set(found.map(({ id }) => id));
      tried += writer.acknowledged().length;
      lost.push(...writer.acknowledged().filter((id) => !ids.has(id)));
      expect(head.seq).toBe(ids.size);
    }
    subject.close();
    recordFigure({
      id: 'D1',
      name: `writes before a crash on ${name}`,
      tried,
      through: lost.length,
      size: 'PATIENTS_TEST_CRASH_ROUNDS',
    });
    expect(lost).toEqual([]);
  },
);
