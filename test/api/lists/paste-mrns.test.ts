// Pasted MRNs over HTTP on a real store, against the sandbox's servers: found, not found, two, here already, not asked; then added.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../api/contract/limits';
import type { AddedMany } from '../../../api/contract/many.schema';
import { paths } from '../../../api/contract/paths';
import { cast } from '../../sandbox/census/roles';
import type { AnyPersonaId } from '../../sandbox/persona';
import { personas } from '../../sandbox/persona';
import { places } from '../../support/people';
import { type ManyStage, startManyStage, toAnswers } from './many-stage';

let stage: ManyStage;
let sandbox: ManyStage['sandbox'];

beforeAll(async () => {
  stage = await startManyStage(['epic']);
  ({ sandbox } = stage);
}, 60_000);
afterAll(() => stage.close());
beforeEach(() => sandbox.reset());

const chen = () => stage.app.as('chen');

describe.each(['open', 'meridian', 'harbor', 'cedar', 'epic'] as const)('pasted MRNs at %s', (persona) => {
  it('are found as they are written by people, not found, or on the list already, and recorded in one row', async () => {
    const { listId, connectionId } = await stage.open(persona);
    const [japanese, dialysis] = [stage.mrnOf(persona, cast.japanese), stage.mrnOf(persona, cast.dialysis)];
    await stage.add(listId, connectionId, [cast.dialysis]);
    const spaced = `${japanese.slice(0, 2)} ${japanese.slice(2, 5)}-${japanese.slice(5)}`;
    const before = await stage.auditOf('PatientSearch');
    const lines = await stage.findMrns(listId, spaced, dialysis, 'SV000000');
    expect(toAnswers(lines)).toEqual([[cast.japanese], [cast.dialysis], []]);
    expect(lines[0]).toEqual({ type: 'asking', count: 3 });
    expect(lines.filter(({ type }) => type === 'asked')).toHaveLength(3);
    expect(lines.at(-1)).toMatchObject({
      type: 'done',
      connectionId,
      room: limits.patientsPerList - 1,
      foreign: 0,
    });
    const [first, second] = lines.filter((line) => line.type === 'answer');
    expect(first).toMatchObject({ patients: [{ isOnList: false, patient: { mrn: { value: japanese } } }] });
    expect(second).toMatchObject({ patients: [{ isOnList: true }] });
    const rows = (await stage.auditOf('PatientSearch')).slice(0, -before.length || undefined);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ outcome: 'success' });
    expect(rows[0]?.patients.map(({ ref }) => ref)).toEqual([
      `${connectionId}/${cast.japanese}`,
      `${connectionId}/${cast.dialysis}`,
    ]);
  });

  it('T26: somebody who only carries that number as another one, or comes along unasked, is not found', async () => {
    const { listId } = await stage.open(persona);
    const [mrn] = [stage.mrnOf(persona, cast.chinese)];
    const patient = sandbox.records(persona).find('Patient', cast.accented);
    const licence = {
      type: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0203', code: 'DL' }] },
      system: personas[persona].mrnSystem,
      value: 'SV777777',
    };
    if (patient) sandbox.records(persona).put({ ...patient, identifier: [licence] });
    sandbox.knobs(persona).set({ leakOtherPatient: ['Patient'] });
    const answers = toAnswers(await stage.findMrns(listId, 'SV777777', mrn));
    if (patient) sandbox.records(persona).put(patient);
    expect(answers).toEqual([[], [cast.chinese]]);
  });
});

describe('pasted MRNs', () => {
  it('two patients with one number are both shown, for a person to choose', async () => {
    const { listId } = await stage.open('open');
    const records = sandbox.records('open');
    const [one, other] = [cast.sameName1, cast.sameName2].map((id) => records.find('Patient', id));
    if (!one || !other) throw new Error('no cast');
    records.put({ ...other, identifier: one.identifier ?? [] });
    const answers = toAnswers(await stage.findMrns(listId, stage.mrnOf('open', cast.sameName1)));
    records.put(other);
    expect([answers[0]].flat().sort()).toEqual([cast.sameName1, cast.sameName2]);
  });

  it('in batches where the server has them, else a bounded fan-out of posted forms, no number in an address', async () => {
    const many = Array.from({ length: 60 }, (_, at) => `SV${500_001 + at}`);
    const ask = async (persona: AnyPersonaId) => {
      const { listId } = await stage.open(persona);
      const from = sandbox.journal(persona).length;
      expect(toAnswers(await stage.findMrns(listId, ...many)).map(String)).toEqual(
        many.map((_, at) => `register-${at + 1}`),
      );
      return sandbox
        .journal(persona)
        .slice(from)
        .filter(({ path }) => !path.endsWith('/metadata'));
    };
    const batches = await ask('open');
    expect(batches.length).toBeLessThanOrEqual(16);
    expect(batches.every(({ method, entries }) => method === 'POST' && (entries ?? 0) > 1)).toBe(true);
    for (const persona of ['cedar', 'epic'] as const) {
      const singles = (await ask(persona)).filter(({ path }) => !path.endsWith('/token'));
      expect(singles.filter(({ path }) => path.endsWith('/_search'))).toHaveLength(60);
      expect(JSON.stringify(singles.map(({ path, query }) => [path, query]))).not.toContain('SV5000');
    }
  });

  it('what could not be asked is told apart from what is not there, and a retry of it alone finds it', async () => {
    const { listId } = await stage.open('cedar');
    const mrns = Array.from({ length: 12 }, (_, at) => `SV${500_001 + at}`);
    sandbox.knobs('cedar').set({ requestBudget: 8 });
    const first = toAnswers(await stage.findMrns(listId, ...mrns));
    const failed = mrns.filter((_, at) => first[at] === 'server_busy');
    expect(failed.length).toBeGreaterThan(0);
    expect(failed.length).toBeLessThan(12);
    sandbox.reset();
    const again = toAnswers(await stage.findMrns(listId, ...failed));
    expect(again.every((answer) => Array.isArray(answer) && answer.length === 1)).toBe(true);
  });

  it('a server that is away is a recorded failure, and every number can be asked for again', async () => {
    const { listId } = await stage.open('open');
    sandbox.knobs('open').set({ status: 503 });
    expect(toAnswers(await stage.findMrns(listId, 'SV500001', 'SV500002'))).toEqual([
      'server_busy',
      'server_busy',
    ]);
    expect((await stage.auditOf('PatientSearch'))[0]).toMatchObject({
      outcome: 'failure',
      reason: 'server_busy',
      patients: [],
    });
  });

  it('T7: the same id in another hospital is another person, found by another number and never added by the wrong connection', async () => {
    const { listId, connectionId } = await stage.open('meridian');
    const seaview = stage.mrnOf('meridian', cast.japanese);
    const other = stage.mrnOf('meridian', cast.japanese, 'hillcrest');
    expect(other).not.toBe(seaview);
    expect(toAnswers(await stage.findMrns(listId, seaview, other))).toEqual([[cast.japanese], []]);
    await stage.app.connect(places.ward5, sandbox.links.open);
    const refused = await stage.add(listId, connectionId, [cast.japanese]);
    expect([refused.status, refused.json.code]).toEqual([409, 'no_connection']);
    expect(await stage.viewIds(listId)).toEqual([]);
  });

  it('T19: nothing leaves for a stranger, a list of others, or too many', async () => {
    const { listId } = await stage.open('open');
    const path = paths.findMany(places.ward5, listId);
    const body = { mrns: ['SV500001'] };
    const askedFor = () => sandbox.journal('open').filter(({ path }) => !path.endsWith('/metadata')).length;
    const from = askedFor();
    for (const person of ['nadia', 'bruno', 'gus'] as const)
      expect((await stage.app.as(person).post(path, { body })).status, person).toBe(404);
    expect((await stage.app.anybody.post(path, { body })).status).toBe(401);
    const nowhere = paths.findMany(places.ward5, '00000000-0000-4000-8000-000000000000');
    expect((await chen().post(nowhere, { body })).status).toBe(404);
    const tooMany = { mrns: Array.from({ length: limits.mrnsPerPaste + 1 }, (_, at) => `SV${at}`) };
    expect((await chen().post(path, { body: tooMany })).json.code).toBe('invalid_input');
    expect((await chen().post(path, { body: { mrns: [] } })).json.code).toBe('invalid_input');
    expect(askedFor()).toBe(from);
  });

  it('a caller who goes stops the asking, and nothing is recorded as found', async () => {
    const { listId } = await stage.open('cedar');
    sandbox.knobs('cedar').set({ latencyMs: 50 });
    const before = (await stage.auditOf('PatientSearch')).length;
    const lines = chen().lines('POST', paths.findMany(places.ward5, listId), {
      body: { mrns: Array.from({ length: 200 }, (_, at) => `SV${500_001 + at}`) },
    });
    await lines.next();
    await lines.return(undefined);
    await expect
      .poll(() => stage.app.logged().includes('aborted') || sandbox.journal('cedar').length > 0)
      .toBe(true);
    const asked = sandbox.journal('cedar').length;
    expect(asked).toBeLessThan(200);
    expect((await stage.auditOf('PatientSearch')).length).toBe(before);
  });
});

describe('adding many', () => {
  it('puts all on the list in one go with a row of the audit log for each, and takes them off again in one go', async () => {
    const { listId, connectionId } = await stage.open('open');
    await stage.add(listId, connectionId, [cast.chinese]);
    const before = (await stage.auditOf('PatientListAddPatient')).length;
    const asked = [cast.japanese, cast.chinese, cast.dialysis, cast.japanese];
    const added: AddedMany = (await stage.add(listId, connectionId, asked)).json;
    expect(added.rows.map((row) => row.ehr?.patientId).sort()).toEqual([cast.dialysis, cast.japanese].sort());
    expect(added.rows.every((row) => row.snapshot?.name)).toBe(true);
    expect(added.already).toEqual([cast.chinese]);
    expect((await stage.auditOf('PatientListAddPatient')).length).toBe(before + 2);
    const rowIds = added.rows.map((row) => row.id);
    const undone = await chen().post(paths.removeMany(places.ward5, listId), { body: { rowIds } });
    expect(undone.status).toBe(204);
    expect(await stage.viewIds(listId)).toEqual([cast.chinese]);
    expect(
      (await stage.auditOf('PatientListRemovePatient')).slice(0, 2).map(({ patients }) => patients[0]?.label),
    ).toHaveLength(2);
    // Who was taken off meanwhile is no fault of the undo.
    expect((await chen().post(paths.removeMany(places.ward5, listId), { body: { rowIds } })).status).toBe(
      204,
    );
  });

  it('one who is gone from the EHR is left out and told, the others are added; all gone is an error', async () => {
    const { listId, connectionId } = await stage.open('open');
    sandbox.knobs('open').set({ gonePatients: [cast.oddDate] });
    const added: AddedMany = (await stage.add(listId, connectionId, [cast.japanese, cast.oddDate])).json;
    expect(added.unread).toEqual([{ patientId: cast.oddDate, code: 'patient_not_found' }]);
    expect(await stage.viewIds(listId)).toEqual([cast.japanese]);
    const refused = await stage.add(listId, connectionId, [cast.oddDate, 'nobody-at-all']);
    expect([refused.status, refused.json.code]).toEqual([404, 'patient_not_found']);
    expect(await stage.viewIds(listId)).toEqual([cast.japanese]);
  });

  it('more than the list has room for adds nobody and says how many it has room for', async () => {
    const { listId, connectionId } = await stage.open('open');
    const all = Array.from({ length: limits.patientsPerList + 1 }, (_, at) => `register-${at + 1}`);
    expect((await stage.add(listId, connectionId, all.slice(0, 150))).status).toBe(201);
    const refused = await stage.add(listId, connectionId, all.slice(140));
    expect([refused.status, refused.json.code]).toEqual([409, 'limit_reached']);
    expect(refused.json.detail).toContain('room for 50 more, not for 51');
    expect(await stage.viewIds(listId)).toHaveLength(150);
  });

  it('is nobody else’s: a stranger gets 404 for adding and taking off', async () => {
    const { listId, connectionId } = await stage.open('open');
    const added: AddedMany = (await stage.add(listId, connectionId, [cast.japanese])).json;
    for (const person of ['nadia', 'bruno', 'gus'] as const) {
      expect((await stage.add(listId, connectionId, [cast.chinese], person)).status).toBe(404);
      const body = { rowIds: added.rows.map((row) => row.id) };
      expect((await stage.app.as(person).post(paths.removeMany(places.ward5, listId), { body })).status).toBe(
        404,
      );
    }
    expect(await stage.viewIds(listId)).toEqual([cast.japanese]);
  });
});
