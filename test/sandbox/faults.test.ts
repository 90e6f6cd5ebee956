import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Asker, createAsker, findNext, toIds, toResources } from './ask';
import { cast } from './census/roles';
import { type Sandbox, startSandbox } from './sandbox';

let sandbox: Sandbox;
let open: Asker;
const stays = `Encounter?patient=${cast.dialysis}`;
beforeAll(async () => {
  sandbox = await startSandbox();
  open = createAsker(sandbox.links.open);
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());
const set = (change: Parameters<ReturnType<Sandbox['knobs']>['set']>[0]) => sandbox.knobs('open').set(change);

describe('a server can be told to', () => {
  it('call its answers something else', async () => {
    set({ contentType: 'text/plain' });
    expect((await open.get(`Patient/${cast.left}`)).type).toBe('text/plain');
    expect((await open.get('metadata')).type).toBe('text/plain');
  });
  it('say 200 and a fatal OperationOutcome', async () => {
    set({ outcomeWith200: true });
    const said = await open.get(stays);
    expect([said.status, said.json.resourceType]).toEqual([200, 'OperationOutcome']);
  });
  it('lie about its total', async () => {
    set({ lyingTotal: 7 });
    expect((await open.get(stays)).json.total).toBe(7);
  });
  it('repeat a row on the next page', async () => {
    set({ repeatRows: true });
    const first = (await open.get(stays)).json;
    const second = (await open.get(findNext(first) ?? '')).json;
    expect(toIds(second)[0]).toBe(toIds(first).at(-1));
  });
  it('give fewer rows than it was asked for', async () => {
    set({ mostCount: 3 });
    expect(toResources((await open.get(`${stays}&_count=20`)).json)).toHaveLength(3);
  });
  it('forget its pages', async () => {
    const next = findNext((await open.get(stays)).json) ?? '';
    set({ pagesExpired: true });
    expect((await open.get(next)).status).toBe(410);
  });
  it('answer nothing with an empty list instead of none', async () => {
    expect((await open.get('Patient?family=nobody')).json).not.toHaveProperty('entry');
    set({ emptyEntry: true });
    expect((await open.get('Patient?family=nobody')).json.entry).toEqual([]);
  });
  it('throttle the rest of a batch, and whoever asks too often', async () => {
    set({ batchThrottledFrom: 1 });
    expect((await open.batch([`Patient/${cast.left}`, `Patient/${cast.left}`])).text).toContain(
      '"429 Too Many',
    );
    set({ batchThrottledFrom: null, requestBudget: 0 });
    const said = await open.get(stays);
    expect([said.status, said.headers.get('retry-after')]).toEqual([429, '1']);
  });
});
