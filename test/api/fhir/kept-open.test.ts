// A server that is looked at again and again, and says the same each time, stays open with what is known of its places.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { createFhirRoom, type FhirRoom } from './fhir-room';

const tid = '11111111-aaaa-4aaa-8aaa-111111111111';
let sandbox: Sandbox;
let room: FhirRoom;
beforeAll(async () => {
  sandbox = await startSandbox({ warm: [] });
  room = createFhirRoom({ openServers: sandbox.openServers });
}, 60_000);
afterAll(async () => {
  await room.close();
  await sandbox.close();
});

it('a check that finds nothing new leaves it open; one that does opens it anew', async () => {
  const connection = {
    id: 'c',
    name: 'C',
    link: sandbox.links.open,
    partnerId: null,
    release: 'R4',
  } as const;
  const first = await room.fhir.open(connection, tid);
  await room.fhir.probe(connection, tid);
  expect(await room.fhir.open(connection, tid)).toBe(first);
  sandbox.knobs('open').set({ dropTypes: ['Coverage'] });
  await room.fhir.probe(connection, tid);
  expect(await room.fhir.open(connection, tid)).not.toBe(first);
});
