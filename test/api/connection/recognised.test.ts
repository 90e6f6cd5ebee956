// Every persona by its real metadata, over sockets: which system the checks name, and what a team owner is told of it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Check } from '../../../api/contract/connect.schema';
import { toAbilities } from '../../../api/fhir/abilities.policy';
import { interviewed, openPersonas, type PersonaRoom } from '../../interop/personas';
import { type AnyPersonaId, personas, tenantIds } from '../../sandbox/persona';

let room: PersonaRoom;
beforeAll(async () => {
  room = await openPersonas();
}, 60_000);
afterAll(() => room.close());

/** What is told of each: its system, and what it can and can't do. */
const told: Record<string, readonly [system: string | null, abilities: string]> = {
  meridian: ['contract', 'batch sorted totals noEhrLists'],
  harbor: ['contract', 'batch sorted totals noCoverage noEhrLists'],
  cedar: ['contract', 'oneByOne sorted totals noEhrLists'],
  open: [null, 'batch sorted totals noEhrLists'],
  epic: ['epic', 'oneByOne unsorted demanding fuzzy noTotals noEhrLists'],
  'epic-dstu2': ['epic', 'oneByOne unsorted demanding fuzzy noTotals noCoverage noEhrLists'],
  oracle: ['oracle', 'batch unsorted demanding noTotals noEhrLists'],
  meditech: ['meditech', 'oneByOne unsorted noTotals noEhrLists'],
  athena: ['athena', 'oneByOne unsorted demanding noTotals noEhrLists'],
  datica: ['datica', 'batch sorted totals noEhrLists'],
  cloverleaf: ['cloverleaf', 'batch sorted totals noCoverage noEhrLists'],
  corolar: ['corolar', 'batch sorted totals noEhrLists'],
  redox: ['redox', 'oneByOne unsorted noTotals noEhrLists'],
  'ms-oss': ['ms-oss', 'batch sorted totals noEhrLists'],
  'ms-oss-stu3': ['ms-oss', 'batch sorted totals noEhrLists'],
  ahds: ['ahds', 'batch sorted totals noEhrLists'],
  'ahds-stu3': ['ahds', 'batch sorted totals noEhrLists'],
  'hspc-open': ['hspc', 'batch sorted totals noEhrLists'],
  'hspc-open-stu3': ['hspc', 'batch sorted totals noEhrLists'],
  'hspc-open-dstu2': ['hspc', 'batch sorted totals noCoverage noEhrLists'],
  'hspc-data': ['hspc', 'batch sorted totals noEhrLists'],
  'hspc-data-stu3': ['hspc', 'batch sorted totals noEhrLists'],
  'hspc-data-dstu2': ['hspc', 'batch sorted totals noCoverage noEhrLists'],
  hapi: ['hapi', 'batch sorted totals noEhrLists'],
  'hapi-stu3': ['hapi', 'batch sorted totals noEhrLists'],
  'hapi-dstu2': ['hapi', 'batch sorted totals noCoverage noEhrLists'],
  medplum: ['medplum', 'batch sorted totals noEhrLists'],
  google: ['google', 'batch sorted guessedTotals noEhrLists'],
  healthlake: ['healthlake', 'batch sorted noTotals noEhrLists'],
  firely: ['firely', 'batch sorted noTotals noEhrLists'],
};

const withoutLists = (abilities: readonly string[]) =>
  abilities.filter((id) => !/ehrlists/i.test(id)).join(' ');

it.each(interviewed)('%s is named, and its owner is told what it can', async (id: AnyPersonaId) => {
  const { partners, fhir } = room.room;
  const link = room.sandbox.linkTo(id, personas[id].hospitals[0] ?? 'seaview');
  const match = partners.findMatch(new URL(link), tenantIds.seaview);
  const partner = match?.kind === 'partner' ? match.partner : undefined;
  const access = partner && fhir.toMetadataAccess(partner, tenantIds.seaview);
  const capability = await fhir.capabilities.read({ link, pinned: partner?.rules.release, access });
  const known = partners.recognise(capability.signs, partner);
  const { abilities } = toAbilities(capability, partner?.rules ?? partners.toOpenRules(capability.signs));
  const [system, expected] = told[id] ?? [];
  expect([known.system, known.differs, withoutLists(abilities)]).toEqual([
    system,
    null,
    withoutLists((expected ?? '').split(' ')),
  ]);
});

it('the checks tell it in one line, after the token and before what it serves', async () => {
  const checks: Check[] = [];
  const result = await room.room.runChecks({
    link: room.sandbox.linkTo('epic', 'seaview'),
    tid: tenantIds.seaview,
    write: (check) => check.status !== 'running' && checks.push(check),
    signal: new AbortController().signal,
  });
  expect(checks.map(({ id }) => id).slice(5, 8)).toEqual(['token', 'system', 'resources']);
  expect(checks.find(({ id }) => id === 'system')).toMatchObject({
    status: 'ok',
    facts: {
      system: 'epic',
      by: 'registration',
      version: 'August 2026',
      needs: ['identifier', 'family+given+birthdate'],
    },
  });
  expect(result).toMatchObject({ system: { system: 'epic', version: 'August 2026', differs: null } });
});
