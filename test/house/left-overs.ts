// Words that must not stay in a file: what was left for later, what switches a check off, what names a machine.
import type { Fault } from './source';

interface Word {
  readonly id: string;
  readonly pattern: RegExp;
  readonly isLookedFor: (path: string) => boolean;
  readonly remedy: string;
}

const isCode = (path: string) => /\.tsx?$/.test(path);
const isProduct = (path: string) => isCode(path) && !path.startsWith('test/');
const isTest = (path: string) => isCode(path) && path.startsWith('test/');
/** The checks themselves must spell out what they look for. */
const isOwn = (path: string) => path.startsWith('test/house/');

export const words: readonly Word[] = [
  {
    id: 'left-for-later',
    pattern: /\b(TODO|FIXME|XXX)\b/,
    isLookedFor: isCode,
    remedy: 'do it now, or open an issue and say nothing here',
  },
  {
    id: 'debugging',
    pattern: /\bconsole\.(log|debug)\b|\bdebugger;/,
    isLookedFor: isProduct,
    remedy: 'use the logger of api/observability, or take it out',
  },
  {
    id: 'type-hole',
    pattern: /: any\b|<any>|as any\b|@ts-(ignore|expect-error|nocheck)|[A-Za-z)\]]!\./,
    isLookedFor: isProduct,
    remedy: 'say the type, or check the value where it comes in',
  },
  {
    id: 'test-switched-off',
    pattern: /\b(it|test|describe|suite)\.(skip|only|todo|fails)\b/,
    isLookedFor: isTest,
    remedy: 'every test runs: mend it or delete it',
  },
  {
    id: 'sleep',
    pattern: /waitForTimeout\(|setTimeout\((resolve|r|done|res)\b/,
    isLookedFor: (path) => isTest(path) && /\.test\.tsx?$/.test(path),
    remedy: 'wait for a condition, not for time',
  },
  {
    id: 'snapshot',
    pattern: /toMatch(Inline)?Snapshot\(/,
    isLookedFor: isTest,
    remedy: 'assert the behaviour that matters',
  },
  {
    id: 'registry-or-machine',
    pattern: /registry\.npmjs\.org|deb\.debian\.org|pypi\.org\/simple|(^|[^A-Za-z0-9_.])\/(work|farm)\//,
    isLookedFor: () => true,
    remedy: 'name no registry and no path of one machine',
  },
];

export function findLeftOvers(files: readonly { readonly path: string; readonly text: string }[]): Fault[] {
  return files
    .filter((file) => !isOwn(file.path))
    .flatMap((file) => {
      const looked = words.filter((word) => word.isLookedFor(file.path));
      return file.text
        .split('\n')
        .flatMap((line, at) =>
          looked
            .filter((word) => word.pattern.test(line))
            .map(({ id, remedy }) => ({ where: `${file.path}:${at + 1}`, remedy: `${remedy} (${id})` })),
        );
    });
}
