import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditRecord } from '../../../api/audit/record';
import { toAuditEvents } from '../../../api/audit/views/audit-event.map';
import { toLogHead, toLogLine } from '../../../api/audit/views/csv.map';
import { toM365 } from '../../../api/audit/views/m365.map';
import { auditOperations } from '../../../api/contract/audit.schema';
import { toSafeCell } from '../../../api/tables/safe-cell';
import { toSize } from '../../security/figures';
import { findBalpFaults } from '../../support/balp';
import { parseCsv } from '../../support/parse-csv';

const times = toSize('PATIENTS_TEST_AUDIT_EVENTS', 1_000);
const id = fc.stringMatching(/^[A-Za-z0-9.-]{1,64}$/);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const objects = fc.array(
  fc.record({ kind: fc.constantFrom('list', 'row', 'note'), id, label: maybe(fc.string()) }),
  {
    maxLength: 3,
  },
);
const ref = fc.oneof(
  fc.uuid(),
  id.map((patient) => `known/${patient}`),
  id.map((patient) => `gone/${patient}`),
);

const record: fc.Arbitrary<AuditRecord> = fc
  .record({
    operation: fc.constantFrom(...auditOperations),
    outcomeCode: fc.constantFrom(0, 4, 8, 12),
    name: fc.string({ minLength: 1 }),
    username: maybe(fc.constantFrom('chen@seaview.test', 'o.hart@seaview.test')),
    role: fc.constantFrom('owner', 'member', 'stranger', 'operator'),
    uti: maybe(fc.string({ minLength: 1 })),
    clientIp: maybe(fc.ipV4()),
    objects,
    patients: fc.array(fc.record({ ref, label: maybe(fc.string()) }), { maxLength: 4 }),
    query: maybe(fc.string({ minLength: 1 })),
    uuid: fc.uuid(),
  })
  .map(({ name, username, uuid, ...parts }) => ({
    ...parts,
    seq: 7,
    id: uuid,
    at: '2026-11-26T07:00:00.123Z',
    outcome: parts.outcomeCode === 0 ? 'success' : 'failure',
    reason: parts.outcomeCode === 0 ? null : 'not_found',
    tid: 'tenant',
    teamId: 'team',
    channelId: '',
    person: { id: 'oid', name, username },
    azp: null,
    agentHash: null,
    requestId: 'request',
    ehr: null,
    change: null,
    isShredded: false,
    query: parts.operation === 'PatientSearch' && parts.outcomeCode === 0 ? (parts.query ?? '{}') : null,
    prevHash: 'p',
    hash: 'h',
    keyId: 'k',
  }));
const context = {
  server: 'https://patients.test/',
  findBase: (connection: string) => (connection === 'known' ? 'https://ehr.test/r4/' : undefined),
};

describe('the log as FHIR AuditEvents', () => {
  it('keeps the rules of IHE BALP, whatever was recorded: one event for each patient', () => {
    fc.assert(
      fc.property(record, (each) => {
        const events = toAuditEvents(each, context);
        expect(events).toHaveLength(Math.max(each.patients.length, 1));
        expect(events.flatMap(findBalpFaults)).toEqual([]);
      }),
      { numRuns: times, seed: 20_261_126 },
    );
  });

  const [sample] = fc.sample(record, { numRuns: 1, seed: 1 });
  const toOne = (parts: Partial<AuditRecord>) => {
    if (!sample) throw new Error('no sample');
    const [event] = toAuditEvents(
      { ...sample, outcomeCode: 0, patients: [{ ref: 'known/1', label: 'Secret Name' }], ...parts },
      context,
    );
    if (!event) throw new Error('no event');
    return event;
  };

  it('a view says who read whose data, and a search what was asked, in base64', () => {
    const read = toOne({ operation: 'PatientView', query: null });
    expect(read.meta?.profile?.[0]).toMatch(/PatientRead$/);
    expect(read.entity?.[0]?.what?.reference).toBe('https://ehr.test/r4/Patient/1');
    const search = toOne({ operation: 'PatientSearch', query: '{"name":"smith"}' });
    expect(search.meta?.profile?.[0]).toMatch(/PatientQuery$/);
    const query = search.entity?.find(({ role }) => role?.code === '24')?.query ?? '';
    expect(Buffer.from(query, 'base64').toString()).toBe('{"name":"smith"}');
    expect(JSON.stringify([read, search])).not.toContain('Secret Name');
  });

  it('the rules themselves find what breaks them', () => {
    const event = toOne({ operation: 'PatientView', query: null });
    expect(findBalpFaults({ ...event, agent: event.agent.slice(0, 1) })).not.toEqual([]);
    expect(findBalpFaults({ ...event, entity: event.entity?.slice(1) ?? [] })).not.toEqual([]);
    expect(findBalpFaults({ ...event, action: 'D' })).not.toEqual([]);
    const search = toOne({ operation: 'PatientSearch', query: '{}' });
    const entity = search.entity?.filter(({ role }) => role?.code !== '24') ?? [];
    expect(findBalpFaults({ ...search, entity })).not.toEqual([]);
  });
});

describe('the log as CSV', () => {
  it('reads back as it was, whatever stands in a cell', () => {
    const width = parseCsv(toLogHead())[0]?.length;
    fc.assert(
      fc.property(record, (each) => {
        const rows = parseCsv(toLogLine(each));
        expect(rows.map((row) => row.length)).toEqual([width]);
        expect(rows[0]?.[5]).toBe(toSafeCell(each.person.name));
      }),
      { numRuns: 300, seed: 20_261_126 },
    );
  });
});

it('the log in the Microsoft 365 schema has what that schema needs', () => {
  fc.assert(
    fc.property(record, (each) => {
      expect(toM365(each)).toMatchObject({
        ...{
          Id: each.id,
          Operation: each.operation,
          OrganizationId: 'tenant',
          UserKey: 'oid',
          RecordType: 49,
        },
        ...{
          CreationTime: '2026-11-26T07:00:00',
          ResultStatus: each.outcomeCode === 0 ? 'Succeeded' : 'Failed',
        },
      });
    }),
    { numRuns: 100, seed: 20_261_126 },
  );
});
