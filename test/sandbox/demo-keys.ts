// A pair of keys for one run, for personas that know their client by a key: the file that the server reads, and what was registered.
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClientKeys } from '../../api/partners/client-keys';
import type { SandboxOptions } from './sandbox';

export interface DemoKeys {
  readonly environment: Readonly<Record<string, string>>;
  readonly registeredKeys: NonNullable<SandboxOptions['registeredKeys']>;
}

export async function createDemoKeys(folder: string): Promise<DemoKeys> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const file = join(folder, 'client-keys.pem');
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, pem, { mode: 0o600 });
  const { keys } = (await createClientKeys(pem)).publicSet;
  return { environment: { PATIENTS_CLIENT_KEYS: file }, registeredKeys: { jwks: { keys } } };
}
