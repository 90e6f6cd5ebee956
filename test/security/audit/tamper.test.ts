import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditScope } from '../../../api/audit/audit';
import { createAudit } from '../../../api/audit/audit.store';
import { toOperatorScope } from '../../../api/audit/audit-scope';
import { createChainKey } from '../../../api/audit/chain';
import type { Checkpoint } from '../../../api/audit/checkpoint';
import { createCheckpoints } from '../../../api/audit/checkpoint.store';
import { createEhrTrail } from '../../../api/audit/ehr-trail';
import { createSigner } from '../../../api/audit/signer';
import { createLogCheck } from '../../../api/audit/verify.store';
import { createStore, type Db, type Store, type Tx } from '../../../api/store/store';
import { createDatabase, getPostgres } from '../../support/postgres';
import { recordFigure, toSize } from '../figures';
import { dropGuards, type Tamper, tampers } from './tampers';

const size = 'PATIENTS_TEST_TAMPERS';
const rounds = toSize(size, 20);
const rowCount = 30;
const masterKey = new Uint8Array(32).fill(5);
const chainKey = createChainKey(masterKey);
const signer = createSigner(masterKey);
const folder = mkdtempSync(join(tmpdir(), 'patients-tamper-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

class Undone extends Error {}

/** The same numbers in every run; a failure names its row. */
function createDice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function describeTampers(name: string, open: () => Promise<Store>): void {
  describe(`T32, B8: on ${name}`, () => {
    let store: Store;
    const published: Checkpoint[] = [];
    const record = (tx: Tx, tid: string, offMs = 0) => {
      const now = () => new Date(Date.now() + offMs);
      const audit = createAudit({ sealer: store.sealer, chainKey, now, trail: createEhrTrail() });
      const scope: AuditScope = toOperatorScope(tid, 'Chen Wei', 'request');
      const patients = [{ ref: 'c/1' }, { ref: `c/${tid}` }];
      return audit.record(tx, { scope, operation: 'PatientView', outcome: 'success', objects: [], patients });
    };
    const verify = (db: Db, tid: string) =>
      createLogCheck({ db, sealer: store.sealer, chainKey, signer }).verifyTenant(tid, { published });

    beforeAll(async () => {
      store = await open();
      const publish = (checkpoint: Checkpoint) => void published.push(checkpoint);
      const onFault = (error: unknown) => {
        throw error;
      };
      const checkpoints = createCheckpoints({ store, signer, now: () => new Date(), publish, onFault });
      for (let count = 0; count < rowCount; count++) {
        for (const tid of ['ours', 'theirs']) await store.transaction((tx) => record(tx, tid));
        await checkpoints.make();
      }
      await dropGuards(store.db, store.dialect);
    });
    afterAll(() => store.close());

    /** What the check says after the strike, which is then undone. */
    async function strike(tamper: Tamper, at: number): Promise<{ found: string; expected: string }> {
      let told = { found: '', expected: '' };
      const work = store.transaction(async (tx) => {
        const tampered = { db: tx, tid: 'ours', otherTid: 'theirs', at, count: rowCount };
        const struck = { ...tampered, record: (offMs: number) => record(tx, 'ours', offMs) };
        await tamper.strike(struck);
        const verdict = await verify(tx, 'ours');
        told = {
          found: verdict.isWhole ? 'whole' : `row ${verdict.seq}`,
          expected: `row ${tamper.expected(struck)}`,
        };
        throw new Undone();
      });
      await work.catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error;
      });
      return told;
    }

    it('a log that nobody touched is whole, with a checkpoint at every row', async () => {
      expect(await verify(store.db, 'ours')).toMatchObject({ isWhole: true, rows: rowCount });
      expect(published).toHaveLength(2 * rowCount);
    });

    it.each(tampers)('$kind: found at its row, wherever it is', async (tamper) => {
      const dice = createDice(20_261_126);
      let through = 0;
      const wrong: string[] = [];
      for (let round = 0; round < rounds; round++) {
        const at = 2 + dice(rowCount - 3);
        const { found, expected } = await strike(tamper, at);
        if (found === 'whole') through += 1;
        if (found !== expected) wrong.push(`struck at ${at}: ${found}, not ${expected}`);
      }
      recordFigure({
        id: 'B8',
        name: `audit tamper on ${name}: ${tamper.kind}`,
        tried: rounds,
        through,
        size,
      });
      expect(wrong).toEqual([]);
    });

    it('an entry that is taken out of the index of patients, or put in, is found', async () => {
      const inIndex = (parts: Pick<Tamper, 'strike'>) =>
        strike({ kind: 'index', expected: ({ at }) => at, ...parts }, 7);
      const taken = await inIndex({
        strike: async ({ db, tid, at }) => {
          const entries = db.deleteFrom('audit_patients').where('tid', '=', tid).where('seq', '=', at);
          await entries.where('ref', '=', 'c/1').execute();
        },
      });
      expect(taken.found).toBe(taken.expected);
      const putIn = await inIndex({
        strike: async ({ db, tid, at }) => {
          const entry = { tid, team_id: '', channel_id: '', seq: at, ref: 'c/innocent' };
          await db.insertInto('audit_patients').values(entry).execute();
        },
      });
      expect(putIn.found).toBe(putIn.expected);
    });

    it('a checkpoint that somebody else signed is found', async () => {
      const other = createSigner(new Uint8Array(32).fill(6));
      const { found } = await strike(
        {
          kind: 'forged',
          expected: atOf,
          strike: async ({ db, tid, at }) => {
            const forged = { signature: other.sign('anything') };
            const one = db.updateTable('audit_checkpoints').set(forged).where('tid', '=', tid);
            await one.where('seq', '=', at).execute();
          },
        },
        9,
      );
      expect(found).toBe('row 9');
    });
  });
}

const atOf = ({ at }: { readonly at: number }) => at;

describeTampers('SQLite', () => createStore({ url: `sqlite:${join(folder, 'store.sqlite')}`, masterKey }));
describeTampers('PostgreSQL', async () =>
  createStore({ url: await createDatabase((await getPostgres()).url), masterKey }),
);
