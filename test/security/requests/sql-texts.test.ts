import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createCaller, type ListsApp, startListsApp } from '../../support/lists-app';
import { people } from '../../support/people';
import { createDatabase, getPostgres } from '../../support/postgres';
import { recordFigure } from '../figures';
import { sqlTexts } from './sql-texts';

const folder = mkdtempSync(join(tmpdir(), 'patients-sql-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const longestMs = 2_000;
/** What nobody asked to be touched, and how many rows there are of everything else. */
async function contents(app: ListsApp, listId: string): Promise<string> {
  const { db } = app.store;
  const count = async (table: 'lists' | 'list_rows' | 'notes') =>
    (await db.selectFrom(table).select('id').where('id', '!=', listId).execute()).length;
  const others = await db.selectFrom('lists').selectAll().where('id', '!=', listId).execute();
  return JSON.stringify([others, await count('lists'), await count('list_rows')]);
}

/** Every place where a caller's text can stand: what is kept, what is filtered by, what is part of an address. */
function toAsks(text: string, at: number, listId: string, rowId: string) {
  const inPath = encodeURIComponent(text);
  const row = `/lists/${listId}/patients/${rowId}`;
  const others = [
    ['patch', `/lists/${listId}`, { name: text }],
    ['post', `${row}/notes`, { text }],
    ['post', `/lists/${listId}/find-patients`, { mrns: [text.slice(0, 32)] }],
    ['get', `/audit?patient=${inPath}`],
    ['get', `/audit?person=${inPath}`],
    ['get', `/audit?operation=${inPath}`],
    ['get', `/audit?before=${inPath}`],
    ['get', `/lists/${inPath}`],
    ['get', `/lists/${listId}/patients/${inPath}/notes`],
  ] as const;
  const other = others[at % others.length];
  return [['patch', row, { typed: { family: text, mainProblem: text } }], ...(other ? [other] : [])] as const;
}

describe.each([
  ['SQLite', async () => `sqlite:${join(folder, 'store.sqlite')}`],
  ['PostgreSQL', async () => createDatabase((await getPostgres()).url)],
] as const)('T29: on %s', (name, newUrl) => {
  it(`${sqlTexts.length} texts that would be SQL stay texts in every field, filter and address`, async () => {
    let ahead = 0;
    const app = await startListsApp({ storeUrl: await newUrl(), now: () => Date.now() + ahead });
    try {
      const { client, base, newListId, addTyped } = createCaller(app, people.olivia);
      await newListId();
      const listId = await newListId();
      const rowId: string = (await addTyped(listId, { family: 'x' })).json.id;
      const before = await contents(app, listId);
      const through: string[] = [];
      const versions = { list: 0, row: 0 };
      let tried = 0;
      for (const [at, text] of sqlTexts.entries()) {
        for (const [method, path, body] of toAsks(text, at, listId, rowId)) {
          const from = performance.now();
          // An owner's reading of the log asks who owns the team, at most so often.
          ahead += 1_100;
          const what = path.includes('patients') ? 'row' : 'list';
          if (method === 'patch') versions[what] += 1;
          const { status, json } = await client[method](`${base}${path}`, { body, ifMatch: versions[what] });
          tried += 1;
          const kept = method === 'patch' ? (json.name ?? json.typed?.family.value) : text.trim();
          const found = path.startsWith('/audit?p') ? json.entries?.length : 0;
          const isLong = performance.now() - from > longestMs;
          if (status >= 500 || status === 429 || kept !== text.trim() || found !== 0 || isLong)
            through.push(`${method} ${path} ${text}: ${status} ${kept}`);
        }
      }
      if ((await contents(app, listId)) !== before) through.push('what nobody touched has changed');
      recordFigure({
        id: 'T29',
        name: `texts that would be SQL, on ${name}`,
        tried,
        through: through.length,
      });
      expect(through).toEqual([]);
    } finally {
      await app.close();
    }
  });
});
