// What the build puts in the place of parts of libraries says the same, or has at least the names that are asked for.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tokens as fluentTokens } from '@fluentui/react-components';
import { expect, it } from 'vitest';
import { convert, convertProperty } from '../../../tabs/ui/no-mirror';
import {
  rehydrateRendererCache,
  warnAboutUnresolvedRule,
  warnAboutUnsupportedProperties,
} from '../../../tabs/ui/no-style-warnings';
import { tokens } from '../../../tabs/ui/token-names';

const read = (path: string) => readFileSync(join(import.meta.dirname, '../../../node_modules', path), 'utf8');

it('every token is the variable that Fluent names', () => {
  const names = Object.keys(fluentTokens);
  expect(names.length).toBeGreaterThan(400);
  expect(Object.fromEntries(names.map((name) => [name, tokens[name]]))).toEqual(fluentTokens);
});

it.each([
  ['runtime/warnings/warnAboutUnresolvedRule.js', warnAboutUnresolvedRule],
  ['runtime/warnings/warnAboutUnsupportedProperties.js', warnAboutUnsupportedProperties],
  ['renderer/rehydrateRendererCache.js', rehydrateRendererCache],
] as const)('Griffel has nothing but the one function in %s', (path, standIn) => {
  const exported = [...read(`@griffel/core/src/${path}`).matchAll(/^export \w+ (\w+)/gm)].map(
    ([, each]) => each,
  );
  expect(exported).toEqual([standIn.name]);
  expect(standIn()).toBeUndefined();
});

it('a rule is its own mirror', () => {
  const rule = { paddingLeft: '4px', color: 'red' };
  expect(convert(rule)).toBe(rule);
  expect(convertProperty('left', 1)).toEqual({ key: 'left', value: 1 });
});

it('teams-js is built in as Microsoft made it: nothing stands in for a part of it, and no loader reads it', () => {
  const build = read('../webpack.config.js');
  expect(build).toContain('alias: standIns');
  expect(build).not.toContain('teams-js');
  // The only loader is that of our own sources.
  expect(build.match(/\bloader:/g)).toHaveLength(1);
  expect(build).toContain('exclude: /node_modules/');
});
