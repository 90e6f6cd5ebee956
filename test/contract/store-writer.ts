// A process that writes as fast as it can and tells what was acknowledged, so that a test can kill it in the middle.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createStore } from '../../api/store/store';
import { toConnectionRow } from '../support/store-records';

export interface Writer {
  acknowledged(): readonly string[];
  acknowledgedMoreThan(count: number): Promise<void>;
  kill(): Promise<void>;
}

const self = fileURLToPath(import.meta.url);

export async function startWriter(url: string, masterKey: Uint8Array): Promise<Writer> {
  const child = spawn(process.execPath, ['--import', 'tsx', self], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      STORE_WRITER_URL: url,
      STORE_WRITER_KEY: Buffer.from(masterKey).toString('base64'),
    },
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  const acknowledged = (): string[] => out.split('\n').slice(0, -1);
  return {
    acknowledged,
    async acknowledgedMoreThan(count) {
      while (acknowledged().length <= count) {
        if (child.exitCode !== null) throw new Error(`The writer ended by itself (${child.exitCode}).`);
        await Promise.race([once(child.stdout, 'data'), ended]);
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Two tables in each transaction, so that half a transaction would show. */
async function write(url: string, masterKey: Uint8Array): Promise<void> {
  const store = await createStore({ url, masterKey });
  const key = { tid: 't', team_id: 'team', channel_id: '' };
  for (;;) {
    const record = { ...toConnectionRow(key), is_current: 0 };
    await store.transaction(async (tx) => {
      await tx.insertInto('connections').values(record).execute();
      await tx
        .insertInto('audit_heads')
        .values({ tid: key.tid, seq: 1, hash: 'x' })
        .onConflict((oc) => oc.column('tid').doUpdateSet((eb) => ({ seq: eb('audit_heads.seq', '+', 1) })))
        .execute();
    });
    process.stdout.write(`${record.id}\n`);
  }
}

const { STORE_WRITER_URL: url, STORE_WRITER_KEY: masterKey } = process.env;
if (process.argv[1] === self && url && masterKey) {
  // A crash of the database under test ends this process, too: that is what the test wants.
  await write(url, Buffer.from(masterKey, 'base64')).catch(() => process.exit(1));
}
