// `npm run audit`: what its verbs work on, from the configuration of the server. The only file of the command that knows rooms.
import { createAudit } from './audit/audit.store';
import { createEhrTrail } from './audit/ehr-trail';
import { type AuditTools, createOperatorRecorder, createOperatorScopes } from './audit/operator/audit-tools';
import { auditVerbs } from './audit/operator/audit-verbs';
import { createPurge } from './audit/purge.store';
import { createLogSearch } from './audit/search.store';
import { createLogCheck } from './audit/verify.store';
import { composeKeyring, openStore } from './compose-keys';
import type { Config } from './config/config';
import type { Tool } from './operator/tool';
import { readServerConfig } from './server';
import type { Store } from './store/store';

export interface AuditToolDeps {
  readonly env: Readonly<Record<string, string | undefined>>;
}

export function createAuditTool({ env }: AuditToolDeps): Tool<AuditTools> {
  return {
    name: 'audit',
    about: 'The log of who saw or changed what.',
    verbs: auditVerbs,
    notes: ['It reads the environment of the server, which may go on running.'],
    async open() {
      const config = readServerConfig(env, 'operate');
      const store = await openStore(config);
      return { parts: toParts(config, store), close: () => store.close() };
    },
  };
}

function toParts(config: Config, store: Store): AuditTools {
  const { db, sealer } = store;
  const keyring = composeKeyring(config);
  const now = () => new Date();
  const audit = createAudit({ ...keyring, sealer, now, trail: createEhrTrail() });
  const purge = createPurge({ ...keyring, store, audit, now });
  const toScope = createOperatorScopes();
  return {
    check: createLogCheck({ ...keyring, db, sealer }),
    search: createLogSearch({ db, sealer }),
    publicKey: keyring.signer.publicKey,
    checkpoints: config.audit.checkpoints,
    server: config.publicUrl.href,
    record: createOperatorRecorder({ store, audit }),
    purge: (tid, before) => purge(toScope(tid), before),
  };
}
