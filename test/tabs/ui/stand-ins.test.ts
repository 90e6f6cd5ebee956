// What the build puts in the place of parts of libraries says the same, or has at least the names that are asked for.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tokens as fluentTokens } from '@fluentui/react-components';
import { expect, it } from 'vitest';
import { b } from '../../../tabs/host/no-log';
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

it('the log of teams-js takes what it is given and says nothing', () => {
  const telemetry = read('@microsoft/teams-js/dist/esm/packages/teams-js/src/internal/telemetry.js');
  expect(telemetry).toMatch(
    /import\{b as (\w)\}from"[./]+node_modules\/\.pnpm\/debug@4\.3\.5\/.*\/browser\.js"/,
  );
  const log = b.debug('teamsJs').extend('app').extend('initialize');
  expect(log('%s', 1)).toBeUndefined();
  expect(b.debug.formatArgs()).toBeUndefined();
});
