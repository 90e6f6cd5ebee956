// What must hold for any answer of a server, not only for those that somebody thought of.
import fc from 'fast-check';
import type { Encounter, FhirResource } from 'fhir/r4';
import { describe, expect, it } from 'vitest';
import { toEhrCells } from '../../../api/clinical/cells';
import { toVitals } from '../../../api/clinical/vital-trends';
import { compareWhere } from '../../../api/clinical/where-order';
import { type ChartType, chartTypes, ehrColumns } from '../../../api/contract/columns';
import type { WhereValue } from '../../../api/contract/values';
import type { ChartSections } from '../../../api/fhir/ehr';
import { coded, context, isAbout, makeCondition, makeEncounter, makeVital, readR4 } from './sample';

const columns = ehrColumns.map(({ id }) => id);
const all: readonly FhirResource[] = chartTypes.flatMap((type) =>
  readR4(type, ['r4/synthea', 'r4/smart-converted-from-stu3']),
);
const patientIds = all.flatMap(({ resourceType, id }) => (resourceType === 'Patient' && id ? [id] : []));
const chartOf = new Map(patientIds.map((id) => [id, all.filter((resource) => isAbout(resource, id))]));

function toSections(resources: readonly FhirResource[]): ChartSections {
  const section = (type: ChartType) => ({
    status: 'ok' as const,
    resources: resources.filter(({ resourceType }) => resourceType === type),
    included: [],
    droppedForeign: 0,
    mayBeIncomplete: false,
    fetched: '2026-11-22T07:02:11.120Z',
  });
  return Object.fromEntries(chartTypes.map((type) => [type, section(type)]));
}
const toCells = (resources: readonly FhirResource[]) =>
  toEhrCells(toSections(resources), { ...context, columns });

const time = fc.constantFrom(undefined, '2026', '2026-11', '2026-11-20', '2026-11-20T10:00:00Z', 'odd');
const withTime = (value: string | undefined, field: string) =>
  value === undefined ? {} : { [field]: value };

const encounter = fc
  .record({
    id: fc.integer({ min: 1, max: 6 }),
    start: time,
    end: time,
    status: fc.constantFrom<Encounter['status'][]>('in-progress', 'finished', 'planned'),
  })
  .map(({ id, start, end, status }) =>
    makeEncounter(`e${id}`, {
      status,
      period: { ...withTime(start, 'start'), ...withTime(end, 'end') },
    }),
  );
const condition = fc
  .record({
    id: fc.integer({ min: 1, max: 6 }),
    recorded: time,
    onset: time,
    severity: fc.constantFrom('24484000', '255604002', 'x'),
  })
  .map(({ id, recorded, onset, severity }) =>
    makeCondition(`c${id}`, {
      severity: coded(severity),
      ...withTime(recorded, 'recordedDate'),
      ...withTime(onset, 'onsetDateTime'),
    }),
  );
const vital = fc
  .record({
    id: fc.integer({ min: 1, max: 9 }),
    code: fc.constantFrom('8480-6', '8462-4', '85354-9', '8867-4', '72514-3'),
    value: fc.integer({ min: 1, max: 200 }),
    at: time,
    issued: time,
  })
  .map(({ id, code, value, at, issued }) =>
    makeVital(`o${id}`, code, {
      ...(code === '85354-9'
        ? { component: [{ code: coded('8480-6'), valueQuantity: { value } }] }
        : { valueQuantity: { value } }),
      ...withTime(at, 'effectiveDateTime'),
      ...withTime(issued, 'issued'),
    }),
  );
const anyChart = fc.uniqueArray(fc.oneof(encounter, condition, vital), {
  maxLength: 20,
  selector: ({ id }) => id,
});

/** A seed puts the resources in another order; the same seed always in the same. */
function shuffle<T>(items: readonly T[], seed: number): T[] {
  return items
    .map((item, index) => ({ item, key: ((index + 1) * (seed * 2 + 1) * 2654435761) % 4294967296 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

describe('any answer of a server', () => {
  it('gives the same cells in whatever order its resources come', () => {
    fc.assert(
      fc.property(anyChart, fc.nat(1000), (resources, seed) => {
        expect(toCells(shuffle(resources, seed))).toEqual(toCells(resources));
        expect(toVitals(shuffle(resources, seed), context)).toEqual(toVitals(resources, context));
      }),
      { numRuns: 300 },
    );
  });

  it('of each sample patient does so too', () => {
    fc.assert(
      fc.property(fc.constantFrom(...patientIds), fc.nat(1000), (id, seed) => {
        const resources = chartOf.get(id) ?? [];
        expect(resources.length).toBeGreaterThan(3);
        expect(toCells(shuffle(resources, seed))).toEqual(toCells(resources));
      }),
      { numRuns: 100 },
    );
  });

  it('is the same with other people’s resources mixed in, once they are dropped by subject', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...patientIds),
        fc.constantFrom(...patientIds),
        fc.nat(1000),
        (id, other, seed) => {
          const own = chartOf.get(id) ?? [];
          const mixed = shuffle([...own, ...(other === id ? [] : (chartOf.get(other) ?? []))], seed);
          expect(toCells(mixed.filter((resource) => isAbout(resource, id)))).toEqual(toCells(own));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('never makes a rule throw: no cell of a sample patient is failed', () => {
    for (const resources of chartOf.values()) {
      for (const cell of Object.values(toCells(resources))) expect(cell.status).not.toBe('failed');
    }
  });

  it('never shows a social-security, licence or passport number in any cell of any sample patient', () => {
    for (const id of patientIds) {
      const resources = chartOf.get(id) ?? [];
      const shown = JSON.stringify(toCells(resources));
      for (const resource of resources) {
        if (resource.resourceType !== 'Patient') continue;
        for (const { type, value } of resource.identifier ?? []) {
          const code = type?.coding?.[0]?.code ?? '';
          if (value && ['SS', 'SB', 'DL', 'PPN'].includes(code)) expect(shown).not.toContain(value);
        }
      }
    }
  });
});

describe('the order of places', () => {
  const text = fc.constantFrom(undefined, 'Bed 1', 'Bed 2', 'Bed 10', 'A', 'a');
  const anyPlace: fc.Arbitrary<WhereValue> = fc.record({
    kind: fc.constantFrom('in' as const, 'noBed' as const, 'left' as const, 'noEncounter' as const),
    hospital: text,
    ward: text,
    room: text,
    bed: text,
    text,
  });

  it('is an order: antisymmetric and transitive', () => {
    fc.assert(
      fc.property(anyPlace, anyPlace, anyPlace, (a, b, c) => {
        expect(Math.sign(compareWhere(a, b)) + Math.sign(compareWhere(b, a))).toBe(0);
        if (compareWhere(a, b) <= 0 && compareWhere(b, c) <= 0)
          expect(compareWhere(a, c)).toBeLessThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });
});
