// What others rely on and no compiler sees: the packages that were asked for do the work, README leads a newcomer, data keep their licences.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSources, root } from './source';

const readText = (path: string) => readFileSync(join(root, path), 'utf8');
const sources = readSources();

it.each([
  ['@microsoft/teams-js', 'tabs/host/teams-host.ts'],
  ['react', 'tabs/list/ListScreen.tsx'],
  ['@fluentui/react-components', 'tabs/app/Themed.tsx'],
  ['express', 'api/app.ts'],
  ['@azure/msal-node', 'api/partners/entra-request.service.ts'],
  ['fhirclient', 'tabs/net/fhir.ts'],
])('%s is used where its work is done', (name, path) => {
  const found = sources.find((source) => source.path === path)?.imports ?? [];
  expect(found.some(({ target, isType }) => target === name && !isType)).toBe(true);
});

it('webpack builds the tab', () => {
  expect(JSON.parse(readText('package.json')).scripts.build).toMatch(/^webpack /);
});

describe('README', () => {
  const text = readText('README.md');
  const section = (title: string) => text.split(`\n### ${title}\n`)[1]?.split('\n## ')[0] ?? '';

  it('begins with the two commands, and .ci/run takes them from there', () => {
    expect(text).toContain('```\nnpm ci && npm start\n```');
    expect(text).toContain('```\nnpm ci && npm test\n```');
    const { scripts } = JSON.parse(readText('package.json'));
    const named = [...text.matchAll(/`npm (?:run )?([a-z]\w*)/g)].map(([, script = '']) => script);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((script) => !['ci', 'test', 'start'].includes(script) && !scripts[script])).toEqual(
      [],
    );
  });

  it.each(['To add a column', 'To add a partner', 'To add a FHIR field'])('says how: %s', (title) => {
    const named = [...section(title).matchAll(/`((?:api|tabs|test)\/[\w./-]+)`/g)].map(
      ([, path = '']) => path,
    );
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('has a map that names each room at the top, and none that is gone', () => {
    const [, map = ''] = text.split('## The house');
    const rooms = [...(map.split('###')[0] ?? '').matchAll(/`((?:api|tabs|manifest|test)\/[\w/-]*)`/g)].map(
      ([, room = '']) => room,
    );
    expect(rooms).toEqual(expect.arrayContaining(['api/', 'tabs/', 'manifest/', 'test/e2e/']));
    expect(rooms.filter((room) => !existsSync(join(root, room)))).toEqual([]);
  });

  it('shows the app: its pictures are there', () => {
    const pictures = [...text.matchAll(/(?:!\[[^\]]*\]\(|src(?:set)?=")(\.[^)"]+)/g)].map(
      ([, path = '']) => path,
    );
    expect(pictures.length).toBeGreaterThan(0);
    expect(pictures.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });
});

it('rooms of the API and of the tab are named in their own READMEs', () => {
  for (const part of ['api', 'tabs']) {
    const text = readText(`${part}/README.md`);
    const rooms = readdirSync(join(root, part), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(rooms.map(({ name }) => name).filter((name) => !text.includes(`${name}/`))).toEqual([]);
  }
});

it('sample data say where they are from, under which licence, and that nobody in them is real', () => {
  const folder = 'test/fixtures/sample-data';
  const text = readText(`${folder}/README.md`);
  expect(text).toMatch(/nothing here is a real person/i);
  const sets = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ndjson'))
    .map((path) => dirname(path));
  expect(new Set(sets).size).toBeGreaterThan(5);
  for (const set of new Set(sets)) {
    const row = text.split('\n').find((line) => line.startsWith(`| \`${set}\``)) ?? `${set} has no line`;
    expect(row).toMatch(/Apache-2\.0|CC0-1\.0/);
  }
});
