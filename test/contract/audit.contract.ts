// What the audit log promises, whatever database is under it.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../api/audit/audit';
import { createSigner } from '../../api/audit/signer';
import { createLogCheck } from '../../api/audit/verify.store';
import { type TeamAddress, teamPath } from '../../api/contract/paths';
import { KnownError } from '../../api/errors/known-error';
import { type Scope, toScope } from '../../api/sign-in/scope';
import { signToken, toClaims } from '../support/entra';
import { madeUpRoute } from '../support/made-up-routes';
import { people, places, teamsWeb } from '../support/people';
import { type SmallApp, startSmallApp } from '../support/small-app';

const masterKey = new Uint8Array(32).fill(7);
const canary = 'Zebedee Canary';
let app: SmallApp;

async function start(storeUrl: string): Promise<SmallApp> {
  return startSmallApp({
    storeUrl,
    trustedProxies: ['127.0.0.0/8'],
    now: () => Date.now() + ahead,
    routes: () => [
      madeUpRoute('PatientListRename', '/fails/{listId}', {
        handle: async () => {
          throw new KnownError('name_taken', { status: 409, detail: 'Another list has this name.' });
        },
      }),
      madeUpRoute('EHRConnectionSet', '/owners', { who: 'owner' }),
    ],
  });
}

/** `channelId`: of a private channel, whose data is its own. */
function scopeOf(
  person = people.chen,
  { teamId, channelId = '' }: { teamId: string; channelId?: string } = { teamId: places.ward5.teamId },
): Scope {
  return toScope({
    principal: person,
    tid: person.tid,
    teamId,
    channelId,
    viaChannelId: '19:general-a@thread.tacv2',
    role: 'member',
    requestId: 'request',
  });
}

function toEvent(parts: Partial<AuditEvent> = {}): AuditEvent {
  return {
    scope: scopeOf(),
    operation: 'PatientView',
    outcome: 'success',
    objects: [],
    patients: [],
    ...parts,
  };
}
const rows = () =>
  app.store.db.selectFrom('audit_events').selectAll().orderBy('tid').orderBy('seq').execute();
const lastRow = async (tid: string) => (await rows()).findLast((row) => row.tid === tid);
async function openColumn(row: Awaited<ReturnType<typeof lastRow>>, column: 'objects' | 'change') {
  const { tid = '', team_id: teamId = '', id: rowId = '' } = row ?? {};
  const open = await app.store.sealer.findOpener({ tid, teamId });
  return JSON.parse(open({ table: 'audit_events', rowId, column }, row?.[column] ?? '') ?? '') as unknown;
}
/** How far the clock of the gate that counts refusals is ahead. */
let ahead = 0;
const record = (event: AuditEvent) => app.store.transaction((tx) => app.audit.record(tx, event));
const ward = teamPath(places.ward5);
const read = async (query = '') => (await app.as(people.olivia).get(`${ward}/audit${query}`)).json;

export function describeAudit(name: string, newUrl: () => Promise<string>): void {
  describe(`the audit log on ${name}`, () => {
    beforeAll(async () => {
      app = await start(await newUrl());
    }, 60_000);
    afterAll(() => app.close());
    describe('a recorded event', describeEvents);
    describe('a failure', describeFailures);
    describe('reading the log', describeReading);
  });
}

function describeEvents(): void {
  it('comes back with its person, objects and patients', async () => {
    await record(
      toEvent({
        objects: [{ kind: 'list', id: 'list-1', label: 'Ward 5' }],
        patients: [{ ref: 'c1/p1', label: canary }, { ref: 'c1/p2' }],
        query: canary,
      }),
    );
    const page = await read('?operation=PatientView');
    expect(page.entries[0]).toMatchObject({
      operation: 'PatientView',
      outcome: 'success',
      reason: null,
      person: { id: people.chen.oid, name: people.chen.name },
      objects: [{ kind: 'list', id: 'list-1', label: 'Ward 5' }],
      patients: [
        { ref: 'c1/p1', label: canary },
        { ref: 'c1/p2', label: null },
      ],
    });
  });

  it('T30, T38: keeps names and queries sealed', async () => {
    await record(toEvent({ patients: [{ ref: 'c1/p3', label: canary }], query: canary }));
    const rows = await app.store.db.selectFrom('audit_events').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain('Zebedee');
  });

  it('T34: says from where it came: the address by the nearest proxy that is not ours, the browser as a hash', async () => {
    const user = app.as(people.chen);
    const agent = `Browser\u001b[31m${'x'.repeat(9_000)}`.replace('\u001b', '');
    const headers = { 'x-forwarded-for': '6.6.6.6, 203.0.113.9, 127.0.0.4', 'user-agent': agent };
    await user.get(`${ward}/fails/list-1`, { headers });
    expect(await lastRow(people.chen.tid)).toMatchObject({
      client_ip: '203.0.113.9',
      agent_hash: createHash('sha256').update(agent).digest('base64url'),
      azp: teamsWeb,
    });
    await user.get(`${ward}/fails/list-1`, { headers: { 'x-forwarded-for': 'drop table; <b>' } });
    expect((await lastRow(people.chen.tid))?.client_ip).toBe('127.0.0.1');
  });

  it('T34: a name can neither begin a line of its own nor turn or colour the writing', async () => {
    const name = 'Chen\r\n2026-11-26 Mallory \u001b[2J\u202e Wei';
    await record(
      toEvent({
        scope: scopeOf({ ...people.chen, name }),
        objects: [{ kind: 'list', id: '1', label: name }],
      }),
    );
    const safe = 'Chen\ufffd\ufffd2026-11-26 Mallory \ufffd[2J\ufffd Wei';
    expect((await lastRow(people.chen.tid))?.person_name).toBe(safe);
    expect((await read('?operation=PatientView')).entries[0].objects[0].label).toBe(safe);
  });

  it('keeps what was changed, sealed, and how bad a failure was', async () => {
    const change = { room: { from: canary, to: 'W5-02' } };
    await record(toEvent({ operation: 'PatientDetailsEdit', change }));
    const row = await lastRow(people.chen.tid);
    expect(await openColumn(row, 'change')).toEqual(change);
    expect(row?.outcome_code).toBe(0);
    await record(toEvent({ outcome: 'failure', reason: 'server_timeout' }));
    expect((await lastRow(people.chen.tid))?.outcome_code).toBe(8);
    await record(toEvent({ outcome: 'failure', reason: 'store_unavailable' }));
    expect((await lastRow(people.chen.tid))?.outcome_code).toBe(12);
  });

  it('T33: is gone with the change that it belongs to', async () => {
    const before = await app.store.db.selectFrom('audit_heads').selectAll().execute();
    const broken = app.store.transaction(async (tx) => {
      await app.audit.record(tx, toEvent({ patients: [{ ref: 'c1/rolled-back' }] }));
      throw new Error('the change failed');
    });
    await expect(broken).rejects.toThrow('the change failed');
    expect(await app.store.db.selectFrom('audit_heads').selectAll().execute()).toEqual(before);
    expect((await read('?patient=c1%2Frolled-back')).entries).toEqual([]);
  });

  it('many at once get numbers without a gap, in one whole chain', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, index) => record(toEvent({ patients: [{ ref: `c1/${index}` }] }))),
    );
    const { db, sealer } = app.store;
    const check = createLogCheck({ db, sealer, chainKey: app.chainKey, signer: createSigner(masterKey) });
    const verdict = await check.verifyTenant(people.chen.tid);
    expect(verdict).toMatchObject({ isWhole: true });
    const seqs = (await rows()).filter(({ tid }) => tid === people.chen.tid).map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.map((_, index) => index + 1));
  });

  it('T32: cannot be changed or deleted by way of the database', async () => {
    await expect(
      app.store.db.updateTable('audit_events').set({ person_name: 'x' }).execute(),
    ).rejects.toThrow();
    await expect(app.store.db.deleteFrom('audit_patients').execute()).rejects.toThrow();
  });
}

function describeFailures(): void {
  it('of an audited operation leaves a row with its reason', async () => {
    await app.as(people.priya).get(`${ward}/fails/list-9`);
    expect((await read('?operation=PatientListRename')).entries[0]).toMatchObject({
      outcome: 'failure',
      reason: 'name_taken',
      person: { id: people.priya.oid },
      objects: [{ kind: 'list', id: 'list-9' }],
    });
  });

  it('a member who tries what only owners may leaves a row that says what', async () => {
    await app.as(people.priya).get(`${ward}/owners`);
    expect((await read('?operation=AccessDenied')).entries[0]).toMatchObject({
      outcome: 'failure',
      reason: 'owner_only',
      person: { id: people.priya.oid },
      objects: [{ kind: 'operation', id: 'EHRConnectionSet' }],
    });
  });

  it('T9: a stranger leaves a row in the tenant of their own token, and none in the team', async () => {
    expect((await app.as(people.bruno).get(`${ward}/audit`)).status).toBe(404);
    expect((await app.as(people.nadia).get(`${ward}/fails/list-9`)).status).toBe(404);
    expect(await lastRow(people.bruno.tid)).toMatchObject({
      ...{ team_id: '', channel_id: '', operation: 'AccessDenied', outcome: 'failure', outcome_code: 4 },
      ...{ reason: 'not_found', person_oid: people.bruno.oid, person_name: 'Bruno Costa', role: 'stranger' },
    });
    expect(await lastRow(people.nadia.tid)).toMatchObject({ person_oid: people.nadia.oid, role: 'stranger' });
    const { entries } = await read('?operation=AccessDenied');
    expect(JSON.stringify(entries)).not.toMatch(/Bruno|Nadia/);
  });

  it('T12: a token of our tenant that is no longer good leaves a row; a forged one leaves none anywhere', async () => {
    const askWith = async (claims: object, forged = '') => {
      const token = await signToken({ ...toClaims(people.gus), ...claims });
      const authorization = `Bearer ${token.slice(0, token.length - forged.length)}${forged}`;
      return (await app.anybody.get(`${ward}/audit`, { headers: { authorization } })).status;
    };
    expect(await askWith({ exp: 1_000 })).toBe(401);
    expect(await lastRow(people.gus.tid)).toMatchObject({
      ...{ operation: 'SignInRejected', outcome: 'failure', reason: 'token_expired', role: 'stranger' },
      ...{ person_oid: people.gus.oid, azp: teamsWeb, team_id: '' },
    });
    expect(await askWith({ scp: 'other' })).toBe(401);
    expect(await lastRow(people.gus.tid)).toMatchObject({ reason: 'not_signed_in' });
    const before = await rows();
    expect(await askWith({ exp: 1_000 }, 'AAAAAA')).toBe(401);
    expect(await askWith({ tid: '33333333-cccc-4ccc-8ccc-333333333333' })).toBe(403);
    expect(await rows()).toEqual(before);
  });

  it('T34: a flood of refusals is counted, not written: it can neither fill the log nor hide in it', async () => {
    const flood = { ...people.bruno, oid: '0b000000-0000-4000-8000-00000000f100' };
    const rowsOf = async () => (await rows()).filter(({ person_oid }) => person_oid === flood.oid);
    // Made-up teams: of one a stranger hears only so often.
    for (let times = 0; times < 50; times++) {
      const teamId = `cccccccc-0000-4000-8000-0000000000${10 + (times % 10)}`;
      const asked = await app.as(flood).get(`${teamPath({ ...places.ward5, teamId })}/audit`);
      expect(asked.status).toBe(404);
    }
    expect(await rowsOf()).toHaveLength(20);
    ahead += 60_000;
    await app.as(people.bruno).get(`${ward}/audit`);
    const told = (await rowsOf()).at(20);
    expect(await openColumn(told, 'objects')).toContainEqual({ kind: 'repeats', id: '30' });
  });
}

function describeReading(): void {
  it('is for owners, and is itself recorded', async () => {
    expect((await app.as(people.chen).get(`${ward}/audit`)).json.code).toBe('owner_only');
    await read();
    const { entries } = await read('?operation=AuditRead');
    expect(entries[0]).toMatchObject({
      operation: 'AuditRead',
      outcome: 'success',
      person: { id: people.olivia.oid },
    });
    expect((await read('?operation=AccessDenied')).entries[0]).toMatchObject({
      reason: 'owner_only',
      person: { id: people.chen.oid },
      objects: [{ kind: 'operation', id: 'AuditRead' }],
    });
  });

  it('filters by patient, person and time', async () => {
    await record(toEvent({ scope: scopeOf(people.priya), patients: [{ ref: 'c9/one' }] }));
    expect(
      (await read('?patient=c9%2Fone')).entries.filter(
        (entry: { operation: string }) => entry.operation === 'PatientView',
      ),
    ).toHaveLength(1);
    const byPerson = await read(`?person=${people.priya.oid}`);
    expect(new Set(byPerson.entries.map((entry: { person: { id: string } }) => entry.person.id))).toEqual(
      new Set([people.priya.oid]),
    );
    const future = encodeURIComponent(new Date(Date.now() + 60_000).toISOString());
    expect((await read(`?from=${future}`)).entries).toEqual([]);
    expect(byPerson.people).toContainEqual({ id: people.priya.oid, name: people.priya.name });
  });

  it('goes page by page to the first row, each row once', async () => {
    for (let index = 0; index < 60; index++) await record(toEvent({ operation: 'PatientNoteAdd' }));
    const seen: number[] = [];
    let page = await read('?operation=PatientNoteAdd');
    for (;;) {
      seen.push(...page.entries.map((entry: { seq: number }) => entry.seq));
      if (page.next === null) break;
      page = await read(`?operation=PatientNoteAdd&before=${page.next}`);
    }
    expect(seen).toHaveLength(60);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
  });

  it('T9: shows nothing of another team or tenant', async () => {
    await record(
      toEvent({
        scope: scopeOf(people.bruno, { teamId: places.cardiology.teamId }),
        patients: [{ ref: 'c9/one' }],
      }),
    );
    await record(
      toEvent({
        scope: scopeOf(people.olivia, { teamId: places.ward6.teamId }),
        patients: [{ ref: 'c9/one' }],
      }),
    );
    const ours = await read('?patient=c9%2Fone&operation=PatientView');
    expect(ours.entries).toHaveLength(1);
    const ward6 = (await app.as(people.olivia).get(`${teamPath(places.ward6)}/audit`)).json;
    expect(
      ward6.entries.filter((entry: { operation: string }) => entry.operation === 'PatientView'),
    ).toHaveLength(1);
    expect((await app.as(people.bruno).get(`${ward}/audit`)).status).toBe(404);
  });

  it('T9: a private channel and its team show nothing of each other, by no filter', async () => {
    const inPrivate = scopeOf(
      { ...people.chen, oid: people.nadia.oid, name: 'Private' },
      places.ward5Palliative,
    );
    await record(toEvent({ scope: inPrivate, operation: 'PatientMoved', patients: [{ ref: 'c9/private' }] }));
    await record(toEvent({ operation: 'PatientMoved', patients: [{ ref: 'c9/standard' }] }));
    const olivia = app.as(people.olivia);
    const seenIn = async (place: TeamAddress, query: string) =>
      (await olivia.get(`${teamPath(place)}/audit?operation=PatientMoved${query}`)).json;
    const refsOf = ({ entries }: { entries: { patients: { ref: string }[] }[] }) =>
      entries.flatMap((entry) => entry.patients.map((patient) => patient.ref));
    expect(refsOf(await seenIn(places.ward5, ''))).toEqual(['c9/standard']);
    expect(refsOf(await seenIn(places.ward5Palliative, ''))).toEqual(['c9/private']);
    expect(refsOf(await seenIn(places.ward5, '&patient=c9%2Fprivate'))).toEqual([]);
    expect(refsOf(await seenIn(places.ward5Palliative, '&patient=c9%2Fstandard'))).toEqual([]);
    const names = ({ people: shown }: { people: { name: string }[] }) => shown.map(({ name }) => name);
    expect(names(await seenIn(places.ward5, ''))).not.toContain('Private');
    expect(names(await seenIn(places.ward5Palliative, ''))).toContain('Private');
  });

  it('refuses a filter that it does not know', async () => {
    expect((await app.as(people.olivia).get(`${ward}/audit?operation=Everything`)).json.code).toBe(
      'invalid_input',
    );
    expect((await app.as(people.olivia).get(`${ward}/audit?from=yesterday`)).json.code).toBe('invalid_input');
  });
}
