// A source file as the house checks see it: its text, its syntax tree and what it imports. Judges nothing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

export interface Import {
  /** Path from the project's root for a relative import, else the package's name as written. */
  readonly target: string;
  readonly isRelative: boolean;
  /** Erased when compiled: `import type`, `export type … from`, or every name marked `type`. */
  readonly isType: boolean;
  readonly line: number;
}

export interface Source {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly tree: ts.SourceFile;
  readonly imports: readonly Import[];
}

/** What a check finds: where, and a sentence that says what to do instead. */
export interface Fault {
  readonly where: string;
  readonly remedy: string;
}

export const root = join(import.meta.dirname, '../..');
const rooms = ['api', 'tabs', 'manifest', 'test'];
/** Data and generated things, not code of ours. */
const notCode = new Set(['node_modules', 'dist', 'data', 'fixtures']);

function isTypeImport(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const names = clause.namedBindings;
  return (
    !clause.name &&
    names !== undefined &&
    ts.isNamedImports(names) &&
    names.elements.length > 0 &&
    names.elements.every((name) => name.isTypeOnly)
  );
}

function findSpecifier(node: ts.Node): { specifier: string; isType: boolean } | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, isType: isTypeImport(node.importClause) };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, isType: node.isTypeOnly };
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    const { literal } = node.argument;
    return ts.isStringLiteral(literal) ? { specifier: literal.text, isType: true } : undefined;
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [first] = node.arguments;
    return first && ts.isStringLiteral(first) ? { specifier: first.text, isType: false } : undefined;
  }
  return undefined;
}

function toImports(path: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const visit = (node: ts.Node) => {
    const hit = findSpecifier(node);
    if (hit) {
      const isRelative = hit.specifier.startsWith('.');
      found.push({
        target: isRelative ? posix.join(posix.dirname(path), hit.specifier) : hit.specifier,
        isRelative,
        isType: hit.isType,
        line: tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

export function toSource(path: string, text: string): Source {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true, kind);
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return { path, text, lines, tree, imports: toImports(path, tree) };
}

function listFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (notCode.has(entry.name)) return [];
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

export function listOwnFiles(): string[] {
  return rooms.filter((room) => existsSync(join(root, room))).flatMap(listFiles);
}

export function readSources(): Source[] {
  return listOwnFiles()
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => toSource(path, readFileSync(join(root, path), 'utf8')));
}

/** One line a fault, for a failure message that can be worked through. */
export function toReport(faults: readonly Fault[]): string {
  return faults.map((fault) => `${fault.where}: ${fault.remedy}`).join('\n');
}
