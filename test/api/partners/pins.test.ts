// What is pinned of servers outlives a start, and the watcher tells a team when one says something else of itself.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAudit } from '../../../api/audit/audit.store';
import { createChainKey } from '../../../api/audit/chain';
import { createEhrTrail } from '../../../api/audit/ehr-trail';
import { openStore } from '../../../api/compose-keys';
import { composeRegister } from '../../../api/compose-register';
import { createWatcher } from '../../../api/connection/watcher.service';
import { createFhir } from '../../../api/fhir/fhir.service';
import { createDiscovery } from '../../../api/partners/discovery.service';
import { createPins } from '../../../api/partners/pins.service';
import { readServerConfig } from '../../../api/server';
import type { Store } from '../../../api/store/store';
import { toDemoEnvironment } from '../../sandbox/demo-environment';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox';
import { createFhirRoom, tidA, toConnection } from '../fhir/fhir-room';

let sandbox: Sandbox;
let dataFolder: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  dataFolder = mkdtempSync(join(tmpdir(), 'patients-pins-'));
}, 60_000);
afterAll(async () => {
  await sandbox.close();
  rmSync(dataFolder, { recursive: true, force: true });
});

/** As a server starts, on the data of the one before. */
async function start(): Promise<{ store: Store } & Awaited<ReturnType<typeof composeRegister>>> {
  const config = readServerConfig(toDemoEnvironment(sandbox, { port: 0, dataFolder }), 'operate');
  const store = await openStore(config);
  const now = () => new Date();
  const chainKey = createChainKey(config.masterKey.reveal());
  const audit = createAudit({ sealer: store.sealer, chainKey, now, trail: createEhrTrail() });
  const quiet = { onFault: () => undefined, onDrift: () => undefined };
  const composed = await composeRegister(config, { store, audit, now, importing: 'missing', ...quiet });
  return { store, ...composed };
}

const seen = (tenant: string) =>
  [{ kind: 'entraTenant', place: '', value: `${tenant}-aaaa-4aaa-8aaa-aaaaaaaaaaaa` }] as const;

describe('T4: the Entra tenant of a partner that registers none', () => {
  it('is pinned in the database when it is seen first; after a start another one is drift', async () => {
    const first = await start();
    await first.changes.add(
      'azure',
      {
        id: 'azure',
        name: 'Azure',
        preset: 'ahds',
        bases: ['https://azure.example/fhir'],
        auth: {
          kind: 'entra',
          clientId: 'app',
          audience: 'https://azure.example',
          credential: { kind: 'secret', clientSecret: 'canary' },
        },
      },
      'registered',
    );
    await first.register.refresh();
    const partner = first.register.partners.findById('azure');
    if (!partner) throw new Error('not registered');
    await first.pins.compare(partner, seen('11111111'));
    await first.store.close();

    const second = await start();
    const again = second.register.partners.findById('azure');
    if (!again) throw new Error('lost');
    expect(second.pins.find(again, 'entraTenant', '')).toBe(seen('11111111')[0].value);
    const refusal = expect.objectContaining({ code: 'token_endpoint_differs' });
    await expect(second.pins.compare(again, seen('22222222'))).rejects.toEqual(refusal);
    expect(() => second.pins.assertSame(again, 'https://azure.example/fhir')).toThrow(refusal);
    const rows = await second.store.db
      .selectFrom('audit_events')
      .select(['tid', 'role', 'reason'])
      .where('operation', '=', 'EHREndpointDrift')
      .execute();
    expect(rows).toEqual([{ tid: 'operator', role: 'system', reason: 'token_endpoint_differs' }]);
    await second.store.close();

    const third = await start();
    const standing = third.register.partners.findById('azure');
    if (!standing) throw new Error('lost');
    expect(() => third.pins.assertSame(standing, 'https://azure.example/fhir')).toThrow(refusal);
    // It says the old one again: that alone decides nothing.
    await third.pins.compare(standing, seen('11111111'));
    expect(() => third.pins.assertSame(standing, 'https://azure.example/fhir')).toThrow(refusal);
    await third.store.close();
  });
});

describe('T4: the watcher', () => {
  it('tells that a server names another token endpoint, and asks for no token then', async () => {
    const room = createFhirRoom({ partners: sandbox.partnerRegistry, openServers: sandbox.openServers });
    const pins = createPins();
    const discovery = createDiscovery({ outbound: room.outbound, pins });
    const watchDrift = { check: discovery.check, assertSame: pins.assertSame };
    const fhir = createFhir({ ...room, watchDrift, config: { cacheSeconds: 0 } });
    let now = 0;
    const watcher = createWatcher({ fhir, now: () => new Date(now) });
    const look = () => watcher.look(toConnection(sandbox, 'meridian'), tidA).failing?.code;
    look();
    await watcher.checkDue();
    expect(look()).toBeUndefined();
    sandbox.knobs('meridian').set({ tokenEndpointAdvertised: 'https://evil.example/token' });
    sandbox.knobs('meridian').revokeTokens();
    const { length } = sandbox.journal('meridian');
    now += 60_000;
    await watcher.checkDue();
    expect(look()).toBe('token_endpoint_differs');
    const asked = sandbox.journal('meridian').slice(length);
    expect(asked.filter(({ hasBearer, hasSecret }) => hasBearer || hasSecret)).toEqual([]);
    await expect(fhir.open(toConnection(sandbox, 'meridian'), tidA)).rejects.toMatchObject({
      code: 'token_endpoint_differs',
    });
    await room.close();
  });
});
