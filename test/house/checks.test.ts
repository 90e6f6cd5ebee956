// The other house checks with bad samples: a check that can't fail is no check.
import { expect, it } from 'vitest';
import { findLeftOvers, words } from './left-overs';
import { findMissingHeaders, findWrongNames } from './names';
import { findLockFaults, type Lock, packageBudget, productionBudget } from './packages';
import { findLongFiles, findLongFunctions, findSwollenWhole, sizeLimits, toQuantile } from './sizes';
import { toSource } from './source';
import { findUnprovedThreats, toRows, toTitles } from './threats';
import { findStrays } from './top-level';

const linesOf = (count: number, line = 'export {};') => `${Array(count).fill(line).join('\n')}\n`;
const longFunction = (inner: number, body = '  call();') =>
  `export function long() {\n${linesOf(inner, body)}}\n`;

it('a file of 351 lines is too long, one of 350 is not', () => {
  expect(findLongFiles([toSource('api/a.ts', linesOf(sizeLimits.file + 1))])).toHaveLength(1);
  expect(findLongFiles([toSource('api/a.ts', linesOf(sizeLimits.file))])).toEqual([]);
});

it('a function of 61 lines is too long, one of 60 is not; markup may have 100', () => {
  const find = (path: string, text: string) => findLongFunctions([toSource(path, text)]);
  expect(find('api/a.ts', longFunction(59))).toHaveLength(1);
  expect(find('api/a.ts', longFunction(58))).toEqual([]);
  expect(find('tabs/A.tsx', longFunction(98, '  show(<p />);'))).toEqual([]);
  expect(find('tabs/A.tsx', longFunction(99, '  show(<p />);'))).toHaveLength(1);
});

it('functions inside a function are measured by themselves', () => {
  const inside = `  const inner = () => {\n${linesOf(50, '    call();')}  };\n`;
  const find = (parts: number) =>
    findLongFunctions([toSource('api/a.ts', `function createX() {\n${inside.repeat(parts)}}\n`)]);
  expect(find(3)).toEqual([]);
  expect(find(59)).toHaveLength(1);
});

it('many files a little too long are seen on the whole', () => {
  const files = Array.from({ length: 10 }, (_, at) => toSource(`api/f${at}.ts`, linesOf(210)));
  expect(findSwollenWhole(files).map((fault) => fault.where)).toEqual([
    'median length of a file',
    'length of the longest tenth of files',
  ]);
  expect(findSwollenWhole([toSource('api/a.ts', longFunction(40))])).toHaveLength(1);
});

it('quantiles are taken from the values themselves', () => {
  expect(toQuantile([5, 1, 4, 2, 3, 6, 7, 8, 9, 10], 0.9)).toBe(9);
  expect(toQuantile([], 0.5)).toBe(0);
});

it.each([
  ['api/lists/listService.ts', 'kebab-case'],
  ['api/lists/list.thing.ts', 'role'],
  ['api/lists/list.store.map.ts', 'role'],
  ['api/lists/index.ts', 'barrel'],
  ['api/utils/dates.ts', 'after what it does'],
  ['tabs/ui/color-helper.ts', 'after what it does'],
  ['tabs/ui/chip.part.tsx', 'role'],
])('%s is a wrong name', (path, word) => {
  expect(findWrongNames([toSource(path, '')])[0]?.remedy).toContain(word);
});

it.each(['api/lists/list.store.ts', 'tabs/ui/Chip.tsx', 'tabs/ui/useTheme.ts', 'test/api/app.test.ts'])(
  '%s is a right name',
  (path) => expect(findWrongNames([toSource(path, '')])).toEqual([]),
);

it('an I prefix and an empty word in a name are found', () => {
  const source = toSource('api/a.ts', 'interface IRow {}\nclass ListManager {}\ninterface Identity {}\n');
  expect(findWrongNames([source]).map((fault) => fault.where)).toEqual([
    'api/a.ts:1 IRow',
    'api/a.ts:2 ListManager',
  ]);
});

it('a file without a header is found, a test file needs none', () => {
  expect(findMissingHeaders([toSource('api/a.ts', 'export {};')])).toHaveLength(1);
  expect(findMissingHeaders([toSource('api/a.ts', '// What for.\nexport {};')])).toEqual([]);
  expect(findMissingHeaders([toSource('test/a.test.ts', 'export {};')])).toEqual([]);
});

const leftOver: Record<string, [path: string, text: string]> = {
  'left-for-later': ['api/a.ts', '// TODO: later'],
  debugging: ['api/a.ts', 'console.log(1);'],
  'type-hole': ['api/a.ts', 'const a = row!.id;'],
  'test-switched-off': ['test/api/a.test.ts', "it.skip('works', () => {});"],
  sleep: ['test/api/a.test.ts', 'await new Promise((resolve) => setTimeout(resolve, 50));'],
  snapshot: ['test/api/a.test.ts', 'expect(a).toMatchSnapshot();'],
  'registry-or-machine': ['README.md', ['see ', 'work', 'main'].join('/')],
};

it('each word to look for has a bad sample', () => {
  expect(Object.keys(leftOver).sort()).toEqual(words.map((word) => word.id).sort());
});

it.each(Object.entries(leftOver))('"%s" is found', (id, [path, text]) => {
  expect(findLeftOvers([{ path, text }])[0]?.remedy).toContain(`(${id})`);
});

it('a stray file at the top level is found, dot-files and what commands make are not', () => {
  expect(findStrays(['notes.md', '.biome.json', 'dist', 'api']).map((fault) => fault.where)).toEqual([
    'notes.md',
  ]);
});

const fine = { integrity: 'sha512-abc', license: 'MIT' };
const findIn = (packages: Lock['packages']) => findLockFaults({ packages }, { native: true });

it.each([
  ['comes from a host', { ...fine, resolved: 'https://mirror.example/a.tgz' }, 'never from git'],
  ['comes from git', { ...fine, resolved: 'git+ssh://git@example.org/a.git' }, 'never from git'],
  ['has no hash', { license: 'MIT' }, 'integrity'],
  ['has a weak hash', { ...fine, integrity: 'sha1-abc' }, 'integrity'],
  ['runs an unread script', { ...fine, hasInstallScript: true }, 'allowScripts'],
  ['has a strange licence', { ...fine, license: 'AGPL-3.0 AND MIT' }, 'licence'],
  ['has no licence', { integrity: 'sha512-abc', license: undefined }, 'licence'],
])('T44: a package that %s is refused', (_what, entry, word) => {
  expect(
    findIn({ 'node_modules/a': entry })
      .map((fault) => fault.remedy)
      .join(),
  ).toContain(word);
});

it('T44: a package with a hash, a listed script and one allowed licence of several passes', () => {
  const native = { ...fine, hasInstallScript: true, license: '(AGPL-3.0 OR MIT)' };
  expect(findIn({ '': { license: 'UNLICENSED' }, 'node_modules/native': native })).toEqual([]);
});

it('T44: more packages than the budget are refused', () => {
  const many = Array.from({ length: packageBudget + 1 }, (_, at) => [`node_modules/p${at}`, fine]);
  const where = findIn(Object.fromEntries(many)).map((fault) => fault.where);
  expect(where).toContain(`package-lock.json (${packageBudget + 1} packages)`);
});

it('T44: of what runs in production there is a budget of its own', () => {
  const many = Array.from({ length: productionBudget + 1 }, (_, at) => [`node_modules/p${at}`, fine]);
  const packages = Object.fromEntries(many);
  expect(findIn(packages).map((fault) => fault.where)).toEqual([
    `package-lock.json (${productionBudget + 1} packages in production)`,
  ]);
  expect(findIn({ ...packages, 'node_modules/p0': { ...fine, dev: true } })).toEqual([]);
});

it('the title of a test is found however it is made', () => {
  const template = `\`T2: on \${name}\``;
  const text = `describe.each([1])('T1: a', () => { it(${template}, f); test('T3', f); ask('T4'); });`;
  expect(toTitles(toSource('test/a.test.ts', text))).toEqual(["'T1: a'", template, "'T3'"]);
  expect(toRows('T3, T7–T9 and T20-22')).toEqual([3, 7, 8, 9, 20, 21, 22]);
});

it('a threat that no title and no line of README names is found', () => {
  const all = Array.from({ length: 48 }, (_, at) => `T${at + 1}`).join(', ');
  const find = (title: string, section: string) =>
    findUnprovedThreats([toSource('test/a.test.ts', `it('${title}', f);`)], section).map(
      ({ where }) => where,
    );
  expect(find(all, all)).toEqual([]);
  expect(find(all.replace('T19, ', ''), all)).toEqual(['T19']);
  expect(find(all.replace('T19, T20, T21', 'T19–T21'), all)).toEqual(['T19', 'T20', 'T21']);
  expect(find(all, all.replace('T19, ', ''))).toEqual(['T19']);
  expect(find(all.replace('T35, ', ''), all)).toEqual([]);
});
