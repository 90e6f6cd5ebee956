// Texts that would be SQL if anybody put them into a statement, in the spellings of SQLite and PostgreSQL (T29).

const ends = ["'", "''", "\\'", '"', "')", "'))", '`', "'; ", '%00', '\u02bc', '\uff07', '$$', '1', ''];
const goesOn = [
  'OR 1=1 --',
  "OR '1'='1",
  'UNION SELECT * FROM audit_events --',
  '; DROP TABLE lists; --',
  "; UPDATE lists SET name = 'taken'; --",
  '; DELETE FROM list_rows; --',
  'AND (SELECT pg_sleep(3)) IS NULL --',
  "|| (SELECT load_extension('x')) ||",
  "; ATTACH DATABASE '/tmp/taken' AS taken; --",
  '; PRAGMA writable_schema = 1; --',
  "; COPY lists TO PROGRAM 'true'; --",
  '/* a */ OR /* b */ 1',
  'ORDER BY 99 --',
  '-> $.x',
  '::int',
];

/** No more than 100 characters each: they fit into every field. */
export const sqlTexts: readonly string[] = ends.flatMap((end) => goesOn.map((more) => `x${end} ${more}`));
