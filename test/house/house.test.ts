// The project itself, held against the house rules. Each failure lists where, and what to do instead.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tabSources } from '../sandbox/tab-build';
import { findBrokenArrows, findRings } from './arrows';
import { findForcedDoors } from './doors';
import { findLeftOvers } from './left-overs';
import { findMissingHeaders, findWrongNames } from './names';
import { findLockFaults, lockShape } from './packages';
import { findLongFiles, findLongFunctions, findSwollenWhole } from './sizes';
import { type Fault, listOwnFiles, readSources, root, toReport } from './source';
import { findUnprovedThreats } from './threats';
import { findStrays } from './top-level';

const sources = readSources();
const product = sources.filter((source) => !source.path.startsWith('test/'));
const notTests = sources.filter((source) => !/\.test\.tsx?$/.test(source.path));
const readText = (path: string) => ({ path, text: readFileSync(join(root, path), 'utf8') });
const topLevel = readdirSync(root);
const isText = (path: string) => /\.(tsx?|json|html|css|md|js|sql|svg)$/.test(path);

function expectNone(faults: readonly Fault[]) {
  expect(toReport(faults)).toBe('');
}

it('every import follows the arrows', () => expectNone(findBrokenArrows(sources)));
it('no two files import each other in a ring', () => expectNone(findRings(sources)));
it('environment, network, raw HTML and storage are touched by their one room only', () =>
  expectNone(findForcedDoors(sources)));
it('the tab is built anew when any file changes that it is made of', () => {
  const byModule = new Map(sources.map((source) => [source.path.replace(/\.tsx?$/, ''), source]));
  const parts = new Set(sources.filter(({ path }) => path.startsWith('tabs/')));
  for (const { imports } of parts) {
    for (const { target, isType } of imports) {
      const part = isType ? undefined : byModule.get(target);
      if (part) parts.add(part);
    }
  }
  const missed = [...parts].filter(({ path }) => !tabSources.some((from) => path.startsWith(`${from}/`)));
  expect(parts.size).toBeGreaterThan(100);
  expect(missed.map(({ path }) => path)).toEqual([]);
});
it('no file is longer than a reader can hold', () => expectNone(findLongFiles(sources)));
it('no function is longer than a reader can hold', () => expectNone(findLongFunctions(notTests)));
it('files and functions are short on the whole', () => expectNone(findSwollenWhole(product)));
it('files and things are named after what they do', () => expectNone(findWrongNames(sources)));
it('each file says at its top what it is for', () => expectNone(findMissingHeaders(sources)));
it('nothing is left for later, switched off or bound to one machine', () =>
  expectNone(
    findLeftOvers([
      ...listOwnFiles().filter(isText).map(readText),
      ...topLevel.filter((name) => isText(name) && name !== 'package-lock.json').map(readText),
    ]),
  ));
it('the top level holds what house rules name and nothing else', () => expectNone(findStrays(topLevel)));
it('T44: the lock file pulls in few packages, all with a hash, a known licence and no unread script', () => {
  const lock = lockShape.parse(JSON.parse(readText('package-lock.json').text));
  const { allowScripts } = JSON.parse(readText('package.json').text);
  expectNone(findLockFaults(lock, allowScripts));
});
it('every threat is named by a test, and README says what proves it', () => {
  const [, section = ''] = readText('README.md').text.split('### What is proved, and what is yours');
  expectNone(findUnprovedThreats(sources, section.split('\n## ')[0] ?? ''));
});
