// The rows of the threat model (T1 to T48) as titles of tests and README name them. Judges no test by what it does: what a test
// is worth is found out in test/security/mutations.
import ts from 'typescript';
import type { Fault, Source } from './source';

const lastRow = 48;
/** Replay, backups, power loss, restarts and noisy tenants: README says what there is of them. */
const listedOnly = new Set([35, 40, 41, 42, 43]);
const makers = new Set(['it', 'test', 'describe']);

/** The `it` of `it.each([…])('…')`. */
function toMaker(callee: ts.Expression): string {
  if (ts.isIdentifier(callee)) return callee.text;
  if (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee)) return toMaker(callee.expression);
  return '';
}

export function toTitles(source: Source): string[] {
  const titles: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && makers.has(toMaker(node.expression))) {
      const [title] = node.arguments;
      if (title && (ts.isStringLiteralLike(title) || ts.isTemplateExpression(title)))
        titles.push(title.getText(source.tree));
    }
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return titles;
}

/** "T3, T7–T9" → 3, 7, 8, 9. */
export function toRows(text: string): number[] {
  return [...text.matchAll(/\bT(\d+)(?:\s*[–-]\s*T?(\d+))?\b/g)].flatMap(([, from, to]) => {
    const first = Number(from);
    return Array.from({ length: Number(to ?? from) - first + 1 }, (_, at) => first + at);
  });
}

const rows = Array.from({ length: lastRow }, (_, at) => at + 1);

/** `section`: what README says of threats. A title names its rows one by one: a range says nothing of any of them. */
export function findUnprovedThreats(sources: readonly Source[], section: string): Fault[] {
  const titles = sources.flatMap(toTitles).join('\n');
  const named = new Set(
    [...titles.matchAll(/(?<![–-]\s*)\bT(\d+)\b(?!\s*[–-]\s*T?\d)/g)].map(([, row]) => Number(row)),
  );
  const told = new Set(toRows(section));
  return rows.flatMap((row) => {
    const where = `T${row}`;
    if (!told.has(row)) return [{ where, remedy: 'say in README what proves it, or whose it is' }];
    if (named.has(row) || listedOnly.has(row)) return [];
    return [{ where, remedy: 'name it in the title of a test that fails without the defence' }];
  });
}
