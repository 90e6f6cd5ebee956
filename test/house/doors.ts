// Globals that only one room may touch: the environment, the network, the page's HTML. Imports are judged in arrows.ts.
import ts from 'typescript';
import type { Fault, Source } from './source';

interface Door {
  readonly id: string;
  readonly isTouched: (node: ts.Node) => boolean;
  readonly isAllowed: (path: string) => boolean;
  readonly remedy: string;
}

const startsIn =
  (...folders: string[]) =>
  (path: string) =>
    folders.some((f) => path.startsWith(`${f}/`));

function isMember(node: ts.Node, object: string, member: string): boolean {
  return (
    ts.isPropertyAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === object &&
    node.name.text === member
  );
}

function isCallOf(node: ts.Node, name: string): boolean {
  if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
    return ts.isIdentifier(node.expression) && node.expression.text === name;
  }
  return false;
}

export const doors: readonly Door[] = [
  {
    id: 'environment',
    isTouched: (node) => isMember(node, 'process', 'env'),
    isAllowed: (path) => startsIn('api/config', 'test')(path) || path === 'manifest/build.ts',
    remedy: 'only api/config reads the environment: take the value from the configuration',
  },
  {
    id: 'network',
    isTouched: (node) =>
      ['fetch', 'EventSource', 'WebSocket', 'XMLHttpRequest'].some((name) => isCallOf(node, name)) ||
      isMember(node, 'globalThis', 'fetch') ||
      isMember(node, 'window', 'fetch'),
    isAllowed: (path) =>
      startsIn('api/outbound', 'tabs/net', 'test')(path) || path === 'tabs/app/Providers.tsx',
    remedy: 'only api/outbound and tabs/net talk to servers: use their functions',
  },
  {
    id: 'facade',
    isTouched: (node) => isMember(node, 'paths', 'fhir'),
    isAllowed: (path) => startsIn('api', 'test')(path) || path === 'tabs/net/fhir.ts',
    remedy: 'the tab reads the FHIR facade by fhirclient: use useFhir',
  },
  {
    id: 'raw-html',
    isTouched: (node) =>
      (ts.isIdentifier(node) && node.text === 'dangerouslySetInnerHTML') ||
      (ts.isPropertyAccessExpression(node) && /^(inner|outer)HTML$/.test(node.name.text)),
    isAllowed: startsIn('test'),
    remedy: 'what a server says is never HTML: render it as text',
  },
  {
    id: 'raw-sql',
    isTouched: (node) => ['raw', 'lit', 'id', 'ref', 'table'].some((name) => isMember(node, 'sql', name)),
    isAllowed: startsIn('api/store', 'test'),
    remedy: 'text never becomes part of a statement (T29): give it as a parameter, and names by Kysely',
  },
  {
    id: 'browser-storage',
    isTouched: (node) =>
      ts.isIdentifier(node) && ['localStorage', 'sessionStorage', 'indexedDB'].includes(node.text),
    isAllowed: (path) => startsIn('test')(path) || path === 'tabs/host/no-debug-log.ts',
    remedy: 'Teams gives a tab no storage, and tokens stay in memory: keep it on the server or in state',
  },
];

export function findForcedDoors(sources: readonly Source[]): Fault[] {
  const faults: Fault[] = [];
  for (const source of sources) {
    const closed = doors.filter((door) => !door.isAllowed(source.path));
    const visit = (node: ts.Node) => {
      for (const door of closed) {
        if (!door.isTouched(node)) continue;
        const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
        faults.push({ where: `${source.path}:${line + 1}`, remedy: `${door.remedy} (${door.id})` });
      }
      ts.forEachChild(node, visit);
    };
    if (closed.length > 0) visit(source.tree);
  }
  return faults;
}
