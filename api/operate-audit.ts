// `npm run audit`: what its verbs work on, from the configuration of the server. The only file of the command that knows rooms.
import { createAudit } from './audit/audit.store';
import { createChainKey } from './audit/chain';
import { createEhrTrail } from './audit/ehr-trail';
import { type AuditTools, createOperatorRecorder, createOperatorScopes } from './audit/operator/audit-tools';
import { auditVerbs } from './audit/operator/audit-verbs';
import { createPurge } from './audit/purge.store';
import { createLogSearch } from './audit/search.store';
import { createSigner } from './audit/signer';
import { createLogCheck } from './audit/verify.store';
import type { Config } from './config/config';
import type { Tool } from './operator/tool';
import { readServerConfig } from './server';
import { createStore, type Store } from './store/store';

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
      const masterKey = config.masterKey.reveal();
      const url = config.store.kind === 'sqlite' ? `sqlite:${config.store.file}` : config.store.url.reveal();
      const store = await createStore({ url, masterKey });
      return { parts: toParts(config, store, masterKey), close: () => store.close() };
    },
  };
}

function toParts(config: Config, store: Store, masterKey: Uint8Array): AuditTools {
  const { db, sealer } = store;
  const chainKey = createChainKey(masterKey);
  const signer = createSigner(masterKey, config.audit.key.reveal());
  const now = () => new Date();
  const audit = createAudit({ sealer, chainKey, now, trail: createEhrTrail() });
  const purge = createPurge({ store, audit, signer, now });
  const toScope = createOperatorScopes();
  return {
    check: createLogCheck({ db, sealer, chainKey, signer }),
    search: createLogSearch({ db, sealer }),
    publicKey: signer.publicKey,
    checkpoints: config.audit.checkpoints,
    server: config.publicUrl.href,
    record: createOperatorRecorder({ store, audit }),
    purge: (tid, before) => purge(toScope(tid), before),
  };
}
