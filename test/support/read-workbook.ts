// Reads a workbook as a spreadsheet does: sheets by name, each as rows of what stands in the cells.
import { strFromU8, unzipSync } from 'fflate';

export type SheetRows = readonly (readonly (string | number)[])[];

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
};
const toText = (xml: string) => xml.replaceAll(/&(#?\w+);/g, (_all, name: string) => entities[name] ?? _all);

/** Throws on what a list's file never has: formulas, links to elsewhere, cells of another kind than text and number. */
export function readWorkbook(bytes: Uint8Array): ReadonlyMap<string, SheetRows> {
  const files = unzipSync(bytes);
  const read = (path: string) => strFromU8(files[path] ?? new Uint8Array());
  for (const path of Object.keys(files)) {
    if (/<f[ >]|TargetMode="External"/.test(read(path))) throw new Error(`${path} has a formula or a link`);
  }
  const strings = [...read('xl/sharedStrings.xml').matchAll(/<si><t[^>]*>([^<]*)<\/t><\/si>/g)].map((each) =>
    toText(each[1] ?? ''),
  );
  const names = [...read('xl/workbook.xml').matchAll(/<sheet [^>]*name="([^"]*)"/g)].map((each) =>
    toText(each[1] ?? ''),
  );
  return new Map(
    names.map((name, index) => [name, toRows(read(`xl/worksheets/sheet${index + 1}.xml`), strings)]),
  );
}

function toRows(xml: string, strings: readonly string[]): SheetRows {
  return [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, cells]) =>
    [...(cells ?? '').matchAll(/<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)].map(([, attributes, inner]) => {
      const value = /<v>([^<]*)<\/v>/.exec(inner ?? '')?.[1] ?? '';
      if (/t="s"/.test(attributes ?? '')) return strings[Number(value)] ?? '';
      if (/t="(?!n")/.test(attributes ?? '')) throw new Error(`a cell of another kind: ${attributes}`);
      return value === '' ? '' : Number(value);
    }),
  );
}
