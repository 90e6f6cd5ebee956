// Statements are prepared once, and anew when a table has changed.
import Sqlite from 'better-sqlite3';
import type { SqliteDatabase } from 'kysely';
import { expect, it } from 'vitest';
import { keepingStatements } from '../../../api/store/kept-statements';

function open() {
  const database = new Sqlite(':memory:');
  database.exec('create table wards (name text)');
  const prepared: string[] = [];
  const counted: SqliteDatabase = {
    close: () => database.close(),
    prepare: (sql) => {
      prepared.push(sql);
      return database.prepare(sql);
    },
  };
  return { kept: keepingStatements(counted), prepared };
}

it('a text is prepared once, whatever its parameters', () => {
  const { kept, prepared } = open();
  for (const name of ['4 East', '5 West']) kept.prepare('insert into wards values (?)').run([name]);
  expect(prepared).toHaveLength(1);
  expect(kept.prepare('select name from wards order by name').all([])).toEqual([
    { name: '4 East' },
    { name: '5 West' },
  ]);
  kept.close();
});

it('after a table has changed everything is prepared anew: its new column is seen', () => {
  const { kept } = open();
  kept.prepare('insert into wards values (?)').run(['4 East']);
  expect(kept.prepare('select * from wards').all([])).toEqual([{ name: '4 East' }]);
  kept.prepare('alter table wards add column beds integer').run([]);
  expect(kept.prepare('select * from wards').all([])).toEqual([{ name: '4 East', beds: null }]);
  kept.close();
});

it('so many are kept; the one not used for longest makes room', () => {
  const { kept, prepared } = open();
  kept.prepare('select 0');
  for (let n = 1; n < 300; n++) kept.prepare(`select ${n}`);
  kept.prepare('select 0');
  kept.prepare('select 300');
  prepared.length = 0;
  kept.prepare('select 0');
  expect(prepared).toEqual([]);
  kept.prepare('select 1');
  expect(prepared).toEqual(['select 1']);
  kept.close();
});
