// `npm run data`: what its verbs work on, from the configuration of the server. The only file of the command that knows rooms.
import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { createAudit } from './audit/audit.store';
import { toOperatorScope } from './audit/audit-scope';
import { toChainSecret } from './audit/chain';
import { createEhrTrail } from './audit/ehr-trail';
import { createKeyRotation } from './audit/key-rotation.store';
import { composeKeyring, openStore } from './compose-keys';
import type { Config } from './config/config';
import type { Tool } from './operator/tool';
import { type DataTools, dataVerbs } from './retention/operator/data-verbs';
import { createRetention } from './retention/retention.service';
import { readServerConfig } from './server';
import { forgetDeleted } from './store/forget';

export interface DataToolDeps {
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function createDataTool({ env }: DataToolDeps): Tool<DataTools> {
  return {
    name: 'data',
    about: 'What the teams typed: how long it is kept, and what of it goes.',
    verbs: dataVerbs,
    notes: [
      'It reads the environment of the server: run it where the server runs.',
      'Exit codes: 0 done, 1 refused or not in order, 2 not understood.',
    ],
    open: () => open(readServerConfig(env, 'operate')),
  };
}

async function open(config: Config) {
  const now = () => new Date();
  const store = await openStore(config);
  const { sealer, db, dialect } = store;
  const keyring = composeKeyring(config);
  const audit = createAudit({ ...keyring, sealer, now, trail: createEhrTrail() });
  const retention = createRetention({
    store,
    audit,
    now,
    deletedListDays: config.deletedListDays,
    forget: (tables) => forgetDeleted(db, dialect, tables),
  });
  const toScope = (tid: string) => toOperatorScope(tid, userInfo().username, randomUUID());
  const parts: DataTools = {
    purge: () => retention.purge(toScope),
    forgetTeam: (team) => retention.forgetTeam(team, toScope),
    deletedListDays: config.deletedListDays,
    rotateKey: async () => {
      const { next } = keyring;
      if (!next) return undefined;
      const former = { ...keyring, chainSecret: toChainSecret(config.masterKey.reveal()) };
      const tenants = await createKeyRotation({ store, audit, former, next, now })(toScope);
      return {
        tenants,
        isForgotten: await forgetDeleted(db, dialect, ['tenant_keys', 'retired_audit_keys']),
      };
    },
  };
  return { parts, close: store.close };
}
