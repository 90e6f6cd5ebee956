// The rules on the cast of the made-up census, each person as a server of DSTU2, STU3 and R4 has them, read as the API reads them.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toEhrCells } from '../../../../api/clinical/cells';
import { toProblems } from '../../../../api/clinical/problems';
import { toVitals } from '../../../../api/clinical/vital-trends';
import { ehrColumns } from '../../../../api/contract/columns';
import type { ChartSections, Ehr } from '../../../../api/fhir/ehr';
import { cast } from '../../../sandbox/census/roles';
import { personas } from '../../../sandbox/persona';
import { type DemoSandbox, startSandbox } from '../../../sandbox/sandbox';
import { createValidate } from '../../../support/fhir-spec/validate';
import {
  createFhirRoom,
  type FhirRoom,
  readCharts,
  tidA,
  toConnection,
  toResources,
} from '../../fhir/fhir-room';
import { now, seed, vitalsOf } from './census';
import { more, toMoreRecords } from './records';
import { type Rule, type ServerName, type Shows, servers } from './rule';
import { patientRules, placeRules } from './rules-of-people';
import {
  allergyRules,
  coverageRules,
  orderRules,
  problemRules,
  reportedRules,
  vitalRules,
} from './rules-of-records';

let sandbox: DemoSandbox;
let room: FhirRoom;
beforeAll(async () => {
  sandbox = await startSandbox({ now, seed });
  room = openRoom();
}, 60_000);
afterAll(async () => {
  await room.close();
  await sandbox.close();
});

function openRoom(): FhirRoom {
  return createFhirRoom({ partners: sandbox.partnerRegistry, openServers: sandbox.openServers });
}

/** Of each column its value, or what there is instead of one. */
function toShown(sections: ChartSections, ehr: Ehr): Shows {
  const columns = ehrColumns.map(({ id }) => id);
  const context = { server: 'EHR', now, ...ehr.reading };
  const cells = Object.entries(toEhrCells(sections, { ...context, columns }));
  return {
    ...Object.fromEntries(
      cells.map(([column, cell]) => [column, cell.status === 'ok' ? cell.value : cell.status]),
    ),
    problems: toProblems(toResources(sections.Condition), context),
  };
}

const openEhr = (server: ServerName, from: FhirRoom) => from.fhir.open(toConnection(sandbox, server), tidA);

/** What they show, by id. */
async function readShown(ehr: Ehr, ids: readonly string[]): Promise<Map<string, Shows>> {
  const charts = await readCharts(ehr, ids);
  return new Map([...charts].map(([id, sections]) => [id, toShown(sections, ehr)]));
}

const toCase = (rule: Rule) => [rule.who, rule.rule, rule] as const;

describe.each(servers)('what the cast shows, read from %s', (server) => {
  let ehr: Ehr;
  let shown: ReadonlyMap<string, Shows>;
  let reported: ReadonlyMap<string, Shows>;
  beforeAll(async () => {
    for (const record of toMoreRecords(personas[server])) sandbox.records(server).put(record);
    ehr = await openEhr(server, room);
    shown = await readShown(ehr, [...Object.values(cast), ...Object.values(more)]);
    sandbox.knobs(server).set({ dropTypes: ['MedicationOrder', 'MedicationRequest'] });
    const later = openRoom();
    reported = await readShown(await openEhr(server, later), [more.reported]);
    await later.close();
    sandbox.knobs(server).reset();
  }, 60_000);

  const rules = [
    ...[...patientRules, ...placeRules, ...problemRules, ...allergyRules],
    ...[...vitalRules, ...orderRules, ...coverageRules],
  ];
  it('has nothing more recorded than a server of its release could', () => {
    const { release } = personas[server];
    expect(toMoreRecords(personas[server]).flatMap(createValidate(release))).toEqual([]);
  });

  it.each(rules.map(toCase))('%s: %s', (who, _, { shows, but }) => {
    expect(shown.get(who)).toMatchObject({ ...shows, ...but?.[server]?.shows });
  });

  it.each(reportedRules.map(toCase))('%s, who has no orders: %s', (who, _, { shows }) => {
    expect(reported.get(who)).toMatchObject(shows);
  });

  it('the trend of the panel has the last twenty values of a kind, oldest first', async () => {
    const { Observation } = (await readCharts(ehr, [cast.manyVitals])).get(cast.manyVitals) ?? {};
    const trends = toVitals(toResources(Observation), { server, now });
    const facts = vitalsOf(cast.manyVitals, '8867-4');
    expect(facts.length).toBeGreaterThan(20);
    expect(
      trends.find(({ kind }) => kind === 'heartRate')?.points.map(({ quantity }) => quantity?.value),
    ).toEqual(
      facts
        .slice(0, 20)
        .map(({ quantity }) => quantity?.value)
        .reverse(),
    );
  });
});
