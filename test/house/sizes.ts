// How long files and functions are. A smell, not a target: the remedy is to part what doesn't belong together.
import ts from 'typescript';
import type { Fault, Source } from './source';

export const sizeLimits = {
  fileMedian: 80,
  fileP90: 200,
  file: 350,
  functionP90: 35,
  function: 60,
  jsxFunction: 100,
} as const;

interface Measured {
  readonly where: string;
  readonly lines: number;
  readonly hasJsx: boolean;
}

/** The value that nine of ten (0.9) or half (0.5) of the values don't exceed; 0 of none. */
export function toQuantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0;
}

function hasJsx(node: ts.Node): boolean {
  if (ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node)) return true;
  return ts.forEachChild(node, hasJsx) ?? false;
}

function linesOf(source: Source, node: ts.Node): number {
  const lineAt = (position: number) => source.tree.getLineAndCharacterOfPosition(position).line;
  return lineAt(node.end) - lineAt(node.getStart(source.tree)) + 1;
}

/**
 * The lines of each function without those of the functions inside it, which are measured by themselves: `createX(deps)`
 * holds the functions that it makes, and is no longer to read than its own lines.
 */
export function measureFunctions(source: Source): Measured[] {
  const found: Measured[] = [];
  /** Resolves to the lines that functions inside `node` take from the one around it. */
  const visit = (node: ts.Node): number => {
    let inner = 0;
    ts.forEachChild(node, (child) => {
      inner += visit(child);
    });
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return inner;
    const all = linesOf(source, node);
    const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
    found.push({ where: `${source.path}:${line + 1}`, lines: all - inner, hasJsx: hasJsx(node) });
    return Math.max(0, all - 1);
  };
  visit(source.tree);
  return found;
}

export function findLongFiles(sources: readonly Source[]): Fault[] {
  return sources
    .filter((source) => source.lines > sizeLimits.file)
    .map((source) => ({
      where: `${source.path} (${source.lines} lines)`,
      remedy: `a file has at most ${sizeLimits.file} lines: part it by what it does`,
    }));
}

export function findLongFunctions(sources: readonly Source[]): Fault[] {
  return sources.flatMap(measureFunctions).flatMap(({ where, lines, hasJsx }) => {
    const most = hasJsx ? sizeLimits.jsxFunction : sizeLimits.function;
    if (lines <= most) return [];
    const remedy = `a function has at most ${most} lines: name its steps and move them out`;
    return [{ where: `${where} (${lines} lines)`, remedy }];
  });
}

/** Many files a little too long show up here and nowhere else. */
export function findSwollenWhole(sources: readonly Source[]): Fault[] {
  const files = sources.map((source) => source.lines);
  const functions = sources.flatMap(measureFunctions).map((each) => each.lines);
  const measured = [
    ['median length of a file', toQuantile(files, 0.5), sizeLimits.fileMedian],
    ['length of the longest tenth of files', toQuantile(files, 0.9), sizeLimits.fileP90],
    ['length of the longest tenth of functions', toQuantile(functions, 0.9), sizeLimits.functionP90],
  ] as const;
  return measured
    .filter(([, is, most]) => is > most)
    .map(([what, is, most]) => ({ where: what, remedy: `${is} lines, at most ${most}: part the longest` }));
}
