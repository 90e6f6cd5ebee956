// From the master keys of the configuration to what is made of them: the store that they open, and the keys of the audit log.
import type { AuditKeyring, AuditKeys } from './audit/audit-keys';
import { createChainKey } from './audit/chain';
import { createSigner, type Signer } from './audit/signer';
import { type Config, ConfigFaults } from './config/config';
import { createStore, type Store } from './store/store';

type KeyConfig = Pick<Config, 'masterKey' | 'nextMasterKey' | 'audit'>;

/** Throws ConfigFaults. */
export function composeKeyring(config: KeyConfig): AuditKeyring {
  const pem = config.audit.key.reveal();
  const toKeys = (masterKey: Uint8Array): AuditKeys => ({
    chainKey: createChainKey(masterKey),
    signer: composeSigner(masterKey, pem),
  });
  const next = config.nextMasterKey?.reveal();
  return { ...toKeys(config.masterKey.reveal()), next: next && toKeys(next) };
}

function composeSigner(masterKey: Uint8Array, pem: string): Signer {
  try {
    return createSigner(masterKey, pem);
  } catch (error) {
    throw new ConfigFaults([`PATIENTS_AUDIT_KEY ${error instanceof Error ? error.message : 'is wrong'}`]);
  }
}

/** Throws if it can't be opened as safely as it must be. */
export function openStore({
  store,
  masterKey,
  nextMasterKey,
}: Pick<Config, 'store' | 'masterKey' | 'nextMasterKey'>): Promise<Store> {
  const url = store.kind === 'sqlite' ? `sqlite:${store.file}` : store.url.reveal();
  return createStore({ url, masterKey: masterKey.reveal(), nextMasterKey: nextMasterKey?.reveal() });
}
