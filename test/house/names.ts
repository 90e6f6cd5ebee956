// What files and things are called. Reads names only, never what a file does.
import { posix } from 'node:path';
import ts from 'typescript';
import type { Fault, Source } from './source';

const roles = ['routes', 'schema', 'policy', 'service', 'store', 'map', 'middleware'];
const emptyWords = /(^|[^a-z])(utils?|helpers?|common|misc|managers?)([^a-z]|$)/;
const emptyWordInName = /(Utils?|Helpers?|Manager|Misc)$/;
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const pascal = /^[A-Z][A-Za-z0-9]*$/;
/** Words in one language: `en`, `zh-TW`. */
const language = /^tabs\/i18n\/[a-z]{2}(-[A-Z]{2})?\.ts$/;
const hook = /^use[A-Z][A-Za-z0-9]*$/;

function nameFault(path: string): string | undefined {
  const { name: base, ext } = posix.parse(path);
  if (base === 'index') return 'no barrel files: import from the file that has it';
  if (emptyWords.test(posix.join(posix.dirname(path), base).toLowerCase())) {
    return 'name it after what it does, not utils, helpers, common, misc or manager';
  }
  const stem = base.replace(/\.test$/, '');
  if (language.test(path) || hook.test(stem) || (ext === '.tsx' && pascal.test(stem))) return undefined;
  const [noun = '', role, ...rest] = stem.split('.');
  if (!kebab.test(noun)) return 'kebab-case for files, PascalCase.tsx for components, useThing.ts for hooks';
  // One suite on several variants: store.contract.ts, store.sqlite.test.ts, store.postgres.test.ts.
  if (path.startsWith('test/contract/') && rest.length === 0) return undefined;
  if (rest.length > 0 || (role !== undefined && !roles.includes(role))) {
    return `the part after the dot is a role: ${roles.join(', ')}`;
  }
  return undefined;
}

function declaredNames(source: Source): { name: string; line: number; isInterface: boolean }[] {
  const found: { name: string; line: number; isInterface: boolean }[] = [];
  const visit = (node: ts.Node) => {
    const isNamed =
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isFunctionDeclaration(node);
    if (isNamed && node.name) {
      const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
      found.push({ name: node.name.text, line: line + 1, isInterface: ts.isInterfaceDeclaration(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return found;
}

export function findWrongNames(sources: readonly Source[]): Fault[] {
  return sources.flatMap((source) => {
    const remedy = nameFault(source.path);
    const faults: Fault[] = remedy ? [{ where: source.path, remedy }] : [];
    for (const { name, line, isInterface } of declaredNames(source)) {
      const where = `${source.path}:${line} ${name}`;
      if (isInterface && /^I[A-Z][a-z]/.test(name)) {
        faults.push({ where, remedy: 'no I prefix: name the thing itself' });
      }
      if (emptyWordInName.test(name)) faults.push({ where, remedy: 'name it after what it does' });
    }
    return faults;
  });
}

/** Tests say what they are for by their titles; every other file says it in one to three lines at its top. */
export function findMissingHeaders(sources: readonly Source[]): Fault[] {
  return sources
    .filter((source) => !/\.test\.tsx?$/.test(source.path) && !/^(\/\/|\/\*\*)/.test(source.text))
    .map((source) => ({
      where: source.path,
      remedy: 'begin with a comment of one to three lines: what it is for, what it must not know',
    }));
}
