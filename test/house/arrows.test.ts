// Each arrow and each door with a bad sample that it must catch and a good one that it must let pass.
import { expect, it } from 'vitest';
import { arrows, findBrokenArrows, findRings } from './arrows';
import { doors, findForcedDoors } from './doors';
import { toSource } from './source';

const bad: Record<string, [path: string, text: string]> = {
  'rooms-by-compose': ['api/lists/list.service.ts', "import { createAudit } from '../audit/audit.service';"],
  'rooms-know-no-composer': ['api/lists/list.service.ts', "import { compose } from '../compose';"],
  'contract-is-a-leaf': ['api/contract/paths.ts', "import type { Scope } from '../sign-in/scope';"],
  'clinical-is-pure': ['api/clinical/vitals.map.ts', "import { readFileSync } from 'node:fs';"],
  'outbound-is-the-only-door': ['api/partners/token.service.ts', "import { request } from 'undici';"],
  'express-at-the-edge': ['api/lists/list.service.ts', "import type { Request } from 'express';"],
  'sql-in-stores': ['api/lists/list.service.ts', "import { sql } from 'kysely';"],
  'releases-in-fhir': ['api/lists/list.service.ts', "import type { Patient } from 'fhir/r3';"],
  'api-stands-alone': ['api/lists/list.service.ts', "import type { Words } from '../../tabs/i18n/useWords';"],
  'tab-reads-the-contract': [
    'tabs/list/ListScreen.tsx',
    "import type { Row } from '../../api/lists/list.map';",
  ],
  'no-schemas-in-the-tab': [
    'tabs/list/ListScreen.tsx',
    "import { row } from '../../api/contract/lists.schema';",
  ],
  'teams-by-host': ['tabs/list/ListScreen.tsx', "const teams = await import('@microsoft/teams-js');"],
  'fhirclient-reads-the-facade': ['tabs/patient/chart.ts', "import fhir from 'fhirclient';"],
  'features-apart': ['tabs/list/ListScreen.tsx', "import { SearchBox } from '../search/SearchBox';"],
  'foundations-know-no-feature': ['tabs/ui/Chip.tsx', "import { ListScreen } from '../list/ListScreen';"],
  'ui-fetches-nothing': ['tabs/ui/Chip.tsx', "import { get } from '../net/client';"],
  'nothing-needs-tests': ['api/main.ts', "import { demo } from '../test/sandbox/demo';"],
  'manifest-stands-alone': ['manifest/build.ts', "import { paths } from '../api/contract/paths';"],
};

const good: [path: string, text: string][] = [
  ['api/lists/list.service.ts', "import type { Audit } from '../audit/audit.service';"],
  ['api/lists/list.service.ts', "import { limits } from '../contract/limits';"],
  ['api/lists/list.service.ts', "import { KnownError } from '../errors/known-error';"],
  ['api/lists/list.routes.ts', "import { teamRoute } from '../http/route';"],
  ['api/lists/list.store.ts', "import { sql } from 'kysely';"],
  ['api/compose.ts', "import { createAudit } from './audit/audit.service';"],
  ['api/contract/lists.schema.ts', "import { z } from 'zod';"],
  ['tabs/list/ListScreen.tsx', "import { type Row, type Note } from '../../api/contract/lists.schema';"],
  ['tabs/patient/PatientPanel.tsx', "import { toAllergies } from '../../api/clinical/allergies.map';"],
  ['tabs/app/App.tsx', "import { ListScreen } from '../list/ListScreen';"],
  ['test/api/app.test.ts', "import express from 'express';"],
];

it('each arrow has a bad sample', () => {
  expect(Object.keys(bad).sort()).toEqual(arrows.map((arrow) => arrow.id).sort());
});

it.each(Object.entries(bad))('%s is caught and says what to do instead', (id, [path, text]) => {
  const remedies = findBrokenArrows([toSource(path, text)]).map((fault) => fault.remedy);
  expect(remedies.some((remedy) => remedy.endsWith(`(${id})`))).toBe(true);
});

it.each(good)('%s may write %s', (path, text) => {
  expect(findBrokenArrows([toSource(path, text)])).toEqual([]);
});

it('a ring of value imports is found, one that types close is not', () => {
  const a = toSource('api/lists/a.ts', "import { b } from './b';");
  expect(findRings([a, toSource('api/lists/b.ts', "import { a } from './a';")])[0]?.where).toBe(
    'api/lists/a.ts → api/lists/b.ts → api/lists/a.ts',
  );
  expect(findRings([a, toSource('api/lists/b.ts', "import type { a } from './a';")])).toEqual([]);
});

const forced: Record<string, string> = {
  environment: 'export const port = process.env.PORT;',
  network: "export const read = () => fetch('https://fhir.example');",
  facade: "export const toChart = (team: TeamAddress) => paths.fhir(team).concat('/Patient/1/$chart');",
  'raw-html': 'export const show = (node: Element, text: string) => { node.innerHTML = text; };',
  'raw-sql': 'export const find = (order: string) => sql.raw(order);',
  'browser-storage': "export const remember = () => localStorage.setItem('list', '1');",
};

it('each door has a bad sample', () => {
  expect(Object.keys(forced).sort()).toEqual(doors.map((door) => door.id).sort());
});

it.each(Object.entries(forced))('the door "%s" is not forced unseen', (id, text) => {
  const remedies = findForcedDoors([toSource('tabs/list/list.ts', text)]).map((fault) => fault.remedy);
  expect(remedies).toHaveLength(1);
  expect(remedies[0]).toContain(`(${id})`);
});

it('the rooms that own a door may use it', () => {
  const allowed = [
    toSource('api/config/config.ts', 'export const port = process.env.PORT;'),
    toSource('tabs/net/client.ts', "export const read = () => fetch('/api');"),
  ];
  expect(findForcedDoors(allowed)).toEqual([]);
});
